"""What may stand on one side of two titles only: akin words, frames, words that go without saying."""

from collections.abc import Iterator

from workflows.credit.comparison.alignment import Alignment, Pair
from workflows.credit.comparison.morphology import is_adjective
from workflows.credit.comparison.titles import Reading
from workflows.credit.comparison.vocabulary import Vocabulary, default
from workflows.credit.comparison.words import Word

_GOVERNED_BY = {"работа": ("по", "с"), "участие": ("в",), "подход": ("к",)}


def with_akin(found: Alignment, one: Reading, other: Reading, *, bare: bool) -> Alignment:
    """Words left over on both sides paired if all of them may stand for one another beside what agrees.

    A word that goes without saying may be left besides: "деятельность предприятия", "работа".
    """
    vocabulary = default()
    left, right = heavy(found.left, vocabulary), heavy(found.right, vocabulary)
    agreed = sum(len(pair.left) for pair in found.pairs if own(pair, vocabulary))
    if not left or not right or not agreed:
        return found
    pairs: list[Pair] = []
    for word in left if len(left) <= len(right) else right:
        pair = next((each for each in _couples(word, left, right) if _akin(each, agreed, bare=bare)), None)
        if pair is None:
            return found
        left = tuple(each for each in left if each is not pair.left[0])
        right = tuple(each for each in right if each is not pair.right[0])
        pairs.append(pair)
    heads = vocabulary.faint_heads | vocabulary.frames
    said = _without(left, one, heads) + _without(right, other, heads)
    if left + right and (agreed + len(pairs) < 2 or _unsaid(said, vocabulary.faint)):
        return found
    return Alignment(
        (*found.pairs, *pairs), *(_light(side, vocabulary) for side in (found.left, found.right))
    )


def _couples(word: Word, left: tuple[Word, ...], right: tuple[Word, ...]) -> Iterator[Pair]:
    """A word of either side beside each word of the other."""
    if any(word is each for each in left):
        yield from (Pair((word,), (other,), "akin") for other in right)
    else:
        yield from (Pair((other,), (word,), "akin") for other in left)


def without_frames(found: Alignment, one: Reading, other: Reading) -> Alignment:
    """`Искусство переговоров`, `ведение переговоров`: how an object is treated goes without saying."""
    vocabulary = default()
    if not any(own(pair, vocabulary) and pair.left[0].lemma not in vocabulary.frames for pair in found.pairs):
        return found
    left, right = (
        _without(side, reading, vocabulary.frames)
        for side, reading in ((found.left, one), (found.right, other))
    )
    return Alignment(found.pairs, left, right)


def without_faint(found: Alignment, one: Reading, other: Reading) -> Alignment:
    """What goes without saying beside two words that agree left out on one side.

    Always ("of the enterprise"), or beside a certain word: the law is that of Russia unless said otherwise.
    """
    vocabulary = default()
    agreed = sum(len(heavy(pair.left, vocabulary)) for pair in found.pairs)
    if any(pair.left[0].lemma in vocabulary.languages for pair in found.pairs):
        agreed -= 1  # the word "language" beside its name says nothing more
    if bool(found.left) == bool(found.right) or agreed < 2:
        return found
    named = {word.lemma for pair in found.pairs for word in (*pair.left, *pair.right)}
    silent = vocabulary.faint.union(*(vocabulary.implied.get(lemma, ()) for lemma in named))
    left, right = (
        _unsaid(_without(side, reading, vocabulary.faint_heads | vocabulary.frames), silent)
        for side, reading in ((found.left, one), (found.right, other))
    )
    return Alignment(found.pairs, left, right)


def _without(words: tuple[Word, ...], reading: Reading, heads: frozenset[str]) -> tuple[Word, ...]:
    """Words without those that say nothing at the head of a title, right before what they govern.

    What such a word governs is a head itself: "организация выполнения работ по обслуживанию".
    """
    idle: set[Word] = set()
    led = False
    for word, after in zip(reading.words, (*reading.words[1:], None), strict=True):
        leads = word.head or (led and not word.gap and not word.before)
        led = word.lemma in heads and (is_adjective(word.lemma) or (leads and _governs(word, after)))
        if led:
            idle.add(word)
    return tuple(word for word in words if word not in idle)


def _governs(word: Word, following: Word | None) -> bool:
    if following is None or following.gap:
        return False
    return not following.before or following.before in _GOVERNED_BY.get(word.lemma, ())


def _akin(pair: Pair, agreed: int, *, bare: bool) -> bool:
    """Whether two words may stand for one another where so many other words agree."""
    akin = default().akin
    (one,), (other,) = pair.left, pair.right
    heads = one.head and other.head
    fits = {"!": heads, "^": heads and (agreed > 1 or not bare), "~": agreed > 1, "": agreed > 1 or not bare}
    return any(
        fits[sign] for _, sign in akin.get(one.lemma, frozenset()) & akin.get(other.lemma, frozenset())
    )


def own(pair: Pair, vocabulary: Vocabulary) -> bool:
    """Whether a pair says something of what the course is about."""
    return pair.left[0].lemma not in vocabulary.light


def heavy(words: tuple[Word, ...], vocabulary: Vocabulary) -> tuple[Word, ...]:
    """The words whose absence would change the course."""
    return _lacking(words, vocabulary.light)


def _unsaid(words: tuple[Word, ...], silent: frozenset[str]) -> tuple[Word, ...]:
    """Words that need saying; what a title is about always does ("административное право и процесс")."""
    return tuple(word for word in words if word.head or word.lemma not in silent)


def _lacking(words: tuple[Word, ...], lemmas: frozenset[str]) -> tuple[Word, ...]:
    return tuple(word for word in words if word.lemma not in lemmas)


def _light(words: tuple[Word, ...], vocabulary: Vocabulary) -> tuple[Word, ...]:
    return tuple(word for word in words if word.lemma in vocabulary.light)
