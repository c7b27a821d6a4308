"""Names of people in Russian text: finding them, and which word of them is what."""

import re
from dataclasses import dataclass
from functools import lru_cache

from workflows.credit.reading.people.given import listed
from workflows.credit.reading.text.folding import fold, squeeze
from workflows.credit.reading.text.morphology import parses
from workflows.credit.reading.text.vocabulary import words

_TOKEN = re.compile(r"[А-ЯЁ][а-яё]+(?:-[А-ЯЁ]?[а-яё]+)?|(?<![А-ЯЁ])[А-ЯЁ]\.")
_PATRONYMIC = re.compile(r"(?:ович|евич|ьич|мич|ич|овн|евн|иничн|ичн)(?:|а|у|ем|ом|е|ы|ой|ою)\Z")
_SUFFIX = re.compile(r"\s+(?:оглы|оглу|кызы|кизи|улы|уулу|заде)(?!\w)")
_SURNAME_LIKE = re.compile(
    r"(?:ов|ев|ин|ын|ова|ева|ина|ына|овой|евой|иной|ыной|ову|еву|ину|ыну|овым|евым|иным|ову|ский|цкий|"
    r"ская|цкая|ского|цкого|скому|цкому|ской|цкой|енко|чук|юк|ук|як|ян|дзе|швили|ец|ко|их|ых|ман|берг|"
    r"штейн|сон|ава|ия|уа|ко|ло|ой|ый|ий|ая|яя|ую|ого|ому|его|ему|ым|им)\Z"
)
_NOT_NAMES = frozenset(words("people", "not_names"))


@dataclass(frozen=True)
class NameFound:
    """A personal name at [start, end). `parts` are (word, role) with role Name, Surn, Patr or Init."""

    start: int
    end: int
    parts: tuple[tuple[str, str], ...]
    written: str  # as it stands, one space between words

    def part(self, role: str) -> str | None:
        """The first word of that role, or None."""
        return next((word for word, kind in self.parts if kind == role), None)

    @property
    def completeness(self) -> int:
        """How much of a full name it has: given name and surname weigh most, initials least."""
        weight = {"Name": 4, "Surn": 4, "Patr": 2, "Init": 1}
        return sum(weight[kind] for kind in {kind for _, kind in self.parts})


@lru_cache(maxsize=10_000)
def role(word: str) -> str | None:
    """Name, Surn, Patr, Init, or None when the word is no part of a name."""
    if word.endswith("."):
        return "Init"
    folded = fold(word)
    if folded in _NOT_NAMES:
        return None
    if len(folded) <= 3 and any(one.tag.POS in {"PREP", "CONJ"} for one in parses(word)):
        return None  # «По Алисе: прошу зачесть …»
    if listed(word):
        return "Name"
    tags = [one.tag for one in parses(word)]
    if any("Patr" in tag for tag in tags) or (
        _PATRONYMIC.search(folded) and len(folded) > 6 and not any(one.is_known for one in parses(word))
    ):
        return "Patr"  # «Пшеничная» is a word that only ends like one
    given = max((one.score for one in parses(word) if "Name" in one.tag and one.is_known), default=0.0)
    surname = max(
        (
            one.score
            for one in parses(word)
            if "Surn" in one.tag and (one.is_known or _SURNAME_LIKE.search(folded))
        ),
        default=0.0,
    )
    if given and given >= surname / 4:
        return "Name"
    if surname or (
        not any(one.is_known for one in parses(word))
        and len(folded) > 3
        and parses(word)[0].tag.POS not in {"VERB", "INFN", "GRND"}
    ):
        return "Surn"
    if _SURNAME_LIKE.search(folded) and len(folded) > 4 and not any("VERB" in tag for tag in tags):
        return "Weak"  # an ordinary word that may be a surname beside a given name
    if (
        any(
            one.tag.POS in {"NOUN", "PRTS", "ADJS"} and "plur" not in one.tag and "Abbr" not in one.tag
            for one in parses(word)
        )
        and len(folded) > 2
    ):
        return "Weak"  # Мельник, Жук, Пак, Рубан
    return None


_LONGEST_RUN = 12  # capitalised words in a row: no name is longer, only lists and attacks are


def find_names(
    text: str, *, given_only: bool = False, given: frozenset[str] = frozenset()
) -> list[NameFound]:
    """Every personal name of at least two parts; with `given_only`, single given names as well.

    `given` are folded words known to be given names here, though the dictionary does not know them.
    """
    found: list[NameFound] = []
    run: list[tuple[re.Match[str], str]] = []
    for match in _TOKEN.finditer(text):
        kind = "Name" if fold(match.group()) in given else role(match.group()) or _before_given(text, match)
        joined = run and re.fullmatch(r"[ \t\n]{0,2}", text[run[-1][0].end() : match.start()]) is not None
        if run and (len(run) >= _LONGEST_RUN or not (joined and kind)):
            _close(run, found, given_only, text)
            run = []
        if kind:
            run.append((match, kind))
    _close(run, found, given_only, text)
    return found


_GIVEN_NEXT = re.compile(r" ([А-ЯЁ][а-яё]+) ([А-ЯЁ][а-яё]+)(?!\w)")


