"""A head that is not met stays on the board and in /healthz until it is met again, or an archivist says why."""

import json
from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from archive import head_of_the_day
from archive.models import HeadDoubt
from journal.models import Entry
from organisation import profile
from tests.append_only import without_triggers
from tests.archive.test_heads import MONDAY, happen
from tests.archive.test_pages import client_of
from workflows import health

pytestmark = pytest.mark.django_db
REASON = "Восстановлена копия, акт № 3"
SIGN = "Журнал не сходится с сохранённым концом"


def rehashed(change: str) -> None:
    """Somebody with the database writes other hashes into the links."""
    with without_triggers(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE journal_link SET hash = {change}")


@pytest.fixture
def days(school, time_machine_at):
    """Goes to the next day and keeps its head; the first head is met by nobody on the second day."""

    def next_day(number: int, *, more: bool = True) -> bool:
        time_machine_at(MONDAY + timedelta(days=number))
        if more:
            happen(number * 10, number * 10 + 2)
        return "differs" in head_of_the_day.keep_due(timezone.now(), profile.current())

    assert next_day(0) is False
    rehashed("UPPER(hash)")
    assert next_day(1, more=False) is True
    return next_day


def signed(client) -> tuple[bool, str]:
    """Whether the board tells of it, and what /healthz says."""
    on_board = any(str(each.title).startswith(SIGN) for each in health.signs())
    return on_board, client.get("/healthz").json()["journal"]["state"]


def test_the_head_of_the_next_day_does_not_end_the_doubt_and_the_true_chain_does(days, client):
    assert signed(client) == (True, "differs")
    assert days(2) is True  # the newest head was made of the changed chain, and is met
    assert signed(client) == (True, "differs")
    rehashed("LOWER(hash)")
    days(3)
    assert HeadDoubt.objects.get(head="head-2026-11-23.json").met_at is not None


def test_an_archivist_settles_it_with_a_reason_once_and_the_journal_keeps_it(days, client, school):
    archivist, doubt = client_of(school.archivist), HeadDoubt.objects.get()
    address = reverse("head_doubt", args=[doubt.pk])
    assert address in archivist.get(reverse("archive")).content.decode()
    assert client_of(school.office).get(address).status_code == 404
    empty = archivist.post(address, {"reason": " "})
    assert (empty.status_code, signed(client)) == (422, (True, "differs"))

    assert archivist.post(address, {"reason": REASON}).status_code == 302

    assert signed(client) == (False, "ok")
    told = Entry.objects.get(kind="head_doubt_settled")
    assert (told.subject, told.actor_id) == (doubt.head, school.archivist.pk) and json.loads(
        told.payload
    ) == {"reason": REASON}
    assert archivist.post(address, {"reason": "ещё раз"}).status_code == 404
    assert days(2) is False
