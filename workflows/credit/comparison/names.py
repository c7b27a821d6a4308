"""Do two titles name one course? Decided on what is left over when everything alike is laid aside."""

from collections.abc import Iterator, Set
from dataclasses import replace
from functools import lru_cache

from workflows.credit.comparison.alignment import Alignment, Pair, align
from workflows.credit.comparison.allowances import heavy, own, with_akin, without_faint, without_frames
from workflows.credit.comparison.clashes import find_clash
from workflows.credit.comparison.titles import Reading, Title, beside, prepare
from workflows.credit.comparison.verdicts import Reason, Relation, TitleVerdict
from workflows.credit.comparison.vocabulary import Vocabulary, default
from workflows.credit.comparison.words import Word

_TRUNCATED_AT = 8  # words that a cut long title must at least share with the full one
_MILD = {"same", "inflected"}


def compare_titles(a: str, b: str) -> TitleVerdict:
    """Whether two titles coincide or are very close in meaning. Symmetrical; codes in docs/comparison.md."""
    return _ordered(a, b) if a <= b else _mirrored(_ordered(b, a))


def _mirrored(verdict: TitleVerdict) -> TitleVerdict:
    """The same verdict seen from the other side."""
    steps = tuple(_swap(step) for step in verdict.steps)
    return TitleVerdict(verdict.same, verdict.score, verdict.relation, _swap(verdict.why), steps)


def _swap(reason: Reason) -> Reason:
    sides = {"left": "right", "right": "left"}
    return Reason(reason.code, {sides.get(name, name): value for name, value in reason.params.items()})


@lru_cache(maxsize=100_000)
def _ordered(a: str, b: str) -> TitleVerdict:
    left, right = prepare(a), prepare(b)
    if not left.plain or not right.plain:
        return TitleVerdict(False, 0.0, "different", Reason("no_words"))
    verdict = _best(left, right)
    if not verdict.same:
        near, far = beside(left, right), beside(right, left)
        if (near, far) != (left, right):
            verdict = max(verdict, _best(near, far), key=_rank)
    return verdict


def _best(left: Title, right: Title) -> TitleVerdict:
    """Ambiguous abbreviations are read in favour of sameness: some reading must be meant."""
    return max(
        (
            verdict
            for one in left.readings
            for other in right.readings
            for verdict in _either_way(left, one, right, other)
        ),
        key=_rank,
    )


def _either_way(left: Title, one: Reading, right: Title, other: Reading) -> Iterator[TitleVerdict]:
    """The verdict with phrases read, then on the bare words: a phrase may hide what two titles share."""
    read = _judge(left, one, right, other)
    yield read
    bare = tuple(replace(each, words=each.literal or each.words, literal=()) for each in (one, other))
    if not read.same and bare != (one, other) and not _listed(one, other):
        yield _judge(left, bare[0], right, bare[1], bare=True)


def _rank(verdict: TitleVerdict) -> tuple[bool, float]:
    return verdict.same, verdict.score


def _judge(left: Title, one: Reading, right: Title, other: Reading, *, bare: bool = False) -> TitleVerdict:
    """The verdict on one reading of each title, with every step on the way; on bare words akin ones count less."""
    one, other = _as_written(one, other)
    aligned = align(one.words, other.words)
    found = with_akin(aligned, one, other, bare=bare)
    if found is aligned:
        found = with_akin(without_frames(aligned, one, other), one, other, bare=bare)
    found = without_faint(found, one, other)
    steps = (
        Reason("read", {"left": _texts(one.words), "right": _texts(other.words)}),
        *(
            Reason("pair", {"how": pair.how, "left": _texts(pair.left), "right": _texts(pair.right)})
            for pair in found.pairs
            if pair.how != "same"
        ),
        *_laid_aside(aligned, found),
        Reason("left_over", {"left": _texts(found.left), "right": _texts(found.right)}),
    )
    clash = find_clash(left, one, right, other)
    if clash:
        return _different(clash, found, steps)
    why = _sameness(one, other, found, left.plain == right.plain)
    if why.code in _SAME_CODES:
        relation: Relation = "exact" if why.code == "same_words" else "close"
        score = 1.0 if relation == "exact" else round(0.85 + 0.14 * _share(found), 4)
        return TitleVerdict(True, score, relation, why, steps)
    return _different(why, found, steps)


