"""A title or topic as words: each with its dictionary form and its place in the phrase."""

import re
from dataclasses import dataclass, field, replace
from functools import lru_cache

from workflows.credit.comparison.morphology import analyse, is_known
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
_FARM_AND_RAIL = re.compile(rf"(?<![{_LETTER}])([СсЖж])\.?\s?-\s?([ХхДд])\.?(?![{_LETTER}])")  # с.-х., ж.-д.
_MIXED = re.compile("(?=.{2,8}$)[А-Я][а-я]*(?:[А-Я][а-я]*)+")  # ТОиР, СанПиН
_CAPITALS = re.compile(r"\b[А-Я]{4,}\b")
_ENDINGS = frozenset(("ции", "ция", "ций", "ние", "ния", "сть", "сти", "ика", "ики"))
_KEPT_MINOR = frozenset(("не", "без", "вне", "свыше", "до", "после", "вокруг"))
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
    before: str = field(
        default="", compare=False
    )  # the small word just before it, which may be a torn-off beginning
    gap: bool = False  # a comma, colon, stop or bracket stands before it


@lru_cache(maxsize=40_000)  # the whole vocabulary is read three times
def words_of(text: str) -> tuple[Word, ...]:
    """Content words in order; prepositions and conjunctions only shape the phrase and are left out."""
    text = _FARM_AND_RAIL.sub(r"\1/\2", fold(text)).replace(" - ", " : ")
    shouting = _is_shouting(text)
    found: list[Word] = []
    expecting, gap, before = True, True, ""
    pieces = _tokens(text)
    for place, piece in enumerate(pieces):
        if piece in _SEPARATORS or piece == "-":
            if piece == "." and found and not gap:
                found[-1] = replace(found[-1], cut=True)
            expecting, gap = (True, True) if piece != "-" else (expecting, gap)
            before = ""
            continue
        shortened = pieces[place + 1 : place + 2] == ["."] and place + 2 < len(pieces) and len(piece) > 1
        beside_tail = _in_tail(found)
        word, expecting = _word(piece, shouting, expecting, gap, shortened, beside_tail)
        if word is not None and pieces[place + 1 : place + 2] == ["-"]:
            expecting = expecting or word.head  # talent-менеджмент, веб-дизайн: either half may be the head
        if word is not None:
            found.append(replace(word, before=before) if before else word)
            gap = False
        before = "" if word is not None else piece.lower()
    return tuple(found)


def _is_shouting(text: str) -> bool:
    """Whether capitals say nothing: all of it, or two long words that exist, are written so."""
    if sum(map(str.isupper, text)) <= 10:
        return False
    loud = [word for word in _CAPITALS.findall(text) if is_known(word.lower())]
    return len(loud) > 1 or not re.search("[а-яa-z]{2}", text)


def _in_tail(found: list[Word]) -> bool:
    """Whether the words so far end with what their head governs: "technology of making …"."""
    for word in reversed(found):
        if word.head:
            return word is not found[-1]
        if word.gap:
            return False
    return False


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
    if match.group(1).endswith("о") and match.string[match.end() :].startswith("."):
        return False  # "социально-эк.": the second half is shortened
    shaped_so = len(match.group(2)) < 3 or not ending.known or ending.minor or match.group(2) in _ENDINGS
    return shaped_so and not analyse(match.group().lower()).known


def _word(
    piece: str, shouting: bool, expecting: bool, gap: bool, shortened: bool, beside_tail: bool
) -> tuple[Word | None, bool]:
    """The word of a piece (None for a small word) and whether the next noun can be a head."""
    low = piece.lower()
    capitals = len(piece) > 1 and not shouting and bool(piece.isupper() or _MIXED.fullmatch(piece))
    if "-" in low:
        return Word(low, low, frozenset((low,)), known=False, cut=True, gap=gap), expecting
    if low in _ENGLISH_MINOR and not capitals:
        return None, False
    form = analyse(low)
    if form.minor and not capitals and not shortened and low not in _KEPT_MINOR:
        return None, form.pos in ("CONJ", "PRCL") or low in ("и", "или", "а", "and")
    if low == "and":
        return None, True
    lemma, lemmas = form.lemma, form.lemmas
    if expecting and form.person:
        lemma, lemmas = form.person, frozenset((form.person,))
    initials = capitals and (form.minor or not form.known)  # "ИЗО" is no preposition, "БПЛА" no verb
    noun = initials or form.pos in ("NOUN", "None")
    head = expecting and noun and (initials or form.nominative or bool(form.person))
    head = head and not (beside_tail and form.genitive)
    if head or noun:
        expecting = False
    known = form.known and form.pos != "GRND"  # "студя" is a slip of "студия" sooner than "cooling"
    return Word(low, lemma, lemmas, known, capitals, head=head, gap=gap), expecting


def word(lemma: str) -> Word:
    """A word given by its dictionary form."""
    return Word(lemma, lemma, analyse(lemma).lemmas | {lemma}, True)