def _before_given(text: str, match: re.Match[str]) -> str | None:
    """«Ребёнок: Куц Ева Андреевна»: an ordinary word in the place of the surname is a surname."""
    following = _GIVEN_NEXT.match(text, match.end())
    line = text[text.rfind("\n", 0, match.start()) + 1 : match.start()].rstrip()
    if (
        not following
        or (line and line[-1] not in ":,(—-")
        or fold(match.group()) in _NOT_NAMES
        or role(following.group(1)) != "Name"
        or role(following.group(2)) != "Patr"
        or parses(match.group())[0].tag.POS
        in {"PREP", "CONJ", "VERB", "INFN", "ADVB", "PRCL", "NPRO", "INTJ"}
    ):
        return None
    return "Surn"


def _close(run: list[tuple[re.Match[str], str]], found: list[NameFound], given_only: bool, text: str) -> None:
    while run:
        if _of_a_child(run):
            _close(run[:1], found, given_only, text)
            del run[:1]
        take = next((size for size in (3, 2) if _shape(run[:size], size, text)), 0)
        if not take and given_only and run[0][1] == "Name":
            take = 1
        if take:
            parts = _settle(run[:take])
            end = run[take - 1][0].end()
            suffix = _SUFFIX.match(text, end)
            start, end = run[0][0].start(), suffix.end() if suffix else end
            found.append(NameFound(start, end, parts, squeeze(text[start:end])))
        del run[: take or 1]


def _of_a_child(run: list[tuple[re.Match[str], str]]) -> bool:
    """«мама Ренаты Мамедова Снежана»: a given name in the genitive before a name of two words that signs."""
    kinds = [kind for _, kind in run]
    if len(run) != 3 or kinds[0] != "Name" or "Name" not in kinds[1:] or "Patr" in kinds or "Init" in kinds:
        return False
    cases = [
        {one.tag.case for one in parses(match.group()) if "Name" in one.tag and "sing" in one.tag}
        for match, _ in run
    ]
    return "nomn" not in cases[0] and "gent" in cases[0] and ("nomn" in cases[1] or "nomn" in cases[2])


_SHAPES = {
    "SNP",
    "NPS",
    "SN",
    "NS",
    "NP",
    "SII",
    "IIS",
    "SI",
    "NI",
    "NN",
    "SS",
    "NNP",
    "SSP",
    "NPN",
    "SPN",
    "NIS",
    "SNI",
    "NII",
    "IIN",
}


def _shape(run: list[tuple[re.Match[str], str]], size: int, text: str) -> bool:
    if len(run) < size:
        return False
    shape = "".join(kind[0] for _, kind in run)
    if "W" in shape and not ("N" in shape or "II" in shape):
        return False
    shape = shape.replace("W", "S")
    if shape not in _SHAPES:
        return False
    if "\n" in text[run[0][0].start() : run[-1][0].end()]:
        return False
    return shape != "SS" or any("Name" in one.tag for match, _ in run for one in parses(match.group()))


def _settle(run: list[tuple[re.Match[str], str]]) -> tuple[tuple[str, str], ...]:
    """Roles made consistent: two given names side by side are a surname and a given name."""
    parts = [(match.group(), "Surn" if kind == "Weak" else kind) for match, kind in run]
    kinds = [kind for _, kind in parts]
    if kinds.count("Init") == 2:
        return tuple((word, kind if kind == "Init" else "Surn") for word, kind in parts)
    if kinds.count("Name") == 2 and "Surn" not in kinds:
        first, second = (index for index, kind in enumerate(kinds) if kind == "Name")
        surname = (
            first
            if _usual(parts[second][0]) and not _usual(parts[first][0])
            else second
            if _usual(parts[first][0]) and not _usual(parts[second][0])
            else first
            if _rather_surname(parts[first][0]) and not _rather_surname(parts[second][0])
            else second
        )
        surname = first if "Patr" in kinds and kinds.index("Patr") > second else surname
        parts[surname] = (parts[surname][0], "Surn")
    elif kinds == ["Name", "Init"] and not _is_given(parts[0][0]) and _SURNAME_LIKE.search(fold(parts[0][0])):
        parts[0] = (parts[0][0], "Surn")  # «Анисимов М.» is no «Анисим» in the plural
    elif kinds == ["Surn", "Surn"]:
        given = next(index for index in (0, 1) if "Name" in _tags(parts[index][0]))
        parts[given] = (parts[given][0], "Name")
    elif kinds.count("Surn") == 2:
        parts[1 if kinds[0] == "Surn" and kinds[1] == "Surn" else 0] = (parts[1][0], "Name")
    return tuple(parts)


_USUAL = frozenset(name for entry in words("people", "short_names") for name in entry.split())


def _usual(word: str) -> bool:
    """Whether a word is a form of one of the everyday given names: of «Лацис Виктории» the second."""
    return any("Name" in one.tag and one.normal_form.replace("ё", "е") in _USUAL for one in parses(word))


def _is_given(word: str) -> bool:
    """Whether a word is a given name of one person in the nominative."""
    return any({"Name", "nomn", "sing"} <= set(one.tag.grammemes) for one in parses(word))


def _rather_surname(word: str) -> bool:
    return "Surn" in _tags(word) or bool(re.search(r"(?:чик|ук|юк|ко|ян|дзе|ец)(?:|а|у|ом)\Z", word.lower()))


def _tags(word: str) -> str:
    return " ".join(str(one.tag) for one in parses(word))
