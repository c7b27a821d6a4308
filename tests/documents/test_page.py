"""Every template is XML, and expat reads from it the very tree that the parser of WeasyPrint reads."""

from xml.etree.ElementTree import Element, ParseError

import pytest
from weasyprint import HTML

from documents import making, page, pdf
from tests.documents.snapshots import awkward, checked, example, examples


class Drawn(Exception):
    """The page is known; drawing it would take a tenth of a second."""


@pytest.fixture
def page_of(monkeypatch):
    """The HTML that a snapshot becomes."""

    def stop(text: str, *_: object) -> None:
        raise Drawn(text)

    def rendered(snapshot: dict, *, draft: bool) -> str:
        with monkeypatch.context() as patched, pytest.raises(Drawn) as drawn:
            patched.setattr(pdf, "_laid_out", stop)
            making.draw(snapshot, draft=draft)
        return str(drawn.value)

    return rendered


def tree(element: Element) -> tuple:
    """The element by value.

    Space around head and body and at the end of the body is seen by nobody; expat reads a line end in an attribute as
    a space.
    """
    below = [tree(each) for each in element]
    text, tail = element.text or "", element.tail or ""
    if element.tag in ("html", "head", "body"):
        tail = tail.strip()
    if element.tag == "html":
        text = text.strip()
    if element.tag == "body" and below:
        below[-1] = (*below[-1][:-1], below[-1][-1].rstrip())
    attributes = {name: value.replace("\n", " ") for name, value in element.attrib.items()}
    return element.tag, attributes, text, below, tail


def test_both_parsers_read_the_same_tree_from_every_template(page_of):
    papers = {**examples(), **awkward(), "checked": checked(example())}
    for name, snapshot in papers.items():
        for draft in (False, True):
            text = page_of(snapshot, draft=draft)
            ours, theirs = page.fromstring(text), HTML(string=text).etree_element
            assert tree(ours) == tree(theirs), name


def test_a_page_that_is_no_xml_is_drawn_the_same(monkeypatch):
    quickly = making.draw(example()).content

    def refuse(text: str) -> Element:
        raise ParseError

    monkeypatch.setattr(page, "fromstring", refuse)
    assert making.draw(example()).content == quickly
