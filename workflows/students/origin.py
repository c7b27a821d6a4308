"""What other organisations gave: entered by the supervisor alone, on an application (file 000, 5.1 and 5.3)."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from organisation.models import User
from organisation.profile import Profile
from records import voluntary
from workflows.students import rights

EXTERNAL = "external"


class FromElsewhere(forms.Form):
    """Fields of the application on which a result or an achievement of another organisation rests."""

    source: Any
    applied_on = forms.DateField(
        label=_("Application of"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_(
            "What another organisation gave counts only on an application of the student or a parent."
        ),
    )
    applied_by = forms.CharField(label=_("Who applied"), required=False, max_length=200)

    def offer(self, choices: Iterable[tuple[str, Any]], user: User, ours: Profile) -> None:
        """Only the supervisor is offered the source; everybody else reads whom to go to."""
        field: Any = self.fields["source"]
        allowed = rights.takes_external(user, ours)
        field.choices = [each for each in choices if allowed or each[0] != EXTERNAL]
        if not allowed:
            who = _supervisor(ours)
            field.help_text = _("Of other organisations %(who)s enters it.") % {"who": who}

    def clean(self) -> dict[str, Any]:
        """The particulars of the application, where one is needed."""
        given = super().clean() or self.cleaned_data
        if given.get("source") == EXTERNAL:
            for name in voluntary.missing(given.get("applied_on"), given.get("applied_by") or ""):
                self.add_error(name, voluntary.WORDS)
        return given


def _supervisor(ours: Profile) -> str:
    found = User.objects.filter(username=ours.supervisor).first()
    name = found.display_name if found else ours.supervisor
    return f"{name} ({ours.supervisor_order})" if ours.supervisor_order else name
