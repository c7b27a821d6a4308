"""Correcting and revoking what a case has issued: the two transitions, and which paper is meant.

A correction is a further version under the same number, a revocation a status with its reason; neither moves the case
nor decides anew. Who has the right to issue the paper may do both.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from django_fsm import transition

from documents import in_force, particulars
from documents.models import Document, Version, VersionStatus
from documents.visible import one_line
from organisation.models import User
from organisation.roles import Role
from workflows.cases.permissions import Permission, held_by

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

CORRECT, REVOKE = "correct", "revoke"
ORIGINS = (Document.Origin.ISSUED, Document.Origin.DERIVED)  # papers of ours; numbered ones alone are meant
REASON = 400  # characters

WHY_CORRECTED: "Mapping[str, StrOrPromise]" = {
    "misprint": _("misprint"),
    "name": _("a misspelt name"),
    "particulars": _("wrong particulars of the earlier study"),
    "addressee": _("wrong addressee"),
    "other": _("another reason"),
}
WHY_REVOKED: "Mapping[str, StrOrPromise]" = {
    "mistake": _("issued by mistake"),
    "person": _("issued about another person"),
    "untrue": _("the documents it rests on proved untrue"),
    "anew": _("it has to be decided anew"),
    "asked": _("the applicant asks for it"),
    "other": _("another reason"),
}


def issued(case: Any) -> bool:
    """There is a paper of a decision."""
    return bool(case.has_issued)


def _amends(case: Any, user: User | None) -> bool:
    return user is not None and bool(case.may_amend(user))


amends: Permission = _amends  # the same right that issues the paper


class Amended(models.Model):
    """Mixed into the concrete cases that issue papers."""

    # Who may: a kind says its own, with the approver kept apart from whoever prepared the paper.
    may_amend: Any = held_by(Role.HEAD)

    class Meta:
        abstract = True

    @property
    def has_issued(self) -> bool:
        """Whether anything may be corrected or revoked now."""
        return bool(getattr(self, "decision_number", ""))

    @transition("state", "*", None, conditions=[issued], permission=amends, custom={"correction": True})
    def correct(self, actor: User | None, data: dict[str, Any]) -> None:
        """A corrected version of an issued paper, under its number."""

    @transition("state", "*", None, conditions=[issued], permission=amends)
    def revoke(self, actor: User | None, data: dict[str, Any]) -> None:
        """An issued paper is in force no longer, with the reason."""


def may(case: Any, user: User) -> bool:
    """Whether this person may correct or revoke a paper of the case; false for kinds that issue none."""
    return isinstance(case, Amended) and bool(case.has_issued) and _amends(case, user)


def words(given: object) -> str:
    """A typed reason as one line without its full stop: papers and letters go on after it."""
    return one_line(given).rstrip(" .,;") if isinstance(given, str) else ""


def is_another(version: Version, over: object) -> bool:
    """Whether the page or command that names the version `over` (its key; nothing names none) showed another one."""
    return bool(over) and str(over) != str(version.pk)


def paper_of(case: Any, given: object) -> Version | None:
    """The newest version of an issued paper of the case, by the key of its document or by its number."""
    issued = Document.objects.filter(case_number=case.number, origin__in=ORIGINS)
    issued = issued.filter(versions__entry__isnull=False)
    by_number = issued.filter(versions__entry__number=str(given)).first()
    key = str(given) if str(given).isascii() and str(given).isdecimal() and len(str(given)) < 10 else "0"
    document = by_number or issued.filter(pk=int(key)).first()
    return in_force.newest(document) if document is not None else None


def stands(version: Version) -> bool:
    """Neither superseded nor revoked."""
    return in_force.stands(version)


def is_correctable(version: Version) -> bool:
    """The version stands, its bytes are there, and its kind of paper has particulars that may be corrected."""
    if (
        not in_force.stands(version)
        or version.statuses.filter(status=VersionStatus.Status.DESTROYED).exists()
    ):
        return False
    return in_force.snapshot_of(version).get("template") in particulars.PATTERNS
