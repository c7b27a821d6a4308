"""What only wraps a title: remarks on how a course is taught, wrappers, what introduces a quoted name."""

import re

from workflows.credit.comparison.vocabulary import Vocabulary, find
from workflows.credit.comparison.words import Word, words_of

_INTRODUCED = re.compile(
    r"^\W*(?:[а-я-]+(?:[ыио]й|[ая]я|[ое]е)\s+)*"
    r"(?:(?:спец)?курс|программа|проект|модуль|цикл|факультатив|занят\w+|практикум|семинар"
    r"|(?:кружок|клуб|объединение|студия|секция|мастерская|школа|ансамбль|отряд)(?:\s+[а-я]+[аяиы](?=\s*\"))?)"
    r"(?:\s+[а-я-]+(?:ого\s+направления|ой\s+(?:направленности|деятельности)))*"
    r'(?:\s+по\s+(?:профориентации|выбору|интересам))?(?=\s*")',
    re.IGNORECASE,
)


def without_remarks(words: tuple[Word, ...], vocabulary: Vocabulary) -> tuple[Word, ...]:
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


def without_noise(words: tuple[Word, ...], vocabulary: Vocabulary) -> tuple[Word, ...]:
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


def _parts(words: tuple[Word, ...], vocabulary: Vocabulary) -> list[list[Word]]:
    """Words parted at commas, brackets, quotes and stops; the first also at "по" ("экзамен по физике")."""
    parts: list[list[Word]] = []
    for at, word in enumerate(words):
        if not parts or _parted(words, at, vocabulary) or (len(parts) == 1 and word.before == "по"):
            parts.append([])
        parts[-1].append(word)
    return parts


def _parted(words: tuple[Word, ...], at: int, vocabulary: Vocabulary) -> bool:
    """Whether a sign parts a word from the one before; the full stop of a shortened word does not."""
    before = words[at - 1] if at else None
    shortened = (
        before is not None and before.cut and (not before.known or before.text in vocabulary.abbreviations)
    )
    return words[at].gap and not shortened


def introduced(text: str, words: tuple[Word, ...], vocabulary: Vocabulary) -> int:
    """How many words only introduce a quoted name; none if they set a level or if nothing else is left."""
    match = _INTRODUCED.match(text)
    said = words_of(match.group()) if match else ()
    left = next((n for n in range(len(said), 0, -1) if _texts(words[:n]) == _texts(said[-n:])), 0)
    levels = any(find(said, place, vocabulary.levels) for place in range(len(said)))
    return 0 if levels or left == len(words) else left


def _texts(words: tuple[Word, ...]) -> list[str]:
    return [word.text for word in words]