def _laid_aside(aligned: Alignment, found: Alignment) -> tuple[Reason, ...]:
    """The step that names words without weight beside what agrees; none when there are none."""
    paired = [word for pair in found.pairs for word in (*pair.left, *pair.right)]
    left, right = (
        [word.text for word in before if word not in after and word not in paired]
        for before, after in ((aligned.left, found.left), (aligned.right, found.right))
    )
    return (Reason("set_aside", {"left": left, "right": right}),) if left or right else ()


def _as_written(one: Reading, other: Reading) -> tuple[Reading, Reading]:
    """The same words in another order stay the same where a phrase was recognised in one order only."""
    essence = default().essence
    bare, against = one.literal or one.words, other.literal or other.words
    if _listed(one, other) or one.lemmas == other.lemmas or essence(bare) != essence(against):
        return one, other
    return replace(one, words=bare), replace(other, words=against)


_OPPOSITE = frozenset((("с", "на"), ("на", "с"), ("из", "в"), ("в", "из")))
_WITHIN = frozenset(("в", "во", "на", "для"))
_SAME_CODES = frozenset(("same_words", "same_meaning", "same_subject", "cut_long_title"))


def _sameness(one: Reading, other: Reading, found: Alignment, plain: bool) -> Reason:
    vocabulary = default()
    if _listed(one, other):
        return Reason("listed_as_different")
    if plain:
        return Reason("same_words")
    group = _groups(one, vocabulary) & _groups(other, vocabulary)
    if group and vocabulary.essence(one.words) != vocabulary.essence(other.words):
        return Reason("same_subject")
    left, right = heavy(found.left, vocabulary), heavy(found.right, vocabulary)
    named = {pair.left[0].lemma for pair in found.pairs} & vocabulary.languages
    if named and _only_language(left + right, named):
        left = right = ()
    if found.pairs and _lists(left, vocabulary) & _lists(right, vocabulary):
        named_so = replace(found, pairs=(*found.pairs, Pair(left, right, "subject")))
        if not _turned(named_so):  # unlike "бухгалтер в торговле", "торговля в бухгалтерии"
            return Reason("same_subject")  # "технология (мальчики)", "труд (мальчики)"
    if _introduction(found, one, other) or not left and not right:
        if not found.pairs or _only_two_initials(found, vocabulary):
            return Reason("other_words", {"left": _texts(one.words), "right": _texts(other.words)})
        if _turned(found) and not _exchanged(one, other):
            return Reason("turned_round", {"left": _heads(one), "right": _heads(other)})
        mild = all(pair.how in _MILD for pair in found.pairs)
        return Reason(
            "same_meaning", {"by": sorted({p.how for p in found.pairs} - {"same"})} if not mild else {}
        )
    if _cut_short(one, other, found):
        return Reason("cut_long_title", {"left_out": _texts(found.left + found.right)})
    code = "other_words" if left and right else "broader_or_narrower"
    return Reason(code, {"left": _texts(left), "right": _texts(right)})


def _listed(one: Reading, other: Reading) -> bool:
    return frozenset((one.lemmas, other.lemmas)) in default().distinct


def _groups(reading: Reading, vocabulary: Vocabulary) -> frozenset[int]:
    return _lists(reading.words, vocabulary)


def _lists(words: tuple[Word, ...], vocabulary: Vocabulary) -> frozenset[int]:
    """The groups of `titles.txt` that hold these very words."""
    return vocabulary.same_titles.get(vocabulary.essence(words), frozenset())


def _only_language(words: tuple[Word, ...], named: Set[str]) -> bool:
    """`Английский для детей`: "foreign" and "language" go without saying beside a name, but Russian may be foreign."""
    silent = {"язык"} if "русский" in named else {"язык", "иностранный"}
    return {word.lemma for word in words} <= silent


