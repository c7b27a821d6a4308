"""A backup while four writers work: the restored copy is consistent."""

import pytest
from django.db import connections

from archive import backup, wholeness
from archive.databases import copy as copy_database
from documents.models import Version
from journal import seal
from journal.models import Entry
from storage import blobs
from tests.archive.places import a_key, a_medium, backed_up, papers, restored
from tests.archive.writers import at_work

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_backup_comes_back_whole_with_every_row_and_file(tmp_path):
    key, medium = a_key(tmp_path / "secret"), a_medium(tmp_path)
    hashes = papers(5)
    (tmp_path / "secret_key").write_text("of this place")
    [made] = backed_up([medium], key)
    assert made.error == "" and made.damaged == () and made.written == made.size
    with restored(medium, key, tmp_path / "new") as (came, faults, alias, files):
        assert faults == []
        assert came.tables["documents_version"] == 5
        assert [files.path(each).read_bytes() for each in hashes] == [blobs.get(each) for each in hashes]
        assert set(Version.objects.using(alias).values_list("sha256", flat=True)) == set(hashes)
        assert (tmp_path / "new" / "private" / "secret_key").read_text() == "of this place"


def test_a_backup_beside_four_writers_restores_to_a_consistent_place(tmp_path):
    key, medium = a_key(tmp_path), a_medium(tmp_path)
    with at_work():
        seal.link_new()
        [made] = backed_up([medium], key)
    assert made.error == "" and made.damaged == ()
    with restored(medium, key, tmp_path / "new") as (came, faults, alias, _):
        assert faults == []
        assert 20 <= came.tables["documents_version"] < Version.objects.count() + 1
        assert came.tables["documents_version"] == Entry.objects.using(alias).filter(kind="stored").count()


def test_a_slow_medium_holds_up_nobody(tmp_path, monkeypatch):
    """While a file is on its way to the medium, another process stores a paper and goes on."""
    key, medium = a_key(tmp_path), a_medium(tmp_path)
    papers(2)
    sealing, stored = backup.seal, []

    def slow(source, target, key):
        if not stored:
            with at_work(1, 1):
                stored.append(Version.objects.count())
        return sealing(source, target, key)

    monkeypatch.setattr(backup, "seal", slow)
    [made] = backed_up([medium], key)
    assert made.error == "" and stored[0] >= 3
    with restored(medium, key, tmp_path / "new") as (came, faults, _, _):
        assert faults == [] and came.tables["documents_version"] == 2


def test_files_taken_before_the_database_would_be_missed(tmp_path, monkeypatch):
    """The control: in the wrong order, a paper stored in between has its row in the copy and no file."""
    key, medium = a_key(tmp_path), a_medium(tmp_path)
    before = list(blobs.every())

    def database_last(folder):
        with at_work(1, 1):
            pass
        return copy_database(folder)

    monkeypatch.setattr(backup, "copy", database_last)
    monkeypatch.setattr(backup.blobs, "every", lambda: iter(before))
    backed_up([medium], key)
    with restored(medium, key, tmp_path / "new") as (_, faults, _, _):
        assert any("is missing" in each for each in faults)


def test_a_broken_chain_in_a_copy_is_named(tmp_path):
    key, medium = a_key(tmp_path), a_medium(tmp_path)
    with at_work(1, 3):
        pass
    seal.link_new()
    backed_up([medium], key)
    with restored(medium, key, tmp_path / "new") as (came, _, alias, files):
        with connections[alias].cursor() as cursor:
            lift = (
                "DROP TRIGGER journal_entry_no_update"
                if connections[alias].vendor == "sqlite"
                else ("ALTER TABLE journal_entry DISABLE TRIGGER USER")
            )
            cursor.execute(lift)
            cursor.execute("UPDATE journal_entry SET subject = 'forged' WHERE subject = '0/1'")
        faults = list(wholeness.faults(alias, files, came.tables))
        assert len(faults) == 1 and "changed_entry" in faults[0]
