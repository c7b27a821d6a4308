"""Do two titles name one course? Decided on what is left over when everything alike is laid aside."""

from collections.abc import Iterator, Set
from dataclasses import replace
from functools import lru_cache

from workflows.credit.comparison.alignment import Alignment, Pair, align
from workflows.credit.comparison.morphology import is_adjective
from workflows.credit.comparison.titles import Reading, Title, beside, prepare
from workflows.credit.comparison.verdicts import Reason, Relation, TitleVerdict
from workflows.credit.comparison.vocabulary import Vocabulary, default
from workflows.credit.comparison.words import Word

_TRUNCATED_AT = 8  # words that a cut long title must at least share with the full one
_FIRST_STEPS = frozenset(("основа", "введение"))  # what courses for beginners teach
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
    found = _with_akin(aligned, bare=bare)
    if found is aligned:
        found = _with_akin(_without_frames(aligned, one, other), bare=bare)
    found = _without_faint(found, one, other)
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
    clash = _clash(left, one, right, other)
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


def _without_frames(found: Alignment, one: Reading, other: Reading) -> Alignment:
    """`Искусство переговоров`, `ведение переговоров`: how an object is treated goes without saying."""
    vocabulary = default()
    if not any(
        _own(pair, vocabulary) and pair.left[0].lemma not in vocabulary.frames for pair in found.pairs
    ):
        return found
    left, right = (
        _without(side, reading, vocabulary.frames)
        for side, reading in ((found.left, one), (found.right, other))
    )
    return Alignment(found.pairs, left, right)


def _without(words: tuple[Word, ...], reading: Reading, heads: frozenset[str]) -> tuple[Word, ...]:
    """Words without those that say nothing at the head of a title, right before what they govern."""
    following = (*reading.words[1:], None)
    idle = {
        word
        for word, after in zip(reading.words, following, strict=True)
        if word.lemma in heads and (is_adjective(word.lemma) or _governs(word, after))
    }
    return tuple(word for word in words if word not in idle)


def _governs(word: Word, following: Word | None) -> bool:
    return word.head and following is not None and not following.gap and not following.before


def _with_akin(found: Alignment, *, bare: bool) -> Alignment:
    """Words left over on both sides paired if all of them may stand for one another beside what agrees."""
    vocabulary = default()
    left, right = _heavy(found.left, vocabulary), _heavy(found.right, vocabulary)
    agreed = sum(len(pair.left) for pair in found.pairs if _own(pair, vocabulary))
    if len(left) != len(right) or not left or not agreed:
        return found
    pairs: list[Pair] = []
    for word in left:
        other = next((each for each in right if _akin(word, each, agreed, bare=bare)), None)
        if other is None:
            return found
        right = tuple(each for each in right if each is not other)
        pairs.append(Pair((word,), (other,), "akin"))
    return Alignment(
        (*found.pairs, *pairs), *(_light(side, vocabulary) for side in (found.left, found.right))
    )


def _without_faint(found: Alignment, one: Reading, other: Reading) -> Alignment:
    """What goes without saying beside two words that agree ("of the enterprise") left out on one side."""
    vocabulary = default()
    agreed = sum(len(_heavy(pair.left, vocabulary)) for pair in found.pairs)
    if any(pair.left[0].lemma in vocabulary.languages for pair in found.pairs):
        agreed -= 1  # the word "language" beside its name says nothing more
    if bool(found.left) == bool(found.right) or agreed < 2:
        return found
    left, right = (
        _lacking(_without(side, reading, vocabulary.faint_heads), vocabulary.faint)
        for side, reading in ((found.left, one), (found.right, other))
    )
    return Alignment(found.pairs, left, right)


def _akin(one: Word, other: Word, agreed: int, *, bare: bool) -> bool:
    """Whether two words may stand for one another where so many other words agree."""
    akin = default().akin
    heads = one.head and other.head
    fits = {"!": heads, "^": heads and (agreed > 1 or not bare), "~": agreed > 1, "": agreed > 1 or not bare}
    return any(
        fits[sign] for _, sign in akin.get(one.lemma, frozenset()) & akin.get(other.lemma, frozenset())
    )


def _own(pair: Pair, vocabulary: Vocabulary) -> bool:
    """Whether a pair says something of what the course is about."""
    return pair.left[0].lemma not in vocabulary.light


def _as_written(one: Reading, other: Reading) -> tuple[Reading, Reading]:
    """The same words in another order stay the same where a phrase was recognised in one order only."""
    essence = default().essence
    bare, against = one.literal or one.words, other.literal or other.words
    if _listed(one, other) or one.lemmas == other.lemmas or essence(bare) != essence(against):
        return one, other
    return replace(one, words=bare), replace(other, words=against)


