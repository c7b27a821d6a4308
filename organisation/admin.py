"""The profile in Django's admin, for administrators: every change is a new edition, none is rewritten."""

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

import journal
from organisation.models import Edition, User
from organisation.profile import ProfileInvalid, parse

if TYPE_CHECKING:
    EditionBase = forms.ModelForm[Edition]
    EditionAdminBase = admin.ModelAdmin[Edition]
else:
    EditionBase = forms.ModelForm
    EditionAdminBase = admin.ModelAdmin


class EditionForm(EditionBase):
    """A new edition: the JSON must be a profile that the product understands, from today on."""

    class Meta:
        model = Edition
        fields = ("valid_from", "data")
        widgets = {"data": forms.Textarea(attrs={"rows": 40, "cols": 110, "spellcheck": "false"})}

    def clean_valid_from(self) -> date:
        day: date = self.cleaned_data["valid_from"]
        if day < timezone.localdate():
            raise forms.ValidationError(
                _("An edition cannot begin in the past: papers were made under another one.")
            )
        return day

    def clean_data(self) -> dict[str, Any]:
        data = self.cleaned_data["data"]
        if not isinstance(data, dict):
            raise forms.ValidationError(_("One JSON object is expected."))
        try:
            parse(data)
        except ProfileInvalid as error:
            raise forms.ValidationError(str(error)) from error
        return data


@admin.register(Edition)
class EditionAdmin(EditionAdminBase):
    """Add and look, never change or delete."""

    form = EditionForm
    list_display = ("valid_from", "entered_at", "entered_by")

    def has_change_permission(self, request: HttpRequest, obj: Edition | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Edition | None = None) -> bool:
        return False

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """The newest edition as the text to change, from tomorrow."""
        newest = Edition.objects.first()
        return {"valid_from": timezone.localdate() + timedelta(days=1), "data": newest.data if newest else {}}

    @transaction.atomic
    def save_model(self, request: HttpRequest, obj: Edition, form: Any, change: bool) -> None:
        actor = request.user if isinstance(request.user, User) else None
        obj.entered_by = actor
        super().save_model(request, obj, form, change)
        journal.append("profile", f"{obj.valid_from:%Y-%m-%d}", {"profile": obj.data}, actor)
