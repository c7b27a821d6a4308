"""From a reserved number to an issued version: made from the snapshot alone, committed once."""

import io
import json
from datetime import UTC, date, datetime

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from pypdf import PdfReader

from documents import making, numbering
from documents.models import Document, Entry, Version
from documents.sealing import keys
from documents.verification import known
from organisation.profile import Series
from storage import blobs
from tests.documents.snapshots import decision, example


def reserve(snapshot: dict, on: date = date(2026, 11, 25)) -> Entry:
    """The number of an example decision; the number and date of the example are dropped first."""
    bare = {key: value for key, value in snapshot.items() if key not in ("number", "date")}
    with transaction.atomic():
        return numbering.reserve(
            "decision",
            Series("{of}/Р"),
            on=on,
            case_number="118-зч",
            kind="credit_decision",
            actor_id=None,
            action="approve_partly",
            snapshot=bare,
            of="118-зч",
        )


def test_the_paper_is_made_from_the_snapshot_and_no_database(db):
    entry = Entry.objects.get(pk=reserve(example()).pk)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        made = making.make(entry)
    assert len(queries) == 0
    assert "118-зч/Р" in PdfReader(io.BytesIO(blobs.get(made.sha256))).pages[0].extract_text()


def test_making_twice_gives_the_same_paper_under_another_seal(db):
    entry = reserve(example())
    twice = [blobs.get(making.make(Entry.objects.get(pk=entry.pk)).sha256) for _ in range(2)]
    rendered = making.draw(entry.snapshot).content
    assert twice[0] != twice[1] and all(each.startswith(rendered) for each in twice)


def test_the_version_is_sealed_and_a_draft_is_not(db):
    entry = reserve(example())
    version = making.commit(entry, making.make(entry))
    assert known.verify(blobs.get(version.sha256)).judgement.fingerprint == keys.current().fingerprint
    assert known.judge(making.preview(example())).finding == "seal_missing"


def test_the_committed_version_is_the_stored_file(db):
    entry = reserve(example())
    made = making.make(entry)
    version = making.commit(entry, made)
    stored = blobs.get(made.sha256)
    assert (version.number, version.size, version.pages, version.status) == (1, len(stored), 2, "issued")
    assert version.filename == "Решение № 118-зч-Р от 25.11.2026.pdf"
    assert version.document.title == "Решение о зачёте результатов обучения № 118-зч/Р"
    entry.refresh_from_db()
    assert (entry.status, entry.paper_sha256) == ("issued", made.sha256)


def test_a_decision_is_committed_once(db):
    entry = reserve(example())
    made = making.make(entry)
    making.commit(entry, made)
    with pytest.raises(numbering.NotReserved), transaction.atomic():
        making.commit(Entry.objects.get(pk=entry.pk), made)
    assert (Document.objects.count(), Version.objects.count()) == (1, 1)


def test_a_paper_to_be_signed_by_hand_is_not_in_force_yet(db):
    entry = reserve(decision(signing="hand"))
    assert making.commit(entry, making.make(entry)).status == "reserved"


def test_the_next_version_supersedes_the_first(db):
    entry = reserve(example())
    first = making.commit(entry, making.make(entry))
    again = reserve(decision(supersedes={"number": "118-зч/Р", "date": "2026-11-25"}))
    second = making.commit(again, making.make(again), document=first.document)
    assert (second.number, second.entry.number) == (2, "118-зч/Р-2")
    assert (first.status, second.status) == ("superseded", "issued")
    assert first.document.latest == second


def test_the_data_inside_is_the_data_of_the_snapshot(db):
    entry = reserve(example())
    reader = PdfReader(io.BytesIO(making.draw(entry.snapshot).content))
    inside = json.loads(reader.attachments["decision.json"][0])
    assert inside == {**example()["data"], "number": "118-зч/Р", "date": "2026-11-25"}


def test_what_the_workflow_keeps_for_itself_does_not_leave_with_the_paper():
    snapshot = {**example(), "decision": {"note": "between-us"}}
    reader = PdfReader(io.BytesIO(making.draw(snapshot).content))
    assert b"between-us" not in reader.attachments["decision.json"][0]


@pytest.mark.parametrize("lost", ["template", "title", "data", "made_at"])
def test_a_snapshot_without_its_parts_is_never_printable(lost):
    snapshot = example()
    del snapshot[lost]
    with pytest.raises(making.NeverPrintable):
        making.draw(snapshot)


def test_an_unknown_edition_is_never_printable():
    with pytest.raises(making.NeverPrintable):
        making.draw({**example(), "edition": 99})


def test_a_preview_has_no_number_and_says_draft():
    snapshot = {key: value for key, value in example().items() if key not in ("number", "date")}
    text = PdfReader(io.BytesIO(making.preview(snapshot))).pages[0].extract_text()
    assert "ЧЕРНОВИК" in text and "будет присвоен" in text and "118-зч/Р" not in text
    assert "Решение принято в информационной системе" not in text


def test_an_issued_paper_does_not_say_draft():
    assert "ЧЕРНОВИК" not in PdfReader(io.BytesIO(making.draw(example()).content)).pages[0].extract_text()


def text_of(snapshot: dict) -> str:
    """What the pages say."""
    return "\n".join(
        page.extract_text() for page in PdfReader(io.BytesIO(making.draw(snapshot).content)).pages
    )


def test_no_mark_of_a_signature_that_is_not_there():
    by_system = text_of(example())
    by_hand = text_of(decision(signing="hand"))
    assert "Решение принято в информационной системе" in by_system and "одписано" not in by_system
    assert "А. П. Жарков" in by_hand and "15:01" not in by_hand and "одписано" not in by_hand


def test_file_names_say_what_the_paper_is():
    assert making.file_name({"title": "Заявление", "number": "", "date": None}) == "Заявление.pdf"
    assert len(making.file_name({**example(), "filename": "Решение " * 30})) <= 90


def test_the_moment_of_the_act_is_the_date_of_the_file():
    reader = PdfReader(io.BytesIO(making.draw(example()).content))
    assert reader.metadata.creation_date == datetime(2026, 11, 25, 12, 1, tzinfo=UTC)
