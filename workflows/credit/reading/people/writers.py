"""The writer of a letter: the name that the header shows and those that introduce or sign."""

import re

from workflows.credit.reading.people.capacity import self_named
from workflows.credit.reading.people.capitals import shown_name
from workflows.credit.reading.people.identity import Person, compatible, person
from workflows.credit.reading.people.names import find_names, role
from workflows.credit.reading.people.nominatives import may_stand_in
from workflows.credit.reading.text.folding import fold
from workflows.credit.reading.text.page import Page


def writers_of(display: Page, own: Page) -> list[Person]:
    """The names of the writer, as the header shows and as the letter signs."""
    display = shown_name(display)
    given = _given_words(display.view)
    shown = [
        person(display, found, frozenset({"nomn"}))
        for found in find_names(display.view, given_only=True, given=given)
        if may_stand_in("nomn", found)  # «мама Димы» shows whose mother she is
    ][:1]
    written = self_named(own, given) or ([] if shown else _given_alone(own))
    if shown and written:
        agreeing = [one for one in written if compatible(one, shown[0])]
        return [*agreeing, *shown] if agreeing else written[-1:]
    return shown or written[:1] + [one for one in written[1:] if compatible(one, written[0])]


def _given_alone(own: Page) -> list[Person]:
    """«С уважением, Марина» on the last line of a letter that says no more of its writer."""
    last = own.view.rstrip().rfind("\n") + 1
    line = own.view[last:].rstrip()
    lead = re.match(r"(?:с\s(?:уважением|благодарностью)|спасибо|заранее\s\w+)?[\s,.!—-]*", fold(line))
    names = find_names(line, given_only=True)
    if len(names) != 1 or not lead or names[0].start != lead.end() or line[names[0].end :].strip(" .!)"):
        return []
    alone = [one for one in find_names(own.view, given_only=True) if one.start == last + names[0].start]
    return [person(own, one, frozenset({"nomn"})) for one in alone if may_stand_in("nomn", one)]


def _given_words(display: str) -> frozenset[str]:
    """Beside a surname in a display name, a word the dictionary does not know as a name is the given name."""
    words = re.findall(r"[А-ЯЁ][а-яё]+", display)
    if len(words) == 2 and sorted(str(role(word)) for word in words) in (["None", "Surn"], ["Surn", "Weak"]):
        return frozenset(fold(word) for word in words if role(word) != "Surn")
    return frozenset()
