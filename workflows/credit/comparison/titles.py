"""One title made ready for comparison: marks taken off, abbreviations read, phrases made uniform."""

import itertools
import re
from dataclasses import dataclass, replace
from functools import lru_cache

from workflows.credit.comparison.alignment import cuts, misspelt, spelt_initials
from workflows.credit.comparison.marks import roman_value, strip, type_mark
from workflows.credit.comparison.morphology import analyse, is_adjective, known_neighbours, stem
from workflows.credit.comparison.vocabulary import Vocabulary, default, find, stand_in
from workflows.credit.comparison.words import Word, words_of
from workflows.credit.comparison.writing import consonants, fold, from_latin, title_from_latin

_SMALL = frozenset(
    ("для", "при", "под", "над", "как", "или", "без", "по", "на", "из", "за", "от", "до", "со", "об")
)
_INTRODUCED = re.compile(
    r"^\W*(?:[а-я-]+(?:[ыио]й|[ая]я|[ое]е)\s+)*"
    r"(?:(?:спец)?курс|программа|проект|модуль|цикл|факультатив|занят\w+|практикум|семинар"
    r"|(?:кружок|клуб|объединение|студия|секция|мастерская|школа|ансамбль|отряд)(?:\s+[а-я]+[аяиы](?=\s*\"))?)"
    r"(?:\s+[а-я-]+(?:ого\s+направления|ой\s+(?:направленности|деятельности)))*"
    r'(?:\s+по\s+(?:профориентации|выбору|интересам))?(?=\s*")',
    re.IGNORECASE,
)
_READINGS = 8  # readings of one title; more than two ambiguous abbreviations in one title are not met


@dataclass(frozen=True)
class Title:
    """A title in all its readings (one unless an abbreviation is ambiguous). `plain` is the bare text."""

    written: str
    words: tuple[Word, ...]  # before abbreviations and phrases are read
    marks: frozenset[type_mark]
    readings: tuple["Reading", ...]
    index: str
    level: str
    introduction: int = 0  # words before a quoted name that only say what it names: "social project «…»"

    @property
    def plain(self) -> str:
        """The words as written, without marks and wrappers."""
        return " ".join(word.text for word in self.words)


@dataclass(frozen=True)
class Reading:
    """Words and marks of one reading of a title. `literal` are its words before phrases are recognised."""

    words: tuple[Word, ...]
    marks: frozenset[type_mark]
    literal: tuple[Word, ...] = ()

    @property
    def lemmas(self) -> frozenset[str]:
        """The set of dictionary forms."""
        return frozenset(word.lemma for word in self.words)


@lru_cache(maxsize=50_000)
def prepare(written: str) -> Title:
    """Make a title ready with the product's vocabulary. Any text is accepted; an empty one has no words."""
    vocabulary = default()
    stripped = strip(title_from_latin(fold(written), vocabulary.latin))
    words = _in_russian(words_of(stripped.text), vocabulary)
    words = _without_noise(_without_remarks(words, vocabulary), vocabulary)
    words = tuple(_spelt_right(word, vocabulary) for word in words)
    readings = _read(words, stripped.marks, vocabulary)
    introduction = _introduction(stripped.text, words, vocabulary)
    return Title(written, words, stripped.marks, readings, stripped.index, stripped.level, introduction)


def _introduction(text: str, words: tuple[Word, ...], vocabulary: Vocabulary) -> int:
    """How many words only introduce a quoted name; none if they set a level or if nothing else is left."""
    match = _INTRODUCED.match(text)
    said = words_of(match.group()) if match else ()
    left = next((n for n in range(len(said), 0, -1) if _texts(words[:n]) == _texts(said[-n:])), 0)
    levels = any(find(said, place, vocabulary.levels) for place in range(len(said)))
    return 0 if levels or left == len(words) else left


def _texts(words: tuple[Word, ...]) -> list[str]:
    return [word.text for word in words]


def beside(title: Title, other: Title) -> Title:
    """A title read with another one at hand: what is shortened or misspelt in it takes the other's spelling.

    Only then are phrases recognised ("бух. учот" beside "бухгалтерский учёт"). What introduces a quoted name
    is left out beside a title that is not introduced so.
    """
    said = title.words if other.introduction else title.words[title.introduction :]
    words = _joined(_initials_read(said, other.words), other.words)
    words = tuple(_as_in(word, other.words) for word in words)
    if words == title.words:
        return title
    return replace(title, words=words, readings=_read(words, title.marks, default()))


def _initials_read(words: tuple[Word, ...], others: tuple[Word, ...]) -> tuple[Word, ...]:
    """An abbreviation that the other title spells out reads as it does there, before phrases are recognised."""
    kept: list[Word] = []
    for word in words:
        sure = len(words) == 1 and len(word.text) > 3  # four letters alone hardly agree by chance
        unread = word.capitals and (sure or word.text not in default().abbreviations)
        run = spelt_initials(word, others, alone=len(words) == 1) if unread else ()
        kept += stand_in((word,), run) if run else [word]
    return tuple(kept)


