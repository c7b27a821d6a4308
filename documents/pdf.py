"""Rendering: a template of ours and plain data in; one file that is PDF/A-3a and PDF/UA-1 out.

Nothing is fetched: the fetcher knows the font files of this package and refuses everything else. The same
input gives the same bytes (attachment dates fixed, no system font), yet the stored bytes stay the authority.
"""

import gc
import json
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from types import MappingProxyType, MethodType
from typing import Any
from xml.etree.ElementTree import Element

from django.template.loader import render_to_string
from django.utils import translation
from weasyprint import CSS, Attachment
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from documents import checking
from documents.page import Page
from documents.printable import FONTS, printable
from documents.xmp import declare_accessible

GENERATOR = "Zachetka"
# Ornaments are backgrounds: to a reader of the tagged file they are not there.
OWN_FILES = {"font": (FONTS, "font/ttf"), "art": (Path(__file__).parent / "art", "image/svg+xml")}
VARIANT = {"pdf_variant": "pdf/a-3a", "pdf_tags": True}  # asked for at layout and again at writing
MAX_DEPTH = 40  # WeasyPrint recurses: 160 nested blocks raise RecursionError
MAX_ROWS = 600  # 2,000 table rows take 12 s
MAX_TEXT = 400_000  # characters

# One FontConfiguration serves all papers and is not safe for threads; layout holds the GIL anyway.
_one_at_a_time = threading.Lock()


class NeverPrintable(Exception):
    """The paper cannot be made from this data; trying again will not help."""


class PaperTooLarge(NeverPrintable):
    """Too many rows, too deep or too long: such a list is split into several papers."""


@dataclass(frozen=True)
class Paper:
    """A rendered file and its number of pages."""

    content: bytes
    pages: int


@dataclass(frozen=True)
class File:
    """A file that goes into a paper unchanged, under a name that no other has there."""

    name: str
    content: bytes


class OwnFilesOnly(URLFetcher):  # type: ignore[misc]  # WeasyPrint ships no types
    """Answers "font:NAME" and "art:NAME" with a file of ours, "qr:TEXT" with its code, "leaf:NAME" with a page picture.

    Refuses the rest unopened.
    """

    leaves: Mapping[str, bytes] = MappingProxyType({})

    def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> URLFetcherResponse:
        """The file. PermissionError for everything else: WeasyPrint then goes on without it."""
        scheme, _, name = url.partition(":")
        if scheme == "qr":
            return URLFetcherResponse(url, checking.picture(name), {"Content-Type": "image/svg+xml"})
        if scheme == "leaf" and name in self.leaves:
            return URLFetcherResponse(url, self.leaves[name])
        folder, media_type = OWN_FILES.get(scheme, (FONTS, ""))
        own = folder / Path(name).name
        if not media_type or own.name != name or not own.is_file():
            raise PermissionError("papers fetch nothing")
        return URLFetcherResponse(url, own.read_bytes(), {"Content-Type": media_type})


@dataclass(frozen=True)
class Press:
    """What is costly to prepare and the same for every paper."""

    fonts: FontConfiguration
    css: CSS
    draft_css: CSS
    fetcher: OwnFilesOnly


@cache
def press() -> Press:
    """Fonts loaded and style sheets parsed, once in a process."""
    fonts = FontConfiguration()
    fetcher = OwnFilesOnly()

    def sheet(name: str) -> CSS:
        text = render_to_string(f"documents/{name}")
        return CSS(string=text, font_config=fonts, url_fetcher=fetcher, base_url="font:")

    made = Press(fonts, sheet("paper.css"), sheet("draft.css"), fetcher)
    # What is loaded by now stays: a full collection would look through all of it again (0.2 s) every few papers.
    gc.collect()
    gc.freeze()
    return made


def warm_up() -> None:
    """Pay for the first render (1.5–3 s) when a worker starts, not when somebody waits."""
    render(
        "documents/blank.html",
        {},
        title="",
        author="",
        made_at=datetime.fromisoformat("2026-01-01T00:00:00Z"),
    )


