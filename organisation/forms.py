"""Forms of first set-up and of the staff list."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from organisation import setup_code
from organisation.first_setup import Administrator
from organisation.models import User
from organisation.roles import ROLE_TITLES, Role

if TYPE_CHECKING:
    UserForm = forms.ModelForm[User]
else:
    UserForm = forms.ModelForm

# Time zones of Russia by their main city.
ZONES = (
    ("Europe/Kaliningrad", _("Kaliningrad (UTC+2)")),
    ("Europe/Moscow", _("Moscow, St Petersburg, Arkhangelsk, Kazan (UTC+3)")),
    ("Europe/Samara", _("Samara, Izhevsk (UTC+4)")),
    ("Europe/Saratov", _("Saratov (UTC+4)")),
    ("Europe/Ulyanovsk", _("Ulyanovsk (UTC+4)")),
    ("Europe/Astrakhan", _("Astrakhan (UTC+4)")),
    ("Asia/Yekaterinburg", _("Yekaterinburg, Chelyabinsk, Perm, Ufa (UTC+5)")),
    ("Asia/Omsk", _("Omsk (UTC+6)")),
    ("Asia/Novosibirsk", _("Novosibirsk (UTC+7)")),
    ("Asia/Krasnoyarsk", _("Krasnoyarsk, Norilsk (UTC+7)")),
    ("Asia/Irkutsk", _("Irkutsk, Ulan-Ude (UTC+8)")),
    ("Asia/Yakutsk", _("Yakutsk, Chita (UTC+9)")),
    ("Asia/Vladivostok", _("Vladivostok, Khabarovsk (UTC+10)")),
    ("Asia/Magadan", _("Magadan, Sakhalin (UTC+11)")),
    ("Asia/Kamchatka", _("Kamchatka (UTC+12)")),
)
ROLES = [(role.value, title) for role, title in ROLE_TITLES.items()]
login_name = RegexValidator(
    r"^[a-z0-9][a-z0-9._-]*\Z", _("Small Latin letters, digits, dot, hyphen and underscore.")
)


def _password(**changes: Any) -> forms.CharField:
    """A field for a new password; what was typed is never sent back to the page."""
    widget = forms.PasswordInput(attrs={"autocomplete": "new-password"})
    return forms.CharField(
        **{"label": _("Password"), "strip": False, "max_length": 128, "widget": widget, **changes}
    )


class FirstSetupForm(forms.Form):
    """Everything an empty school needs before its first case."""

    code = forms.CharField(
        label=_("Set-up code"),
        max_length=60,
        help_text=_("It is printed on the server's console, after the command that started the program."),
    )
    name = forms.CharField(
        label=_("Full name of the school"),
        max_length=300,
        help_text=_("As it stands at the head of your papers."),
    )
    short_name = forms.CharField(
        label=_("Short name"), max_length=60, help_text=_("For pages read by families.")
    )
    city = forms.CharField(label=_("City"), max_length=100)
    address = forms.CharField(label=_("Postal address"), max_length=300, required=False)
    zone = forms.ChoiceField(
        label=_("Time zone"),
        choices=ZONES,
        initial="Europe/Moscow",
        help_text=_("Days of a term are counted in it."),
    )
    week = forms.TypedChoiceField(
        label=_("Working week"), choices=((5, _("five days")), (6, _("six days"))), coerce=int, initial=5
    )
    email = forms.EmailField(
        label=_("E-mail for applications"), help_text=_("Families write to it; our letters leave from it.")
    )
    phone = forms.CharField(label=_("Phone"), max_length=40, required=False)
    head_name = forms.CharField(
        label=_("Head of the school"), max_length=200, help_text=_("Last name, first name, patronymic.")
    )
    head_position = forms.CharField(label=_("Position of the head"), max_length=100, initial="Директор")
    last_name = forms.CharField(label=_("Your last name"), max_length=150)
    first_name = forms.CharField(label=_("Your first name"), max_length=150)
    patronymic = forms.CharField(label=_("Your patronymic"), max_length=150, required=False)
    username = forms.CharField(
        label=_("Name for signing in"), max_length=150, initial="admin", validators=[login_name]
    )
    password = _password(help_text=_("Ten characters or more."))
    again = _password(label=_("The same password again"))

    PROFILE_KEYS = (
        "name",
        "short_name",
        "city",
        "address",
        "zone",
        "week",
        "email",
        "phone",
        "head_name",
        "head_position",
    )

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"]
        if not setup_code.is_right(code):
            raise forms.ValidationError(
                _("This is not the code. A newer start of the program prints a newer one.")
            )
        return code

    def clean_username(self) -> str:
        return _free_username(self.cleaned_data["username"])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        password = data.get("password")
        if password:
            _judge_password(self, password)
        if password and data.get("again") and password != data["again"]:
            self.add_error("again", _("The two passwords differ."))
        return data

    def profile(self) -> dict[str, Any]:
        """The answers that become the profile."""
        answers = {key: self.cleaned_data[key] for key in self.PROFILE_KEYS}
        return {**answers, "legal_name": answers["name"], "mailboxes": [answers["email"]]}

    def administrator(self) -> Administrator:
        """The answers that become the first member of staff."""
        keys = ("username", "password", "last_name", "first_name", "patronymic")
        return Administrator(**{key: self.cleaned_data[key] for key in keys})


class StaffForm(UserForm):
    """One member of staff: who, which roles, whether they may sign in."""

    roles = forms.MultipleChoiceField(
        label=_("Roles"), choices=ROLES, required=False, widget=forms.CheckboxSelectMultiple
    )
    password = _password(required=False)

    class Meta:
        model = User
        fields = ("username", "last_name", "first_name", "patronymic", "position", "email", "is_active")
        labels = {"username": _("Name for signing in"), "email": _("E-mail"), "is_active": _("May sign in")}
        help_texts = {
            "username": _("Small Latin letters, digits, dot, hyphen and underscore."),
            "is_active": _("People are never deleted: their steps and decisions keep their names."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].validators.append(login_name)
        for name in ("last_name", "first_name", "position"):
            self.fields[name].required = True
        known = self.instance.pk is not None
        self.fields["password"].required = not known
        self.fields["password"].help_text = (
            _("Leave empty to keep the present one.")
            if known
            else _("Ten characters or more; tell it in person.")
        )
        # Not user.roles: whoever may not sign in keeps the roles for the day they may again.
        self.initial["roles"] = list(self.instance.groups.values_list("name", flat=True)) if known else []

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        if password:
            _judge_password(self, password)
        return password

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        stays = data.get("is_active") and Role.ADMINISTRATOR.value in data.get("roles", ())
        if not stays and self.instance.pk and _is_last_administrator(self.instance):
            self.add_error(
                "roles", _("Somebody must stay administrator: give the role to another person first.")
            )
        return data


def _free_username(username: str) -> str:
    """Refuse a name that somebody bears already."""
    if User.objects.filter(username__iexact=username).exists():
        raise forms.ValidationError(_("Somebody already signs in by this name."))
    return username


def _judge_password(form: forms.BaseForm, password: str) -> None:
    """Put the objections of the password rules beside the field."""
    try:
        validate_password(password)
    except forms.ValidationError as error:
        form.add_error("password", error)


def _is_last_administrator(user: User) -> bool:
    """Whether nobody else active holds the role."""
    holders = User.objects.filter(is_active=True, groups__name=Role.ADMINISTRATOR.value)
    return holders.filter(pk=user.pk).exists() and not holders.exclude(pk=user.pk).exists()
