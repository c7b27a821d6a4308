"""Who opened whose personal file, and when (file 000, 6.1)."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from records.models.people import Student


class FileLook(models.Model):
    """A person of the staff opened the personal file. Rows are only added."""

    student = models.ForeignKey(Student, models.PROTECT, related_name="looks", verbose_name=_("student"))
    who = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("who"))
    at = models.DateTimeField(_("when"), auto_now_add=True)

    class Meta:
        ordering = ("-pk",)
        verbose_name = _("look into a personal file")
        verbose_name_plural = _("looks into personal files")

    def __str__(self) -> str:
        return f"{self.who}: {self.student}"
