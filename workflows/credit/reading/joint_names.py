"""Names that are those of two courses: «медицину и волейбол» beside «Волейбол»."""

import re
from collections.abc import Sequence

from workflows.credit.reading.text.folding import fold
from workflows.credit.reading.text.morphology import stems


def of_two(titles: Sequence[str]) -> list[bool]:
    """Of each title whether it joins two names by «и» and another title begins with one of them."""
    names = [fold(title) for title in titles]
    said = {name: _words(name) for name in names}
    joined = {
        name
        for name in said
        if " и " in name
        and any(
            _begins(words, said[other])
            for words in map(_words, name.split(" и "))
            for other in said
            if other != name
        )
    }
    return [name in joined for name in names]


def _words(folded: str) -> list[frozenset[str]]:
    return [stems(word) for word in re.findall(r"\w{3,}", folded)]


def _begins(part: list[frozenset[str]], name: list[frozenset[str]]) -> bool:
    """Whether a name begins with the words of a part, endings aside."""
    return 0 < len(part) <= len(name) and all(one & other for one, other in zip(part, name, strict=False))
