"""Codes that a record request may hold, with their words."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from organisation.profile import Profile
from workflows.disclosure.rules import Capacity

EXPRESS = "enrolment_certificate"

PAPERS = {
    "study_certificate": _("certificate of study: period, courses, hours, marks"),
    "progress_certificate": _("progress certificate of the current year"),
    "journal_extract": _("extract from the journal of marks"),
    "reward_list": _("list of rewards and achievements"),
    "personal_file_copy": _("copy of the personal file"),
    EXPRESS: _("certificate that the student is enrolled"),
}

CAPACITIES = [
    (Capacity.STUDENT.value, _("the student")),
    (Capacity.REPRESENTATIVE.value, _("legal representative of a minor")),
    (Capacity.ATTORNEY.value, _("another person by power of attorney or consent")),
    (Capacity.CUSTOMER.value, _("customer who pays for the training")),
    (Capacity.COURT.value, _("court")),
    (Capacity.PROSECUTOR.value, _("prosecutor")),
    (Capacity.GUARDIANSHIP.value, _("guardianship authority")),
    (Capacity.SCHOOL.value, _("receiving school")),
    (Capacity.OTHER.value, _("another body by law")),
]


class Delivery(models.TextChoices):
    """How the papers reach who asked."""

    HAND = "hand", _("in person, against signature")
    EMAIL = "email", _("by e-mail")
    LINK = "link", _("by an expiring link with a code")
    POST = "post", _("by registered post")


DELIVERIES = Delivery.choices


class HowChecked(models.TextChoices):
    """How identity was checked."""

    PERSON = "person", _("in person, document seen")
    CONTACT = "contact", _("letter from an address on file")
    VIDEO = "video", _("by video call, document seen")
    SIGNATURE = "signature", _("qualified electronic signature")
    LETTERHEAD = "letterhead", _("official letter, verified by call back")
    POST = "post", _("paper request with a certified copy")


HOW_CHECKED = HowChecked.choices


def offered(ours: Profile) -> list[tuple[str, str]]:
    """The papers that may be asked for under this profile, as choices of a form."""
    return [(code, str(PAPERS[code])) for code in ours.disclosure.papers]
