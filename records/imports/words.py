"""What a person is told about a file, and about each cell that cannot be used."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

FILE_FAULTS: dict[str, Promise] = {
    "empty": _("The file is empty: it holds no table."),
    "encoding": _("The letters of the file cannot be read. Save it as CSV in UTF-8 or as XLSX."),
    "old_excel": _("This is the old Excel format (.xls). Save it as XLSX."),
    "damaged": _("The file cannot be opened: it is damaged. Save it again and choose it once more."),
    "too_long": _("The list has more than 60,000 rows. Split it."),
    "too_big": _("The file is larger than 20 MB."),
    "no_header": _(
        "No headings were found. The first rows must name the columns: full name, class, date of birth."
    ),
    "failed": _("The file could not be read. Save it again as XLSX or CSV."),
    "changed": _("The records have changed since the preview. Look at it once more."),
}

FAULTS: dict[str, Promise] = {
    "name": _("“%(value)s” is not a full name: a last name and a first name are needed"),
    "name_missing": _("no name"),
    "date": _("“%(value)s” is not a date"),
    "future": _("“%(value)s” is in the future"),
    "number": _("“%(value)s” is not a whole number"),
    "missing": _("nothing is written here, and it is needed"),
    "birth_missing": _("a new student needs a date of birth"),
    "unknown_student": _("there is no such student"),
    "several": _("several students have this name: add the class or the date of birth"),
    "unknown_programme": _("there is no programme “%(value)s”"),
    "unknown_unit": _("there is no course unit “%(value)s” in this programme"),
    "mark": _("“%(value)s” is not on the scale of the school"),
    "choice": _("“%(value)s” is none of the known values"),
    "email": _("“%(value)s” is not an address"),
    "twice": _("the same already stands in row %(value)s"),
    "too_long": _("the text is too long"),
}


def fault(code: str, value: str) -> str:
    """The fault in words, with what was written."""
    return str(FAULTS[code]) % {"value": value[:60]}


FIELD_WORDS: dict[str, Promise] = {
    "left_on": _("left on"),
    "programme_id": _("Programme"),
    "kind": _("Kind"),
    "code": _("code"),
}
