"""Background processes say that they live."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from organisation import heartbeat

pytestmark = pytest.mark.django_db


def test_a_process_never_seen_is_not_alive():
    assert heartbeat.last("worker") is None
    assert not heartbeat.alive("worker")


def test_a_process_is_alive_until_its_beats_stop():
    start = datetime(2026, 11, 25, 9, tzinfo=UTC)
    with time_machine.travel(start, tick=False) as clock:
        heartbeat.beat("worker")
        clock.shift(timedelta(minutes=3))
        assert heartbeat.alive("worker")
        clock.shift(timedelta(seconds=1))
        assert not heartbeat.alive("worker")
        heartbeat.beat("worker")
        assert heartbeat.alive("worker")
