"""People who work here, and the organisation's profile by edition."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from organisation.roles import Role


class User(AbstractUser):
    """A member of staff. Never deleted, only deactivated: steps and decisions name them for fifty years."""

    patronymic = models.CharField(_("patronymic"), max_length=150, blank=True)
    position = models.CharField(_("position"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("member of staff")
        verbose_name_plural = _("staff")

    @cached_property
    def roles(self) -> frozenset[Role]:
        """The roles held now, read once per request."""
        if not self.is_active:
            return frozenset()
        names = self.groups.values_list("name", flat=True)
        return frozenset(Role(name) for name in names if name in set(Role))

    def has_role(self, *roles: Role) -> bool:
        """True when the person holds any of the roles."""
        return not self.roles.isdisjoint(roles)

    @property
    def initials(self) -> str:
        """«А. П. Жарков», as papers and lists print a member of staff."""
        letters = [f"{part[0]}." for part in (self.first_name, self.patronymic) if part]
        return " ".join([*letters, self.last_name]) or self.username

    @property
    def display_name(self) -> str:
        """«Андрей Жарков», as pages name a colleague."""
        return self.get_full_name() or self.username


class Edition(models.Model):
    """The organisation's profile in force from a date. Old papers keep the edition they were made under."""

    valid_from = models.DateField(_("in force from"), unique=True)
    data = models.JSONField(_("profile"))
    entered_at = models.DateTimeField(auto_now_add=True)
    entered_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ("-valid_from",)
        verbose_name = _("edition of the profile")
        verbose_name_plural = _("editions of the profile")

    def __str__(self) -> str:
        return f"{self.valid_from:%Y-%m-%d}"


class Heartbeat(models.Model):
    """When a background process was last seen alive; /healthz reads it."""

    name = models.CharField(max_length=40, primary_key=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class SetupCode(models.Model):
    """The code that opens first set-up, as SHA-256; printed on the console, void once a profile is there."""

    digest = models.CharField(max_length=64)
    made_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"{self.made_at:%Y-%m-%d}"
