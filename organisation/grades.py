"""Marks of other schools on our scale, by the profile's table. A failing mark is never credited."""

from organisation.profile import GradeRule, Profile


def convert(written: str, ours: Profile) -> GradeRule | None:
    """The rule for a mark as people write it («отл.», "5 (отлично)"); None when the table does not know it."""
    plain = _plain(written)
    for rule in ours.grades:
        if plain in {_plain(each) for each in rule.written}:
            return rule
    return None


def _plain(text: str) -> str:
    return text.strip(" .«»\"'").lower().replace("ё", "е")
