"""Names written without capitals, or in nothing but capitals."""

import re
from dataclasses import replace

from workflows.credit.reading.people.names import role
from workflows.credit.reading.text.morphology import parses
from workflows.credit.reading.text.page import Page

_WORD = re.compile(r"[А-ЯЁа-яё]{2,}(?:-[А-ЯЁа-яё]{2,})?")
_OF_A_DEVICE = re.compile(r"^(?:Отправлено|Sent from|Получить)[^\n]*$", re.M)
_SURNAME = re.compile(r"(?:[оеё]в|[иы]н|[сц]к)(?:|а|у|ой|ым|ий|ая|ого|ому|им|ую)\Z|(?:енко|чук)\Z")


def shown_name(display: Page) -> Page:
    """A display name all in one size of letters, «ИРИНА ПАК» or «ирина пак», with the capitals of a name."""
    if display.view not in {display.view.upper(), display.view.lower()}:
        return display
    return replace(display, view=_WORD.sub(lambda word: word.group().title(), display.view))


def with_names(page: Page) -> Page:
    """A text without any capital, as telephones send it, with those of the full names in it."""
    if re.search(r"[А-ЯЁA-Z]", _OF_A_DEVICE.sub("", page.view)):
        return page
    view = page.view
    words = list(_WORD.finditer(view))
    for one, other in zip(words, words[1:], strict=False):
        if view[one.end() : other.start()] == " " and (_is_name(one, other) or _is_name(other, one)):
            for word in (one, other):
                view = view[: word.start()] + word.group().title() + view[word.end() :]
    return replace(page, view=view)


def _is_name(given: re.Match[str], surname: re.Match[str]) -> bool:
    written = surname.group().title()
    return (
        role(given.group().title()) == "Name"
        and bool(_SURNAME.search(surname.group()))
        and any("Surn" in one.tag for one in parses(written))
    )