def _joined(words: tuple[Word, ...], others: tuple[Word, ...]) -> tuple[Word, ...]:
    """Words that a scanner broke into two words that exist: "а томная" beside "атомная"."""
    texts = {other.text: other for other in others}
    kept: list[Word] = []
    for word in words:
        before = word.before or (kept[-1].text if kept else "")
        whole = texts.get(before + word.text) if before else None
        if whole is None:
            kept.append(word)
        else:
            if not word.before:
                kept.pop()
            kept.append(whole)
    return tuple(kept)


def _as_in(word: Word, others: tuple[Word, ...]) -> Word:
    for other in others:
        if other.lemma != word.lemma and (cuts(word, other) or (not word.known and misspelt(word, other))):
            return replace(other, head=word.head and not is_adjective(other.lemma), gap=word.gap)
        if other.text.isascii() and not word.text.isascii() and _sound_alike(word.text, other.text):
            return replace(other, head=word.head, gap=word.gap)
    return word


def _sound_alike(one: str, other: str) -> bool:
    heard = consonants(one)
    return len(heard) > 2 and heard == consonants(other)


def _read(
    words: tuple[Word, ...], marks: frozenset[type_mark], vocabulary: Vocabulary
) -> tuple["Reading", ...]:
    return tuple(dict.fromkeys(_reading(each, marks, vocabulary) for each in _expand(words, vocabulary)))


def _in_russian(words: tuple[Word, ...], vocabulary: Vocabulary) -> tuple[Word, ...]:
    """Russian words in Latin letters (`Akvarel dlya detey`) become Russian, small ones where a longer one is so."""
    native = tuple(_native(word, vocabulary) for word in words)
    if all(word is before for word, before in zip(native, words, strict=True)):
        return words
    kept = (
        word for word in native if not (word.text.isascii() and (from_latin(word.text, 2) or "") in _SMALL)
    )
    return tuple(kept)


def _native(word: Word, vocabulary: Vocabulary) -> Word:
    """A Russian word in Latin letters becomes Russian unless the vocabulary knows the Latin word."""
    if not (word.text.isascii() and word.text.isalpha()) or word.text in vocabulary.latin:
        return word
    russian = from_latin(word.text)
    if russian is None:
        return word
    form = analyse(russian)
    return replace(word, text=russian, lemma=form.lemma, lemmas=form.lemmas, known=True)


def _spelt_right(word: Word, vocabulary: Vocabulary) -> Word:
    """A word that no dictionary knows becomes the only known word one letter away (`програмный`)."""
    if {word.text, word.lemma} & vocabulary.lexicon:
        read_later = word.known or word.text in vocabulary.abbreviations
        return word if read_later else replace(word, known=True)
    twin = None if word.known else vocabulary.stems.get(stem(word.text))
    if twin is not None and len(word.text) > 3:
        return replace(
            word,
            lemma=twin,
            lemmas=word.lemmas | {twin},
            known=True,
            head=word.head and not is_adjective(twin),
        )
    odd = word.cut or word.capitals or len(word.text) < 8 or word.text.isascii()
    if word.known or odd or word.text in vocabulary.abbreviations:
        return word
    near = known_neighbours(word.text)
    near = near & vocabulary.lexicon if len(near) > 1 else near
    if len(near) != 1:
        return word
    (lemma,) = near
    head = word.head and not is_adjective(lemma)
    return replace(
        word, text=lemma, lemma=lemma, lemmas=analyse(lemma).lemmas | {lemma}, known=True, head=head
    )


def _without_remarks(words: tuple[Word, ...], vocabulary: Vocabulary) -> tuple[Word, ...]:
    """Parts that only say how a course is taught or assessed ("lectures, exam") left out; never all of them."""
    kept: list[Word] = []
    after_remark = False
    for part in _parts(words, vocabulary):
        told = {word.lemma for word in part if not word.text.isdigit()}
        if told:
            after_remark = (
                after_remark or bool(told & vocabulary.remarks)
            ) and told <= vocabulary.remarks | vocabulary.remarks_beside
        kept += () if after_remark else part
    return tuple(kept) or words


def _parted(words: tuple[Word, ...], at: int, vocabulary: Vocabulary) -> bool:
    """Whether a sign parts a word from the one before; the full stop of a shortened word does not."""
    before = words[at - 1] if at else None
    shortened = (
        before is not None and before.cut and (not before.known or before.text in vocabulary.abbreviations)
    )
    return words[at].gap and not shortened


def _parts(words: tuple[Word, ...], vocabulary: Vocabulary) -> list[list[Word]]:
    """Words parted at commas, brackets, quotes and stops; the first also at "по" ("экзамен по физике")."""
    parts: list[list[Word]] = []
    for at, word in enumerate(words):
        if not parts or _parted(words, at, vocabulary) or (len(parts) == 1 and word.before == "по"):
            parts.append([])
        parts[-1].append(word)
    return parts


