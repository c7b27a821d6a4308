"""A title or topic as words: each with its dictionary form and its place in the phrase."""

import re
from dataclasses import dataclass, replace

from workflows.credit.comparison.morphology import analyse
from workflows.credit.comparison.writing import fold, join_broken, mend_letters

_LETTER = "A-Za-zА-Яа-я"
_TOKEN = re.compile(
    rf"(?<![{_LETTER}])(?:[Сс]и|[{_LETTER}])(?:\+\+|#)"  # C++, C#
    r"|\.NET\b"
    rf"|(?<![{_LETTER}])[А-Яа-я]/[а-я](?![{_LETTER}])"  # с/х
    rf"|\d+(?:[.,]\d+)+|\d+[{_LETTER}]+|[{_LETTER}]+\d+(?![{_LETTER}])|[{_LETTER}0-9]+"
    r"|[-.,:;()\"/&+]"
)
_SHORTENED = re.compile(r"\b([а-яА-Я]{2,})-([а-я]{1,3})\b(?!-)")
_KEPT_MINOR = frozenset(("не", "без", "вне", "свыше", "до", "после"))
_ENGLISH_MINOR = frozenset(("the", "a", "an", "of", "for", "in", "on", "with", "to", "at", "by"))
_SEPARATORS = frozenset('.,:;()"/&+')


@dataclass(frozen=True)
class Word:
    """One word of a phrase. `head` marks what the phrase is about: "management" in "project management"."""

    text: str
    lemma: str
    lemmas: frozenset[str]
    known: bool = True
    capitals: bool = False  # written in capitals among small letters: may be an abbreviation
    cut: bool = False  # ends with a full stop or is drawn together by a hyphen: may be shortened
    head: bool = False
    gap: bool = False  # a comma, colon, stop or bracket stands before it


def words_of(text: str) -> tuple[Word, ...]:
    """Content words in order; prepositions and conjunctions only shape the phrase and are left out."""
    text = fold(text).replace(" - ", " : ")
    shouting = sum(map(str.isupper, text)) > 10 and not re.search("[а-яa-z]{2}", text)
    found: list[Word] = []
    expecting, gap = True, True
    pieces = _tokens(text)
    for place, piece in enumerate(pieces):
        if piece in _SEPARATORS or piece == "-":
            if piece == "." and found and not gap:
                found[-1] = replace(found[-1], cut=True)
            expecting, gap = (True, True) if piece != "-" else (expecting, gap)
            continue
        shortened = pieces[place + 1 : place + 2] == ["."] and place + 2 < len(pieces) and len(piece) > 1
        word, expecting = _word(piece, shouting, expecting, gap, shortened)
        if word is not None:
            found.append(word)
            gap = False
    return tuple(found)


def _tokens(text: str) -> list[str]:
    """Raw tokens with letters mended; shortened words ("деят-ти") stay whole, broken ones are joined."""
    tokens: list[str] = []
    place = 0
    for match in _SHORTENED.finditer(text):
        if not _is_shortened(match):
            continue
        tokens += _TOKEN.findall(text[place : match.start()]) + [match.group()]
        place = match.end()
    tokens += _TOKEN.findall(text[place:])
    return join_broken([piece if "-" in piece else mend_letters(piece) for piece in tokens])


def _is_shortened(match: re.Match[str]) -> bool:
    ending = analyse(match.group(2).lower())
    shaped_so = len(match.group(2)) < 3 or not ending.known or ending.minor
    return shaped_so and not analyse(match.group().lower()).known


def _word(
    piece: str, shouting: bool, expecting: bool, gap: bool, shortened: bool
) -> tuple[Word | None, bool]:
    """The word of a piece (None for a small word) and whether the next noun can be a head."""
    low = piece.lower()
    capitals = piece.isupper() and len(piece) > 1 and not shouting
    if "-" in low:
        return Word(low, low, frozenset((low,)), known=False, cut=True, gap=gap), expecting
    if low in _ENGLISH_MINOR and not capitals:
        return None, False
    form = analyse(low)
    if form.minor and not capitals and not shortened and low not in _KEPT_MINOR:
        return None, form.pos in ("CONJ", "PRCL") or low in ("и", "или", "а", "and")
    if low == "and":
        return None, True
    head = expecting and form.nominative and form.pos in ("NOUN", "None")
    if head or form.pos == "NOUN":
        expecting = False
    return Word(low, form.lemma, form.lemmas, form.known, capitals, head=head, gap=gap), expecting


def word(lemma: str) -> Word:
    """A word given by its dictionary form."""
    return Word(lemma, lemma, analyse(lemma).lemmas | {lemma}, True)
