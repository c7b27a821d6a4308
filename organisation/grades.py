"""Marks of other schools on our scale, by the profile's table. A failing mark is never credited."""

import re

from organisation.profile import GradeRule, Profile

# Letters of a scale are often typed on the other keyboard: «А» is A, «В» is B.
_LETTERS = str.maketrans("авсех", "abcex")
_BOTH = re.compile(r"(.+?)\s*\((.+)\)")


def convert(written: str, ours: Profile) -> GradeRule | None:
    """The rule for a mark as people write it («отл.», "5 (отлично)", "ECTS: B"); None when the table does not know it.

    Two ways of writing one mark, "A (excellent)", count when the table knows both and they say the same.
    """
    plain = _plain(written)
    for rule in ours.grades:
        if plain in {_plain(each) for each in rule.written}:
            return rule
    both = _BOTH.fullmatch(plain)
    if both is None:
        return None
    first, second = (convert(part, ours) for part in both.groups())
    return first if first is not None and first == second else None


def _plain(text: str) -> str:
    plain = re.sub(r"\(?\bects\b\)?\s*:?", "", text.lower()).strip(" .«»\"'").replace("ё", "е")
    return plain.translate(_LETTERS) if re.fullmatch(r"[a-fавсе][xх+-]?", plain) else plain
