"""Backups onto media that are fit, and media that are not; what a restored place holds."""

import errno
import json
import os
import shutil
from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from archive import backup, keys, media, restore
from archive.errors import BackupDamaged, KeyUnfit, PlaceNotEmpty
from archive.models import Backup
from journal.models import Entry
from storage import blobs
from storage.folder import Folder
from tests.archive.places import a_key, a_medium, backed_up, papers, restored

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def key(tmp_path):
    return a_key(tmp_path / "secret")


@pytest.fixture
def medium(tmp_path):
    return a_medium(tmp_path)


def files_of(folder):
    """Everything below a folder but the lock."""
    return sorted(
        str(each.relative_to(folder)) for each in folder.rglob("*") if each.is_file() and each.name != ".lock"
    )


def test_a_backup_is_known_and_journalled(medium, key):
    [made] = backed_up([medium], key)
    row = Backup.objects.get()
    assert (row.name, row.medium, row.manifest_sha256) == (made.name, str(medium), made.manifest_sha256)
    assert Entry.objects.filter(kind="backup", subject=made.name).exists()


def test_nothing_on_a_medium_can_be_read_or_recognised_without_the_key(tmp_path, key, medium):
    [sha256] = papers(1, "Тарасов Кирилл")
    backed_up([medium], key)
    everything = b"".join((medium / each).read_bytes() for each in files_of(medium))
    assert "Тарасов".encode() not in everything
    assert sha256.encode() not in everything and sha256 not in "".join(files_of(medium))
    assert keys.MARK.encode() not in everything
    other = keys.from_master(b"x" * 32)
    with pytest.raises(BackupDamaged), restored(medium, other, tmp_path / "new"):
        pass


def test_what_lies_on_the_medium_is_not_written_again(key, medium):
    papers(3)
    [first] = back_up_at(medium, key, 0)
    papers(1, "later")
    [second] = back_up_at(medium, key, 1)
    assert (first.reused, second.reused) == (0, 3)
    assert second.files == first.files + 1


def back_up_at(medium, key, hours):
    return backup.back_up([medium], key, datetime(2026, 11, 25, 10, tzinfo=UTC) + timedelta(hours=hours))


def test_a_blob_that_went_bad_on_the_medium_is_written_anew_for_earlier_backups_too(tmp_path, key, medium):
    [sha256] = papers(1)
    [first] = back_up_at(medium, key, 0)
    (medium / media.blob_path(sha256, key.names)).write_bytes(b"rust")
    [second] = back_up_at(medium, key, 1)
    assert second.reused == 0
    with restored(medium, key, tmp_path / "new") as (_, faults, _, _):
        assert faults == []
    restore.verify(media.chosen(medium, first.name), tmp_path / "plain", key)


def test_a_damaged_file_of_ours_is_named_and_the_rest_is_kept(key, medium):
    bad, *_ = papers(3)
    blobs.path(bad).write_bytes(b"rust")
    [made] = backed_up([medium], key)
    assert made.damaged == (bad,) and made.error == ""


@pytest.mark.parametrize("damage", ["changed", "missing", "signature", "manifest"])
def test_a_damaged_backup_is_refused_with_its_first_bad_file_and_nothing_is_touched(
    tmp_path, key, medium, damage
):
    [sha256] = papers(1)
    [made] = backed_up([medium], key)
    folder = medium / "backups" / made.name
    blob = medium / media.blob_path(sha256, key.names)
    bad = {
        "changed": blob,
        "missing": blob,
        "signature": folder / "manifest.sig",
        "manifest": folder / "manifest.sealed",
    }
    if damage == "missing":
        blob.unlink()
    else:
        data = bytearray(bad[damage].read_bytes())
        data[-1] ^= 1
        bad[damage].write_bytes(data)
    with pytest.raises(BackupDamaged) as refused, restored(medium, key, tmp_path / "new"):
        pass
    named = blob.relative_to(medium).as_posix() if bad[damage] == blob else f"{made.name}/manifest.sealed"
    assert refused.value.file == named
    assert files_of(tmp_path / "new") in ([], ["restored.sqlite3"])


