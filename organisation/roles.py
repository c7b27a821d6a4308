"""The roles of the product. A role is a Django group of the same name; one person may hold several."""

from enum import StrEnum

from django.utils.translation import gettext_lazy as _


class Role(StrEnum):
    """Codes of the roles; the words for people are in ROLE_TITLES."""

    REVIEWER = "reviewer"
    TEACHER = "teacher"
    DEPUTY = "deputy"
    HEAD = "head"
    OFFICE = "office"
    ARCHIVIST = "archivist"
    ADMINISTRATOR = "administrator"


ROLE_TITLES = {
    Role.REVIEWER: _("reviewer"),
    Role.TEACHER: _("teacher, class head"),
    Role.DEPUTY: _("deputy director"),
    Role.HEAD: _("director"),
    Role.OFFICE: _("office"),
    Role.ARCHIVIST: _("archivist"),
    Role.ADMINISTRATOR: _("administrator"),
}