def render(
    template: str,
    context: Mapping[str, Any],
    *,
    title: str,
    author: str,
    made_at: datetime,
    keywords: Sequence[str] = (),
    data: Mapping[str, Any] | None = None,
    data_name: str = "decision.json",
    draft: bool = False,
    leaves: Mapping[str, bytes] = MappingProxyType({}),
    files: Sequence[File] = (),
) -> Paper:
    """Render a template to a tagged PDF with its data inside; a draft has a watermark and is not for issue.

    leaves: pictures of pages that the template shows by name; files: what is attached besides the data.
    PaperTooLarge when the page would take the machine down.
    """
    with translation.override("ru"):
        text = render_to_string(template, {**context, "title": title, "draft": draft})

    def described(metadata: Any) -> None:
        _describe(metadata, printable(title), author, keywords, made_at)
        metadata.attachments = [
            *_embedded(data, data_name, made_at, press().fetcher),
            *(_attached(each, made_at, press().fetcher) for each in files),
        ]

    with _one_at_a_time, _undisturbed():
        return _laid_out(printable(text), described, draft, leaves)


def _laid_out(text: str, described: Callable[[Any], None], draft: bool, leaves: Mapping[str, bytes]) -> Paper:
    """The drawing itself, in a frame of its own: nothing holds the layout any more when garbage is looked for again.

    What were still held then would be looked through twice and kept until a rare, long collection.
    """
    tools = press()
    fetcher = OwnFilesOnly()
    fetcher.leaves = leaves
    page = Page(text, fetcher)
    check_shape(page.etree_element)
    sheets = [tools.css, tools.draft_css] if draft else [tools.css]
    document = page.render(font_config=tools.fonts, stylesheets=sheets, **VARIANT)
    described(document.metadata)
    return Paper(document.write_pdf(**VARIANT), len(document.pages))


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Layout makes very many objects that live until its end: looking for garbage meanwhile costs 6 % for nothing."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def check_shape(root: Element) -> None:
    """Refuse a page that would exhaust the stack or take minutes. No recursion here either."""
    rows = length = 0
    level = [root]
    for _depth in range(MAX_DEPTH):
        rows += sum(each.tag == "tr" for each in level)
        length += sum(len(each.text or "") + len(each.tail or "") for each in level)
        level = [child for each in level for child in each]
    if level:
        raise PaperTooLarge(f"nested deeper than {MAX_DEPTH}")
    if rows > MAX_ROWS:
        raise PaperTooLarge(f"{rows} rows, at most {MAX_ROWS}")
    if length > MAX_TEXT:
        raise PaperTooLarge(f"{length} characters, at most {MAX_TEXT}")


def canonical(data: Mapping[str, Any]) -> bytes:
    """The one spelling of JSON that is embedded and hashed."""
    return json.dumps(data, ensure_ascii=False, sort_keys=True, indent=1).encode("utf-8", "backslashreplace")


def _embedded(
    data: Mapping[str, Any] | None, name: str, made_at: datetime, fetcher: OwnFilesOnly
) -> list[Attachment]:
    if data is None:
        return []
    return [
        Attachment(
            string=canonical(data),
            name=name,
            description="Machine-readable content of this document",
            created=made_at,
            modified=made_at,
            relationship="Data",
            url_fetcher=fetcher,
        )
    ]


def _attached(file: File, made_at: datetime, fetcher: OwnFilesOnly) -> Attachment:
    return Attachment(
        string=file.content,
        name=file.name,
        description=file.name,
        created=made_at,
        modified=made_at,
        relationship="Source",
        url_fetcher=fetcher,
    )


def _describe(metadata: Any, title: str, author: str, keywords: Sequence[str], made_at: datetime) -> None:
    """Fill the document information; WeasyPrint declares PDF/A only, so PDF/UA is added to the XMP."""
    moment = made_at.isoformat(timespec="seconds")
    metadata.title, metadata.authors, metadata.keywords = title, [author] if author else [], list(keywords)
    metadata.created = metadata.modified = moment
    metadata.generator, metadata.lang = GENERATOR, "ru"
    plain = metadata.generate_rdf_metadata

    def with_accessibility(_self: object, variant: str, version: int, conformance: str) -> bytes:
        return declare_accessible(plain(variant, version, conformance))

    metadata.generate_rdf_metadata = MethodType(with_accessibility, metadata)