def test_without_looking_first_a_damaged_backup_would_fill_half_a_place(tmp_path, key, medium, monkeypatch):
    papers(3)
    [made] = backed_up([medium], key)
    (medium / "backups" / made.name / "database.sealed").write_bytes(b"rust")
    monkeypatch.setattr(
        restore, "verify", lambda folder, plain, k: restore.manifest.open_signed(folder, plain, k)
    )
    with pytest.raises(BackupDamaged), restored(medium, key, tmp_path / "new"):
        pass
    assert len(files_of(tmp_path / "new" / "files")) == 3


def test_a_place_that_is_not_empty_is_left_alone(tmp_path, key, medium):
    papers(1)
    backed_up([medium], key)
    (tmp_path / "new" / "files").mkdir(parents=True)
    (tmp_path / "new" / "files" / "mine").write_text("mine")
    target = restore.Target(Folder(tmp_path / "new" / "files"), tmp_path / "new", None)
    with pytest.raises(PlaceNotEmpty):
        restore.restore(media.chosen(medium), key, target)
    assert files_of(tmp_path / "new") == ["files/mine"]


def test_a_missing_medium_is_said_and_does_not_hold_up_the_other(tmp_path, key, medium):
    gone, fit = backed_up([tmp_path / "not-mounted", medium], key)
    assert "is it mounted" in gone.error
    assert fit.error == "" and Backup.objects.count() == 1
    assert not (tmp_path / "not-mounted").exists()


def test_a_full_medium_is_said_before_work_starts(key, medium, monkeypatch):
    papers(1)
    monkeypatch.setattr(media.folder.shutil, "disk_usage", lambda path: shutil._ntuple_diskusage(10, 9, 1))
    [made] = backed_up([medium], key)
    assert "too full" in made.error and files_of(medium) == []


def test_a_medium_that_cannot_be_written_is_said(key, medium, monkeypatch):
    def read_only(self, data):
        raise OSError(errno.EROFS, os.strerror(errno.EROFS))

    monkeypatch.setattr("pathlib.Path.write_bytes", read_only)
    [made] = backed_up([medium], key)
    assert "cannot be written: Read-only" in made.error and files_of(medium) == []


def test_a_newer_backup_on_the_medium_is_said(key, medium):
    back_up_at(medium, key, 1)
    before = files_of(medium)
    [made] = back_up_at(medium, key, 0)
    assert "newer backup" in made.error and files_of(medium) == before


def test_a_disk_that_fills_half_way_leaves_nothing_half_written(tmp_path, key, medium, monkeypatch):
    papers(2)
    sealing, calls = backup.seal, []

    def full(source, target, k):
        calls.append(1)
        if len(calls) == 2:
            target.write(b"half")
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return sealing(source, target, k)

    monkeypatch.setattr(backup, "seal", full)
    [made] = backed_up([medium], key)
    assert "No space left" in made.error
    assert media.at(medium).names() == [] and len(files_of(medium)) == 1
    monkeypatch.undo()
    [again] = backup.back_up([medium], key, timezone.now())
    assert again.error == "" and again.reused == 1


def test_a_key_is_never_overwritten_and_never_lent(tmp_path):
    path = tmp_path / "k"
    keys.create(path)
    with pytest.raises(KeyUnfit):
        keys.create(path)
    path.chmod(0o644)
    with pytest.raises(KeyUnfit, match="others"):
        keys.read(str(path))


def test_the_command_answers_for_each_medium(settings, tmp_path, medium):
    keys.create(tmp_path / "k")
    settings.BACKUP_KEY_FILE, settings.BACKUP_MEDIA = (
        str(tmp_path / "k"),
        [str(medium), str(tmp_path / "gone")],
    )
    out = StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command("backup", stdout=out)
    told = [json.loads(line) for line in out.getvalue().splitlines()]
    assert ended.value.code == 1
    assert [bool(each["error"]) for each in told] == [False, True]


def test_without_a_key_or_a_medium_the_command_says_so(settings, tmp_path):
    settings.BACKUP_KEY_FILE = ""
    with pytest.raises(CommandError, match="BACKUP_KEY_FILE"):
        call_command("backup")


def test_the_restore_command_refuses_a_place_where_people_work(settings, tmp_path, medium):
    keys.create(tmp_path / "k")
    settings.BACKUP_KEY_FILE = str(tmp_path / "k")
    papers(1)
    call_command("backup", to=[str(medium)], stdout=StringIO())
    with pytest.raises(CommandError, match="PlaceNotEmpty"):
        call_command("restore", str(medium))
