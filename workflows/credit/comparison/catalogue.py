"""Our course units, made ready so that the few that a claimed course may mean are found among thousands."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.fuzz import token_sort_ratio

from workflows.credit.comparison.titles import Title, prepare
from workflows.credit.comparison.vocabulary import default

_BY_WORDS, _BY_LETTERS = 12, 6  # candidates looked at beyond the titles of equal meaning
_LEAST_LIKE = 60  # token_sort_ratio under which letters say nothing


class Catalogue:
    """An index over unit titles. Build once per programme; `near` answers with positions."""

    def __init__(self, titles: Sequence[str]) -> None:
        self._titles = tuple(map(prepare, titles))
        self._plain = [title.plain for title in self._titles]
        self._by_word: dict[str, list[int]] = defaultdict(list)
        self._by_meaning: dict[object, list[int]] = defaultdict(list)
        for place, title in enumerate(self._titles):
            for lemma in _lemmas(title):
                self._by_word[lemma].append(place)
            for meaning in _meanings(title):
                self._by_meaning[meaning].append(place)

    def near(self, titles: Sequence[str]) -> list[tuple[int, ...]]:
        """For each title the positions of all units of equal meaning and of those most alike, ascending."""
        prepared = [prepare(title) for title in titles]
        if not prepared or not self._titles:
            return [() for _ in titles]
        likeness = process.cdist(
            [title.plain for title in prepared],
            self._plain,
            scorer=token_sort_ratio,
            score_cutoff=_LEAST_LIKE,
        )
        found = []
        for title, row in zip(prepared, likeness, strict=True):
            alike = [int(place) for place in (-row).argsort(kind="stable")[:_BY_LETTERS] if row[place] > 0]
            equal = [place for meaning in _meanings(title) for place in self._by_meaning.get(meaning, ())]
            found.append(tuple(sorted({*equal, *alike, *self._sharing(_lemmas(title))})))
        return found

    def _sharing(self, lemmas: Iterable[str]) -> list[int]:
        """Units that share the rarest words."""
        weight: Counter[int] = Counter()
        for lemma in lemmas:
            places = self._by_word.get(lemma, ())
            for place in places:
                weight[place] += 1_000_000 // (len(places) + 10) // (len(self._plain[place]) + 20)
        return sorted(weight, key=lambda place: (-weight[place], place))[:_BY_WORDS]


@lru_cache(maxsize=8)
def catalogue(titles: tuple[str, ...]) -> Catalogue:
    """The index of a list of titles, kept for the next comparison with the same programme."""
    return Catalogue(titles)


def _lemmas(title: Title) -> list[str]:
    return sorted({lemma for reading in title.readings for lemma in reading.lemmas} - default().light)


def _meanings(title: Title) -> list[object]:
    """What titles of equal meaning share whatever their marks: the set of words, or a group of titles."""
    vocabulary = default()
    essences = [vocabulary.essence(reading.words) for reading in title.readings]
    groups = sorted({group for essence in essences for group in vocabulary.same_titles.get(essence, ())})
    return [*essences, *groups]
