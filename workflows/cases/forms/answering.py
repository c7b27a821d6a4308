"""How the answer gets its signature and its way out."""

from typing import Any

from django import forms
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from documents.detached import judging, keeping, words
from documents.detached.findings import Detached
from documents.models import Version
from organisation import profile
from organisation.models import User
from storage import blobs
from workflows.cases import signing
from workflows.cases.forms.base import ActionForm


class Sign(ActionForm):
    """The papers were signed: by hand, or by a detached signature beside each. Only fields of what waits are there."""

    action = "sign"
    title = _("Record the signature")
    verb = _("Record and send")
    consequence = _("The letter leaves now.")

    signed_on = forms.DateField(
        label=_("Signed on"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    file = forms.FileField(label=_("Scan"), required=False, help_text=_("PDF or a picture, up to 20 MB"))
    assured = forms.CharField(
        label=_("How the qualified status was made sure"),
        required=False,
        max_length=300,
        help_text=_("Only when the programme cannot tell: where the signature was checked, and when."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        waiting = [each for each in self.packet() if signing.awaits_signature(each)]
        self.detached = {f"signature_{each.pk}": each for each in waiting if not signing.by_hand(each)}
        self.found: dict[str, tuple[bytes, Detached]] = {}
        if len(self.detached) == len(waiting) and waiting:
            del self.fields["signed_on"], self.fields["file"]
        if not self.detached:
            del self.fields["assured"]
        for name, version in self.detached.items():
            self.fields[name] = _signature_of(version)
        if self.case.on_paper:
            self.consequence = _("The answer then waits to be handed over.")
        self.order_fields([*(name for name in self.fields if name != "assured"), "assured"])

    def packet(self) -> list[Version]:
        """The papers that may wait for this signature."""
        return signing.packet(self.case.decision_number, self.case.number)

    def clean_signed_on(self) -> Any:
        """Not a day to come."""
        day = self.cleaned_data["signed_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("This day has not come yet."))
        return day

    def clean(self) -> dict[str, Any]:
        """Every detached signature holds, and is qualified as far as the programme can tell."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        assured = str(cleaned.get("assured") or "")
        for name, version in self.detached.items():
            upload = cleaned.get(name)
            if upload is None:
                continue
            signature = upload.read(judging.LARGEST + 1)
            found = judging.judge(blobs.get(version.sha256), signature, made=version.made_at)
            self.found[name] = (signature, found)
            if keeping.meets(found, assured):
                continue
            told = (words.mathematics(found), words.standing(found), words.whose(found))
            self.add_error(name, " ".join(filter(None, told)))
            if found.is_valid and found.standing in keeping.VOUCHABLE:
                self.add_error(
                    "assured", gettext("Say how it was made sure that the signature is qualified.")
                )
        return cleaned

    def move_data(self) -> dict[str, Any]:
        """ISO date; the view stores the scan and names it."""
        day = self.cleaned_data.get("signed_on")
        return {"signed_on": day.isoformat()} if day else {}

    def keep(self, actor: User) -> dict[str, Any]:
        """The detached signatures, each beside its paper."""
        kept = [
            keeping.keep(
                self.detached[name],
                signature,
                found,
                assured=self.cleaned_data.get("assured", ""),
                head_name=profile.current().head_name,
                by=actor,
            )
            for name, (signature, found) in self.found.items()
        ]
        return {"signed_by": ", ".join(sorted({each.signer for each in kept}))} if kept else {}

    def notices(self) -> list[str]:
        """A signature in another name than the head's is taken, and told."""
        head = profile.current().head_name
        signers = {found.signer for _, found in self.found.values() if keeping.doubts(found, head)}
        told = gettext(
            "The certificate names %(signer)s, the profile names %(head)s as head: make sure that this is right."
        )
        return [told % {"signer": signer, "head": head} for signer in sorted(signers)]


def _signature_of(version: Version) -> forms.FileField:
    """The field of one paper, with the very bytes to be signed behind its link."""
    url = reverse("documents:version", args=[version.pk])
    told = gettext(
        "Download the file to sign, sign it with your own provider as a detached signature, and send the .sig."
    )
    link = format_html('<a href="{}">{}</a>. {}', url, version.filename, told)
    return forms.FileField(
        label=gettext("Detached signature: %(title)s") % {"title": version.document.title},
        help_text=link,
        widget=forms.FileInput(attrs={"accept": ".sig,.sgn,.p7s,.p7b,.pem,.b64"}),
    )


class HandOver(ActionForm):
    """Against signature, or by post with a number."""

    action = "hand_over"
    title = _("Record the handing-over")
    verb = _("Record")
    consequence = _("Only this counts as sent for an answer on paper. The case is closed.")

    how = forms.CharField(
        label=_("How it was handed over"),
        max_length=300,
        help_text=_("For example: against signature to the mother; registered letter and its number"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if keeping.of(signing.packet(self.case.decision_number, self.case.number)):
            self.consequence = _(
                "The paper holds with its signature file (.sig) alone: give both files, for example on a medium."
            )


class Readdress(ActionForm):
    """Letters to the old address come back."""

    action = "readdress"
    title = _("Give another address")
    verb = _("Send again")
    consequence = _("The returned letter goes out once more.")

    email = forms.EmailField(label=_("New e-mail"))
