"""Students by surname and group, those who study first."""

from django.db.models import Q

from records.models import Student
from records.models.people import StudentQuerySet
from records.spelling import fold, group_key


def found(words: str, group: str, *, left: bool) -> StudentQuerySet:
    """Students whose surname begins so (a second word: the first name), of a group; those who left only if asked."""
    students = Student.objects.order_by("search_last", "search_first", "pk")
    if not left:
        students = students.filter(left_on=None)
    if group.strip():
        students = students.filter(search_group=group_key(group))
    first, _blank, rest = fold(words).partition(" ")
    if not first:
        return students
    named = Q(search_last__startswith=first) | Q(file_number=words.strip())
    if rest.strip():
        given = rest.split()[0]
        named = Q(search_last__startswith=first, search_first__startswith=given) | Q(
            search_last__startswith=fold(words)
        )
    return students.filter(named)
