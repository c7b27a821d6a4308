"""/healthz answers 200 with the truth, also when the truth is bad."""

import pytest
from django.db import OperationalError, connection

from organisation import heartbeat


@pytest.mark.django_db
def test_all_is_well_while_worker_and_clock_beat(client):
    heartbeat.beat(heartbeat.WORKER)
    heartbeat.beat(heartbeat.CLOCK)
    answer = client.get("/healthz")
    assert answer.status_code == 200
    health = answer.json()
    assert {"database", "worker", "clock", "mail", "files", "disk"} < health.keys()
    assert health["files"] == {"state": "ok"}
    assert health["mail"] == {"state": "ok", "queued": 0, "alarming": 0}
    assert (health["worker"]["state"], health["clock"]["state"]) == ("ok", "ok")


@pytest.mark.django_db
def test_a_silent_worker_is_named(client):
    heartbeat.beat(heartbeat.CLOCK)
    health = client.get("/healthz").json()
    assert health["state"] == "attention"
    assert health["worker"] == {"state": "silent", "seen": None}


@pytest.mark.django_db
def test_a_lost_database_is_reported_and_not_an_error(client, monkeypatch):
    def refuse():
        raise OperationalError("the server closed the connection")

    monkeypatch.setattr(connection, "cursor", refuse)
    answer = client.get("/healthz")
    assert answer.status_code == 200
    assert answer.json()["database"]["state"] == "down"
    assert answer.json()["worker"]["state"] == "unknown"
    assert answer.json()["state"] == "attention"


@pytest.mark.django_db
def test_health_can_only_be_read(client):
    assert client.post("/healthz").status_code == 405
