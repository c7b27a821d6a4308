"""What the pages of checking say of a file, by the verdict's word, and of a paper whose code was scanned."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from documents.verification.judgement import Finding
from documents.verification.known import Standing

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True)
class Words:
    """The verdict as a heading, and what it means. `kind`: the look of the note; "danger": not to be accepted."""

    title: "StrOrPromise"
    meaning: "StrOrPromise"
    kind: str = "warning"

    @property
    def is_refused(self) -> bool:
        """Whether the reader is told not to accept the file and whom to ask for another."""
        return self.kind == "danger"


VERDICTS: dict[str, Words] = {
    Standing.VALID: Words(
        _("The paper is genuine and in force"),
        _("The file is byte for byte the one that was issued."),
        "success",
    ),
    Standing.SUPERSEDED: Words(
        _("The paper was replaced"), _("It was issued; a later version stands in its place.")
    ),
    Standing.REVOKED: Words(_("The paper was revoked"), _("It was issued and later withdrawn.")),
    Standing.AWAITS_SIGNATURE: Words(
        _("The paper is not signed yet"), _("It is made and comes into force when it is signed.")
    ),
    "not_registered": Words(
        _("Such a paper was not issued"),
        _("The seal is ours and whole, but the register has no such paper."),
        "danger",
    ),
    Finding.ALTERED: Words(
        _("The file was changed"),
        _("What lies under our seal is not what was sealed, or was saved anew."),
        "danger",
    ),
    Finding.CUT_SHORT: Words(_("The file is not whole"), _("Its end is missing. Download it once more.")),
    Finding.JUNK_APPENDED: Words(
        _("Something was added to the file"),
        _("Behind the sealed paper lies what was not issued."),
        "danger",
    ),
    Finding.PAGES_CHANGED: Words(
        _("The pages were changed"), _("After it was sealed, pages were added or removed."), "danger"
    ),
    Finding.CHANGED_LATER: Words(
        _("The paper was changed after it was sealed"), _("Ask for the file as it was issued."), "danger"
    ),
    Finding.SEAL_MISSING: Words(
        _("The file has no seal"),
        _("It looks like our paper: the seal was removed, it is a draft, or the download was broken off."),
        "danger",
    ),
    Finding.FOREIGN_SEAL: Words(
        _("Another's seal"), _("The file is sealed or signed by somebody else."), "danger"
    ),
    Finding.NOT_OURS: Words(
        _("Not our paper"),
        _(
            "The file carries no seal of ours. If it is a scan or a photo, ask for the file itself: "
            "only the file carries the seal."
        ),
        "danger",
    ),
    Finding.NOT_A_PDF: Words(_("Not a PDF"), _("Our papers are PDF files.")),
    Finding.UNREADABLE: Words(
        _("The file cannot be read"),
        _("It is damaged or unusually built. It is not a paper of ours as issued."),
        "danger",
    ),
}

BY_CODE: dict[str, Words] = {
    **{each: VERDICTS[each] for each in Standing},
    Standing.VALID: Words(
        _("Such a paper was issued and is in force"),
        _("Compare the number, the date and the initials with the paper in your hand."),
        "success",
    ),
}