_OPPOSITE = frozenset((("с", "на"), ("на", "с"), ("из", "в"), ("в", "из")))
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
    left, right = _heavy(found.left, vocabulary), _heavy(found.right, vocabulary)
    named = {pair.left[0].lemma for pair in found.pairs} & vocabulary.languages
    if named and _only_language(left + right, named):
        left = right = ()
    if found.pairs and _lists(left, vocabulary) & _lists(right, vocabulary) and not _turned(found):
        return Reason("same_subject")  # "технология (мальчики)", "труд (мальчики)"
    if _introduction(found, vocabulary) or not left and not right:
        if not found.pairs or _only_two_initials(found, vocabulary):
            return Reason("other_words", {"left": _texts(one.words), "right": _texts(other.words)})
        if _turned(found):
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


def _heavy(words: tuple[Word, ...], vocabulary: Vocabulary) -> tuple[Word, ...]:
    return _lacking(words, vocabulary.light)


def _lacking(words: tuple[Word, ...], lemmas: frozenset[str]) -> tuple[Word, ...]:
    return tuple(word for word in words if word.lemma not in lemmas)


def _light(words: tuple[Word, ...], vocabulary: Vocabulary) -> tuple[Word, ...]:
    return tuple(word for word in words if word.lemma in vocabulary.light)


def _only_language(words: tuple[Word, ...], named: Set[str]) -> bool:
    """`Английский для детей`: "foreign" and "language" go without saying beside a name, but Russian may be foreign."""
    silent = {"язык"} if "русский" in named else {"язык", "иностранный"}
    return {word.lemma for word in words} <= silent


def _introduction(found: Alignment, vocabulary: Vocabulary) -> bool:
    """An introduction on one side is the basics on the other; alone it is a narrower course."""
    sides = [{word.lemma for word in side} for side in (found.left, found.right)]
    return (
        {"введение"} in sides
        and all(sides)
        and all(side <= vocabulary.light | {"введение"} for side in sides)
    )


def _only_two_initials(found: Alignment, vocabulary: Vocabulary) -> bool:
    """Two letters begin too many phrases: `ПО` alone is not "проектирование одежды"."""
    sure = [pair for pair in found.pairs if pair.how != "initials" or len(pair.left) + len(pair.right) > 3]
    return not any(_own(pair, vocabulary) for pair in sure) and len(sure) < len(found.pairs)


def _turned(found: Alignment) -> bool:
    """The same words about another thing: "economics of systems", "systems in economics"; or the other way about."""
    if any((pair.left[0].before, pair.right[0].before) in _OPPOSITE for pair in found.pairs):
        return True  # "с английского на русский", "с русского на английский"
    lefts = {n for n, pair in enumerate(found.pairs) if any(word.head for word in pair.left)}
    rights = {n for n, pair in enumerate(found.pairs) if any(word.head for word in pair.right)}
    return not (lefts <= rights or rights <= lefts)


def _cut_short(one: Reading, other: Reading, found: Alignment) -> bool:
    """A long title that somebody cut: everything of the shorter one stands at the beginning of the longer."""
    short, full = sorted((one.words, other.words), key=len)
    if found.left and found.right or len(short) < _TRUNCATED_AT:
        return False
    return [word.lemma for word in short] == [word.lemma for word in full[: len(short)]]


def _clash(left: Title, one: Reading, right: Title, other: Reading) -> Reason | None:
    """Marks that tell two courses apart, or a whole beside its part."""
    for kind in sorted({kind for kind, _ in one.marks | other.marks}):
        ours, theirs = (_values(reading, kind) for reading in (one, other))
        if ours != theirs and not _tolerated(kind, ours, theirs, one, other):
            return Reason(f"{kind}_differs", {"left": sorted(ours), "right": sorted(theirs)})
    practices = (
        "practice" in (left.level, right.level) and one.lemmas == other.lemmas and len(one.lemmas) <= 2
    )
    if practices and left.index and right.index and left.index != right.index:
        return Reason("index_differs", {"left": [left.index], "right": [right.index]})
    if left.level and right.level and left.level != right.level:
        return Reason("whole_and_part", {"left": [left.level], "right": [right.level]})
    return None


def _values(reading: Reading, kind: str) -> frozenset[str]:
    return frozenset(value for name, value in reading.marks if name == kind)


def _tolerated(kind: str, ours: frozenset[str], theirs: frozenset[str], one: Reading, other: Reading) -> bool:
    """A difference of marks that is none: a number without its word, an unstated version, the basic level."""
    if kind == "version":
        return not ours or not theirs
    if kind == "level" and ours | theirs == {"basic", "beginning"}:
        return bool(ours and theirs)
    if ours | theirs == {"beginning"} and (other if ours else one).lemmas & _FIRST_STEPS:
        return True
    if kind == "level" and not (ours and theirs):
        return ours | theirs == {"basic"} and default().essence(one.words) in default().subjects
    bare = frozenset(value for _, value in (other.marks if not theirs else one.marks))
    if not ours or not theirs:
        return bool(ours | theirs) and ours | theirs <= bare
    return False


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