def _without_noise(words: tuple[Word, ...], vocabulary: Vocabulary) -> tuple[Word, ...]:
    """Wrappers ("work programme of the discipline …", "elective") taken off both ends."""
    while words:
        entry = find(words, 0, vocabulary.noise)
        if entry is None or len(entry.phrase) == len(words):
            break
        following = words[len(entry.phrase)]
        parted = {following.before, ":"} if following.gap else {following.before}
        if entry.label and not parted & set(entry.label.split()):
            break
        words = words[len(entry.phrase) :]
    words = _without_inner_wrappers(words, vocabulary)
    start = 1
    while start < len(words):
        entry = find(words, start, vocabulary.noise)
        last = entry is not None and start + len(entry.phrase) == len(words)
        apart = _parted(words, start, vocabulary)
        behind = apart and (not entry.label or ":" in entry.label.split()) if entry else False
        if entry and last and (behind or (len(entry.phrase) > 1 and not entry.label)):
            words, start = words[:start], 0
        start += 1
    return words


def _without_inner_wrappers(words: tuple[Word, ...], vocabulary: Vocabulary) -> tuple[Word, ...]:
    """Wrappers between two signs left out: "ОРКСЭ. Модуль «Основы светской этики»"."""
    kept: list[Word] = []
    place = 0
    while place < len(words):
        entry = find(words, place, vocabulary.noise) if place and _parted(words, place, vocabulary) else None
        after = place + len(entry.phrase) if entry else len(words)
        if after < len(words) and _parted(words, after, vocabulary):
            place = after
        else:
            kept.append(words[place])
            place += 1
    return tuple(kept)


def _expand(words: tuple[Word, ...], vocabulary: Vocabulary) -> list[tuple[Word, ...]]:
    """Every reading of the abbreviations. A known word in small letters is one only if it stands alone."""
    choices: list[list[list[Word]]] = []
    for word in words:
        readings = vocabulary.abbreviations.get(word.text, ())
        written_out = word.known and not word.capitals and not word.cut and "/" not in word.text
        if not readings or (written_out and len(words) > 1):
            choices.append([[word]])
        else:
            others = [each for each in words if each is not word]
            unread = (
                [[word]] if word.capitals and len(words) > 1 else []
            )  # it may be the initials of the other title's words
            choices.append(_fitting(word, readings, others, vocabulary) + unread)
    combined = itertools.islice(itertools.product(*choices), _READINGS)
    return [tuple(itertools.chain.from_iterable(parts)) for parts in combined]


def _fitting(
    word: Word, readings: tuple[tuple[Word, ...], ...], others: list[Word], vocabulary: Vocabulary
) -> list[list[Word]]:
    """Readings that suit the rest: one spelt out beside the abbreviation, else those that repeat nothing."""
    around = {each.lemma for each in vocabulary.canonical(tuple(others))}
    meanings = [{each.lemma for each in vocabulary.canonical(reading)} for reading in readings]
    spelt_out = [meaning <= around for meaning in meanings]
    fresh = [not meaning & around for meaning in meanings]
    chosen = spelt_out if any(spelt_out) else fresh if any(fresh) else [True] * len(readings)
    return [stand_in((word,), reading) for reading, fits in zip(readings, chosen, strict=True) if fits]


def _reading(words: tuple[Word, ...], marks: frozenset[type_mark], vocabulary: Vocabulary) -> Reading:
    literal, words = words, _bare_names(vocabulary.canonical(words), vocabulary)
    found = set(marks)
    kept: list[Word] = []
    place = 0
    while place < len(words):
        entry = find(words, place, vocabulary.levels)
        if entry and len(entry.phrase) < len(words):
            found.add(("level", entry.label))
            place += len(entry.phrase)
            continue
        number = _number(words[place])
        if number and len(words) > 1:
            found.add(("number", number))
        else:
            kept.append(words[place])
        place += 1
    return Reading(_once(kept), frozenset(found), literal if literal != words else ())


def _bare_names(words: tuple[Word, ...], vocabulary: Vocabulary) -> tuple[Word, ...]:
    """The name of a program without "work in the program"; what it is a program for stays."""
    kept: list[Word] = []
    for word in reversed(words):
        named = bool(kept) and (kept[-1].lemma in vocabulary.names or kept[-1].text.isascii())
        if not (named and word.lemma in vocabulary.carriers):
            kept.append(word)
    return tuple(reversed(kept))


def _number(word: Word) -> str:
    if word.text.isdigit():
        return word.text.lstrip("0") or "0"
    roman = roman_value(word.text.upper()) if word.capitals or word.text in ("i", "v", "x") else 0
    return str(roman) if roman else ""


def _once(words: list[Word]) -> tuple[Word, ...]:
    """A word said twice (an abbreviation beside its full form) counts once."""
    seen: dict[str, Word] = {}
    for word in words:
        seen.setdefault(word.lemma, word)
    return tuple(seen.values())
