"""Background processes say that they live, and others ask when they last did."""

from datetime import datetime, timedelta

from django.utils import timezone

from organisation.models import Heartbeat

WORKER, CLOCK, INLET = "worker", "clock", "inlet"
FILES = "files"  # a bucket that answered a worker; nobody asks for it where files lie on the disk


def beat(name: str) -> None:
    """Note that the process of that name is alive now; one small write, call it about once a minute."""
    Heartbeat.objects.update_or_create(name=name, defaults={"at": timezone.now()})


def last(name: str) -> datetime | None:
    """When the process was last seen, or None for never."""
    return Heartbeat.objects.filter(name=name).values_list("at", flat=True).first()


def alive(name: str, within: timedelta = timedelta(minutes=3)) -> bool:
    """Whether the process was seen lately."""
    seen = last(name)
    return seen is not None and timezone.now() - seen <= within
