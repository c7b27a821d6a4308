"""Given names that the dictionary of the analyser lacks, in their cases."""

from functools import lru_cache

from workflows.credit.reading.text.folding import fold
from workflows.credit.reading.text.vocabulary import words

_OF_A = (
    ("nomn", "а"),
    ("gent", "ы"),
    ("gent", "и"),
    ("datv", "е"),
    ("accs", "у"),
    ("ablt", "ой"),
    ("ablt", "ей"),
    ("loct", "е"),
)
_OF_YA = (("nomn", "я"), ("gent", "и"), ("datv", "е"), ("accs", "ю"), ("ablt", "ей"), ("loct", "е"))
_OF_IYA = (("nomn", "ия"), ("gent", "ии"), ("datv", "ии"), ("accs", "ию"), ("ablt", "ией"), ("loct", "ии"))
_OF_MEN = (("nomn", ""), ("gent", "а"), ("datv", "у"), ("accs", "а"), ("ablt", "ом"), ("loct", "е"))
_FIXED = tuple((case, "") for case in ("nomn", "gent", "datv", "accs", "ablt", "loct"))


@lru_cache(maxsize=1)
def _forms() -> dict[str, list[tuple[str, str, str]]]:
    out: dict[str, list[tuple[str, str, str]]] = {}
    for gender, names in (
        ("femn", words("people", "given_of_women")),
        ("masc", words("people", "given_of_men")),
    ):
        for name in names:
            stem, endings = name, _OF_MEN if gender == "masc" else _FIXED
            for last, of_it in (("ия", _OF_IYA), ("я", _OF_YA), ("а", _OF_A)):
                if name.endswith(last):
                    stem, endings = name[: -len(last)], of_it
                    break
            for case, ending in endings:
                out.setdefault(stem + ending, []).append((case, gender, name))
    return out


def listed(word: str) -> list[tuple[str, str, str]]:
    """(case, gender, nominative) of a form of a listed name."""
    return _forms().get(fold(word), [])
