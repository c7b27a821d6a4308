"""The demo school has four record requests, each somewhere else, and loading twice adds none."""

from config.demo import load_demo
from records.models import Student
from tests.builders import a_school
from workflows.disclosure import demo
from workflows.disclosure.models import LedgerEntry, RecordRequest


def test_four_requests_stand_in_four_states(db):
    a_school()
    load_demo(letters=False)
    assert demo.load() == 4
    states = RecordRequest.objects.order_by("pk").values_list("state", flat=True)
    assert list(states) == ["identification", "preparation", "approval", "closed"]
    assert LedgerEntry.objects.get().student in {each.full_name for each in Student.objects.all()}
    assert demo.load() == 0
