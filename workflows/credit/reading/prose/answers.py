"""Answers between the lines of the quoted letter: the quoted line names the course, those below it the values."""

import re
from dataclasses import replace

from workflows.credit.reading.fields.field import read_fields
from workflows.credit.reading.fields.findings import Findings
from workflows.credit.reading.fields.separators import split_fields
from workflows.credit.reading.fields.titles import clean_title, title_doubts
from workflows.credit.reading.text.page import NON_EMPTY, Page, trim
from workflows.credit.reading.text.placed import Placed

_QUOTED_LINE = re.compile(r"[ ]*>+[ ]*")
_NAMED = re.compile(r"(?:курс|предмет|дисциплин|модул)\w*\s[«\"](?P<title>[^«»\"\n]{2,200})[»\"]", re.I)
_EXAMPLE = re.compile(r"(?:пример|образец|например)", re.I)


def asked_about(page: Page) -> list[str]:
    """The courses that the quoted question names."""
    lines = [match.group() for match in NON_EMPTY.finditer(page.text) if _QUOTED_LINE.match(match.group())]
    return [
        one.group("title")
        for line in lines
        if not _EXAMPLE.search(line)
        for one in _QUOTED_NAME.finditer(line)
    ]


_QUOTED_NAME = re.compile(r"[«\"](?P<title>[^«»\"\n]{2,200})[»\"]")
_NAMING = re.compile(
    r"(?:назыв(?:ается|ался|алась|алось)|названи[ея](?:\sкурса)?)\s?[:—-]?\s?[«\"](?P<title>[^«»\"\n]{2,200})[»\"]"
)


def named_alone(page: Page) -> list[Placed]:
    """«Курс называется «Основы генетики»»: the name that was asked for, without any value beside it."""
    out = []
    for match in _NAMING.finditer(page.view):
        title = page.value(*match.span("title"), "name given in an answer")
        out.append(Placed(Findings().course(title, title_doubts(str(title.value))), *match.span()))
    return out


def answers_between(page: Page) -> list[Placed]:
    """The courses that quoted lines name and the lines right below them answer for; `page` has its quotes blanked."""
    out: list[Placed] = []
    named: list[tuple[int, int]] = []
    findings, first, last = Findings(), 0, 0
    for match in [*NON_EMPTY.finditer(page.text), None]:
        is_quote = match is not None and bool(_QUOTED_LINE.match(match.group()))
        if match is None or is_quote:
            if len(named) == 1 and findings.kinds:
                title = page.value(*clean_title(page.text, *named[0]), "course of the quoted question")
                out.append(Placed(replace(findings.course(title)), first, last))
            if match is None:
                break
            if findings.kinds or last or not named:
                named, findings, first, last = [], Findings(), 0, 0
            if not _EXAMPLE.search(match.group()):
                named += [
                    (match.start() + one.start("title"), match.start() + one.end("title"))
                    for one in _NAMED.finditer(match.group())
                ]
            continue
        line = trim(page.view, *match.span())
        if line[0] < line[1] and len(named) == 1:
            read_fields(page, split_fields(page.view, *line), findings)
            first, last = first or line[0], line[1]
    return out
