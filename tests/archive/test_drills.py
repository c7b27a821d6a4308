"""A drill restores both media on trial and reports on a numbered paper."""

import json
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone
from pypdf import PdfReader

from archive import drills, keys, media
from archive.models import Drill
from documents.models import Document
from documents.models import Entry as RegisterEntry
from storage import blobs
from tests.archive.places import a_key, a_medium, backed_up, papers
from workflows import ticking

pytestmark = pytest.mark.django_db


def text_of(document):
    return " ".join(page.extract_text() for page in PdfReader(blobs.path(document.latest.sha256)).pages)


def test_a_drill_of_both_media_issues_a_report(school, tmp_path):
    key, red, blue = a_key(tmp_path), a_medium(tmp_path, "red"), a_medium(tmp_path, "blue")
    papers(2)
    backed_up([red, blue], key)
    made, findings = drills.drill([red, blue], key, timezone.now(), school.profile, school.archivist)
    assert [each.faults for each in findings] == [(), ()] and made.whole
    report = Document.objects.get(kind="restore_drill")
    assert made.entry.number == "1-вк" and "1-вк" in report.title
    told = text_of(report)
    assert "Копии целы" in told and str(red) in told.replace("\n", "").replace(" ", "") and "Горин" in told
    assert list(tmp_path.glob(".drill-*")) == []


def test_a_bad_medium_is_named_on_the_report_and_the_other_is_looked_at(school, tmp_path):
    key, red, blue = a_key(tmp_path), a_medium(tmp_path, "red"), a_medium(tmp_path, "blue")
    [sha256] = papers(1)
    backed_up([red, blue], key)
    (red / media.blob_path(sha256, key.names)).write_bytes(b"rust")
    made, (first, second) = drills.drill([red, blue], key, timezone.now(), school.profile, None)
    assert not made.whole and second.faults == ()
    assert "its bytes were changed" in first.faults[0]
    assert "Не все копии целы" in text_of(Document.objects.get(kind="restore_drill"))


@pytest.mark.once
def test_a_report_whose_maker_died_is_made_by_the_beat(school, tmp_path, monkeypatch):
    monkeypatch.setattr("archive.issuing.issue", lambda *_: False)
    drills.drill([a_medium(tmp_path)], a_key(tmp_path), timezone.now(), school.profile, None)
    monkeypatch.undo()
    RegisterEntry.objects.update(locked_until=timezone.now())
    assert ticking.beat()["archive"]["reports"] == 1
    assert Document.objects.filter(kind="restore_drill").count() == 1
    assert RegisterEntry.objects.get().status == "issued"


@pytest.mark.once
def test_the_command_says_what_each_medium_gave_back(school, settings, tmp_path):
    keys.create(tmp_path / "k")
    settings.BACKUP_KEY_FILE, settings.BACKUP_MEDIA = str(tmp_path / "k"), [str(a_medium(tmp_path))]
    out = StringIO()
    with pytest.raises(SystemExit):
        call_command("restore_drill", stdout=out)
    assert "holds no such backup" in json.loads(out.getvalue())["media"][0]["faults"][0]
    call_command("backup", stdout=StringIO())
    out = StringIO()
    call_command("restore_drill", stdout=out)
    assert json.loads(out.getvalue())["whole"] is True
    assert Drill.objects.count() == 2