def _introduction(found: Alignment, one: Reading, other: Reading) -> bool:
    """An introduction is the basics or a course for beginners on the other side; alone it is a narrower course."""
    light = default().light
    sides = [{word.lemma for word in side} for side in (found.left, found.right)]
    first_steps = ("level", "beginning") in one.marks ^ other.marks
    return (
        {"введение"} in sides
        and (all(sides) or first_steps)
        and all(side <= light | {"введение"} for side in sides)
    )


def _only_two_initials(found: Alignment, vocabulary: Vocabulary) -> bool:
    """Two letters begin too many phrases: `ПО` alone is not "проектирование одежды"."""
    sure = [pair for pair in found.pairs if pair.how != "initials" or len(pair.left) + len(pair.right) > 3]
    return not any(own(pair, vocabulary) for pair in sure) and len(sure) < len(found.pairs)


def _turned(found: Alignment) -> bool:
    """The same words about another thing: "economics of systems", "systems in economics"; or the other way about."""
    if any((pair.left[0].before, pair.right[0].before) in _OPPOSITE for pair in found.pairs):
        return True  # "с английского на русский", "с русского на английский"
    if _joined_and_ruled(found):
        return True
    lefts = {n for n, pair in enumerate(found.pairs) if any(word.head for word in pair.left)}
    rights = {n for n, pair in enumerate(found.pairs) if any(word.head for word in pair.right)}
    return not (lefts <= rights or rights <= lefts)


def _exchanged(one: Reading, other: Reading) -> bool:
    """`Базы данных и экспертные системы`, `экспертные системы и базы данных`: two parts in another order."""
    parts, turned = _two_parts(one), _two_parts(other)
    return parts is not None and turned is not None and parts == turned[::-1]


def _two_parts(reading: Reading) -> tuple[list[str], list[str]] | None:
    """The lemmas before and behind the only "and" of a title."""
    places = [place for place, word in enumerate(reading.words) if word.before == "и"]
    lemmas = [word.lemma for word in reading.words]
    return (lemmas[: places[0]], lemmas[places[0] :]) if len(places) == 1 else None


def _joined_and_ruled(found: Alignment) -> bool:
    """`Театр и музыка` is about both, `музыка в театре` and `музыка театра` about one of them."""
    bare = not found.left and not found.right
    pairs = [(pair.left[0], pair.right[0]) for pair in found.pairs if own(pair, default())]
    for side in (pairs, [(right, left) for left, right in pairs]):
        others = [other for one, other in side if one.head]
        joined = any(one.head and one.before == "и" for one, _ in side) and any(each.head for each in others)
        joined = (
            joined and sum(one.head and one.gap for one, _ in side) <= 1
        )  # "локомотив: устройство и ремонт"
        if joined and any(each.before in _WITHIN or (bare and _is_ruled(each)) for each in others):
            return True
    return False


def _is_ruled(word: Word) -> bool:
    """Whether a word only says more of another: "of the theatre", "theatrical"."""
    return not (word.head or word.gap or word.before)


def _cut_short(one: Reading, other: Reading, found: Alignment) -> bool:
    """A long title that somebody cut: everything of the shorter one stands at the beginning of the longer."""
    short, full = sorted((one.words, other.words), key=len)
    if found.left and found.right or len(short) < _TRUNCATED_AT:
        return False
    return [word.lemma for word in short] == [word.lemma for word in full[: len(short)]]


def _different(why: Reason, found: Alignment, steps: tuple[Reason, ...]) -> TitleVerdict:
    return TitleVerdict(False, round(0.8 * _share(found), 4), "different", why, steps)


def _share(found: Alignment) -> float:
    """Words laid side by side among all words, 0..1."""
    paired = sum(len(pair.left) + len(pair.right) for pair in found.pairs)
    return paired / (paired + len(found.left) + len(found.right) or 1)


def _texts(words: tuple[Word, ...]) -> list[str]:
    return [word.text for word in words]


def _heads(reading: Reading) -> list[str]:
    return [word.text for word in reading.words if word.head]
