"""Who it is about, and who compares."""

from django.utils.translation import gettext_lazy as _

from workflows.cases import forms


class LinkStudent(forms.LinkStudent):
    """Which student of ours it is."""

    consequence = _(
        "Programme, contacts and proposals follow the student; verdicts are cleared, "
        "but for refusals that rest on the letter."
    )


class Assign(forms.Assign):
    """Who compares."""

    title = _("Name who compares")
    label = _("Reviewer")
