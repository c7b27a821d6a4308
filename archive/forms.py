"""Forms of the archive: putting a carrier into its place, and the decision that ends its keeping."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from archive.models import Backup, Carrier
from documents.uploads import CheckedFile, FilesField
from organisation.profile import Profile
from records.models import Student
from records.spelling import fold

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
RECENT = 30  # backups to choose from


class CarrierForm(forms.Form):
    """What is put where. The forms offered follow the profile: an archive may be on paper alone."""

    form = forms.ChoiceField(label=_("What it is"))
    title = forms.CharField(
        label=_("What it holds"),
        max_length=300,
        help_text=_(
            "For example: the order on rewards No. 14, original; a disk with the backup of the year."
        ),
    )
    place = forms.CharField(
        label=_("Place"), max_length=200, help_text=_("Room, cupboard, shelf; or the name of the safe.")
    )
    inventory_number = forms.CharField(label=_("Inventory number"), max_length=60)
    made_on = forms.DateField(label=_("Made on"), widget=DAY)
    file_index = forms.ChoiceField(
        label=_("Index in the list of files"),
        required=False,
        help_text=_("The term of keeping follows from it."),
    )
    case_number = forms.CharField(label=_("Case"), max_length=60, required=False)
    student = forms.CharField(
        label=_("Student"),
        max_length=300,
        required=False,
        help_text=_(
            "Full name, where the carrier holds the records of one student: it stays until they have left."
        ),
    )
    backup = forms.ModelChoiceField(
        Backup.objects.none(), label=_("Backup on it"), required=False, empty_label=_("none")
    )

    def __init__(self, ours: Profile, data: Any = None, title: str = "") -> None:
        super().__init__(
            data, initial={"made_on": timezone.localdate(timezone=ours.tz), "title": title[:300]}
        )
        kept = ours.archive.form
        self.fields["form"].choices = [each for each in Carrier.Form.choices if kept in ("both", each[0])]  # type: ignore[attr-defined]
        indices = [(each.index, f"{each.index} {each.title}") for each in ours.archive.files]
        self.fields["file_index"].choices = [("", _("not in the list")), *indices]  # type: ignore[attr-defined]
        recent = Backup.objects.values_list("pk", flat=True)[:RECENT]
        self.fields["backup"].queryset = Backup.objects.filter(pk__in=list(recent))  # type: ignore[attr-defined]

    def clean_inventory_number(self) -> str:
        number = " ".join(self.cleaned_data["inventory_number"].split())
        if Carrier.objects.filter(inventory_number=number).exists():
            raise forms.ValidationError(_("Another carrier has this inventory number."))
        return number

    def clean_student(self) -> Student | None:
        """The one student of that name; a namesake is named by the case instead."""
        words = self.cleaned_data["student"].split()
        if not words:
            return None
        patronymic = fold(" ".join(words[2:]))
        found = [
            each
            for each in Student.objects.namesakes(words[0], " ".join(words[1:2]))
            if patronymic in ("", fold(each.patronymic))
        ]
        if len(found) != 1:
            raise forms.ValidationError(
                _("There is no student of this name.") if not found else _("Several students have this name.")
            )
        return found[0]


class ScansForm(forms.Form):
    """Scans of a carrier, and where among its sheets they belong."""

    scans = FilesField(
        label=_("Scans"),
        help_text=_("PDF or pictures, one or several; they are kept in the order of the names."),
    )
    after = forms.TypedChoiceField(label=_("Place"), coerce=int)

    def __init__(self, sheets: int, data: Any = None, files: Any = None) -> None:
        super().__init__(data, files, initial={"after": sheets})
        later = [(n, _("after sheet %(n)d") % {"n": n}) for n in range(sheets, 0, -1)]
        self.fields["after"].choices = [*later, (0, _("before all"))]  # type: ignore[attr-defined]

    def clean_scans(self) -> list[CheckedFile]:
        """In the order of the names: a browser hands them over in an order of its own."""
        return sorted(self.cleaned_data["scans"], key=lambda each: each.upload.name or "")


class MoveForm(forms.Form):
    """A sheet, and behind which other one it belongs."""

    sheet = forms.TypedChoiceField(label=_("Sheet"), coerce=int)
    behind = forms.TypedChoiceField(label=_("New place"), coerce=int)

    def __init__(self, sheets: int, data: Any = None) -> None:
        super().__init__(data)
        places = range(1, sheets + 1)
        self.fields["sheet"].choices = [(n, str(n)) for n in places]  # type: ignore[attr-defined]
        later = [(n, _("after sheet %(n)d") % {"n": n}) for n in places]
        self.fields["behind"].choices = [(0, _("before all")), *later]  # type: ignore[attr-defined]


class EndForm(forms.Form):
    """What becomes of a carrier, and why."""

    ending = forms.ChoiceField(label=_("Decision"), choices=Carrier.Ending.choices)
    reason = forms.CharField(
        label=_("Reason"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The act or order, with its date and number."),
    )


class DoubtForm(forms.Form):
    """Why the chain of the journal is another one than its head says."""

    reason = forms.CharField(
        label=_("What happened"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("For example: the backup of 26 November was restored, act No. 3."),
    )
