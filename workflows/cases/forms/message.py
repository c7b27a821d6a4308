"""A question or an objection from the tracking page."""

from django import forms
from django.utils.translation import gettext_lazy as _


class MessageForm(forms.Form):
    """What somebody wants to say."""

    message = forms.CharField(
        label=_("Your message"), max_length=4000, widget=forms.Textarea(attrs={"rows": 3})
    )
    once = forms.UUIDField(widget=forms.HiddenInput)  # a second click is the same message
