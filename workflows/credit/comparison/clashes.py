"""Marks that tell two courses apart whatever their words say: grade, part, level, index."""

from workflows.credit.comparison.titles import Reading, Title
from workflows.credit.comparison.verdicts import Reason
from workflows.credit.comparison.vocabulary import default

_FIRST_STEPS = frozenset(("основа", "введение"))  # what courses for beginners teach
_FIRST_LEVELS = frozenset(("basic", "beginning"))
_ANY_PRACTICE = frozenset(
    ("учебный", "производственный", "практика", "профиль", "специальность", "профессия")
)
_LAWS_BY_SUBJECT = {"152": "персональный", "44": "контрактный", "115": "легализация", "402": "бухгалтерский"}


def find_clash(left: Title, one: Reading, right: Title, other: Reading) -> Reason | None:
    """Marks that tell two courses apart, or a whole beside its part."""
    for kind in sorted({kind for kind, _ in one.marks | other.marks}):
        ours, theirs = (_values(reading, kind) for reading in (one, other))
        if ours != theirs and not _tolerated(kind, ours, theirs, one, other):
            return Reason(f"{kind}_differs", {"left": sorted(ours), "right": sorted(theirs)})
    practices = (
        "practice" in (left.level, right.level)
        and one.lemmas == other.lemmas
        and (len(one.lemmas) <= 2 or one.lemmas <= _ANY_PRACTICE)
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
    if kind == "law" and not (ours and theirs):
        return {_LAWS_BY_SUBJECT.get(law) for law in ours | theirs} <= one.lemmas & other.lemmas
    if kind == "version":
        return not ours or not theirs
    if kind == "level" and not (ours and theirs) and _values(one, "cefr") & _values(other, "cefr"):
        return True  # «A1» beside «начальный уровень (A1)»: the letter says how high it is
    if kind == "level" and ours | theirs == {"basic", "beginning"}:
        return bool(ours and theirs)
    if (
        len(ours | theirs) == 1
        and ours | theirs <= _FIRST_LEVELS
        and (other if ours else one).lemmas & _FIRST_STEPS
    ):
        return True
    if kind == "level" and not (ours and theirs):
        return ours | theirs == {"basic"} and default().essence(one.words) in default().subjects
    bare = frozenset(value for _, value in (other.marks if not theirs else one.marks))
    if not ours or not theirs:
        return bool(ours | theirs) and ours | theirs <= bare
    return False
