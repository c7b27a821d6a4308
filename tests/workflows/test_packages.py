"""Packages for an archive: a reader without our program finds everything that was done to one."""

import hashlib
import io
import json
import os
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import transaction
from django.utils import timezone

import journal
from archive.packages import verify
from documents.sealing import keys
from journal.models import Entry
from organisation.roles import Role
from storage import blobs
from tests.builders import a_student, a_user
from tests.documents.snapshots import example
from tests.documents.verification import attacks
from tests.documents.verification.test_known import issue

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def autumn():
    """The year of which the papers are."""
    with time_machine.travel(datetime(2026, 11, 25, 12, tzinfo=UTC)):
        yield


def verified(folder: Path, *arguments: str, path: str = "") -> dict:
    """What the package's own verifier says, run without our code, other libraries or an environment."""
    done = subprocess.run(
        [sys.executable, "-I", "-S", str(folder / "verify.py"), *arguments],
        env={"PATH": path} if path else {},
        capture_output=True,
    )
    said = json.loads(done.stdout)
    assert done.returncode == (0 if said["whole"] else 1), done.stderr
    return said


def packed(to: Path, *which: object) -> Path:
    out = io.StringIO()
    call_command("archive", "package", str(to), *map(str, which), "--as", "keeper", stdout=out)
    return Path(json.loads(out.getvalue())["folder"])


def happen(number: str) -> None:
    with transaction.atomic():
        journal.append("step", number, {"to": "decision"})


@pytest.fixture
def fresh(school, tmp_path) -> Path:
    """The package of a year with two issued papers and some steps, beside the database that it was made from."""
    a_user(Role.ARCHIVIST, username="keeper")
    for number in range(1, 5):
        happen(f"{number}-зч")
    for version in (issue(), issue({**example(), "title": "Решение второе"})):
        with transaction.atomic():
            journal.append("version", version.entry.number, {"sha256": version.sha256, "version": version.pk})
    return packed(tmp_path, "--year", timezone.now().year)


@pytest.fixture(scope="module")
def kept(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("kept")


@pytest.fixture
def year(request, kept, tmp_path) -> Path:
    """A copy of such a package, made once: drawing and sealing takes seconds. The seal's fingerprint lies beside it."""
    if not (kept / "package").exists():
        made = request.getfixturevalue("fresh")
        (kept / "seal").write_text(keys.current().fingerprint)
        shutil.copytree(made, kept / "package")
    return shutil.copytree(kept / "package", tmp_path / "copy")


@pytest.fixture
def our_seal(year, kept) -> list[str]:
    return ["--seal", (kept / "seal").read_text()]


def faults(folder: Path, *arguments: str, path: str = "") -> set[str]:
    return {each["what"] for each in verified(folder, *arguments, path=path)["faults"]}


def rewrite_manifests(folder: Path) -> None:
    """As somebody who knows what a BagIt manifest is would do after a change."""
    sums = {
        each.relative_to(folder).as_posix(): hashlib.sha256(each.read_bytes()).hexdigest()
        for each in sorted((folder / "data").rglob("*"))
        if each.is_file()
    }
    (folder / "manifest-sha256.txt").write_text("".join(f"{sha}  {name}\n" for name, sha in sums.items()))
    tags = ("bagit.txt", "bag-info.txt", "manifest-sha256.txt", "verify.py")
    lines = (f"{hashlib.sha256((folder / each).read_bytes()).hexdigest()}  {each}\n" for each in tags)
    (folder / "tagmanifest-sha256.txt").write_text("".join(lines))


def edit_lines(folder: Path, name: str, change) -> None:
    path = folder / "data" / name
    lines = path.read_text().splitlines(keepends=True)
    change(lines)
    path.write_text("".join(lines))
    rewrite_manifests(folder)


def shard(folder: Path) -> str:
    return f"journal/{next((folder / 'data/journal').glob('*')).name}"


def papers(folder: Path) -> list[Path]:
    return sorted((folder / "data/papers").iterdir())


def test_an_untouched_package_is_whole_and_says_what_it_did_not_check(fresh):
    year = fresh
    said = verified(year)
    assert said["whole"] and said["faults"] == []
    assert (said["papers"], said["links"]) == (2, Entry.objects.exclude(kind="package").count())
    assert said["seals"] == said["head_signature"] == said["heads"] == "not checked"
    assert len(said["not_proven"]) == 4 and "comes from the school" in said["not_proven"][0]
    assert Entry.objects.get(kind="package").payload.count(
        hashlib.sha256((year / "manifest-sha256.txt").read_bytes()).hexdigest()
    )
    rewrite_manifests(year)
    assert verified(year)["whole"]


def test_seals_and_the_signature_of_the_head_are_checked_by_openssl(year, our_seal):
    key = json.loads((year / "data/head.json").read_text())["public_key"]
    known = ["--key", key, *our_seal]
    said = verified(year, *known, path=os.environ["PATH"])
    assert said["whole"], said["faults"]
    assert said["seals"] == said["head_signature"] == "checked" and len(said["not_proven"]) == 1
    assert faults(year, "--seal", "0" * 64, path=os.environ["PATH"]) == {"foreign_seal"}
    assert faults(year, "--key", "0" * 64, path=os.environ["PATH"]) == {"head_not_signed"}


def test_an_attacked_paper_is_named_by_its_hash(year):
    paper = papers(year)[0]
    content, name = paper.read_bytes(), f"data/papers/{paper.name}"
    for attack in (
        attacks.one_byte_of_the_page,
        attacks.one_space_appended,
        attacks.the_seal_of_another_paper,
    ):
        paper.write_bytes(attack(content))
        found = verified(year)["faults"]
        assert {"what": "changed_file", "where": name} in found, attack
        assert {"what": "not_the_paper", "where": name} in found, attack
    paper.write_bytes(content)
    assert verified(year)["whole"]


BY_THE_SEAL = {
    attacks.one_byte_of_the_page: "seal_broken",
    attacks.one_digit_of_the_signature: "seal_broken",
    attacks.a_page_added: "bytes_behind_the_seal",
    attacks.junk_appended: "bytes_behind_the_seal",
    attacks.another_title: "bytes_behind_the_seal",
    attacks.the_seal_stripped: "seal_missing",
    attacks.the_end_cut_off: "bytes_behind_the_seal",
    attacks.stripped_and_sealed_by_another: "foreign_seal",
    attacks.sealed_by_another_of_the_same_name: "foreign_seal",
    attacks.sealed_by_another_with_our_certificate_in_front: "foreign_seal",
    attacks.something_in_the_room_of_the_signature: "seal_broken",
    attacks.the_seal_of_another_paper: "seal_broken",
}


def test_attacks_are_found_by_the_seal_where_every_list_was_written_anew(year, our_seal):
    paper, listed = papers(year)[0], year / "data/papers.jsonl"
    content, lines = paper.read_bytes(), listed.read_text()
    before = hashlib.sha256(content).hexdigest()
    for attack, fault in BY_THE_SEAL.items():
        paper.write_bytes(attack(content))
        listed.write_text(lines.replace(before, hashlib.sha256(paper.read_bytes()).hexdigest()))
        rewrite_manifests(year)
        found = verified(year, *our_seal, path=os.environ["PATH"])["faults"]
        assert found[0]["what"] == "paper_not_listed", attack
        assert [each["what"] for each in found[1:]] == [fault], attack


def test_two_swapped_papers_are_both_named(year):
    one, other = papers(year)
    first, second = one.read_bytes(), other.read_bytes()
    one.write_bytes(second)
    other.write_bytes(first)
    rewrite_manifests(year)
    assert [each["what"] for each in verified(year)["faults"]] == ["not_the_paper", "not_the_paper"]


def test_missing_and_strange_files_are_named(year):
    papers(year)[0].unlink()
    (year / "data/papers/a remark.txt").write_text("x")
    assert {"missing_file", "strange_file"} <= faults(year)
    (year / "data/head.json").unlink()
    assert "unreadable" in faults(year)


def test_a_line_of_the_journal_changed_deleted_or_moved_is_named(year):
    untouched = (year / "data" / shard(year)).read_text()

    def found_after(change) -> list[dict]:
        edit_lines(year, shard(year), change)
        found = verified(year)["faults"]
        (year / "data" / shard(year)).write_text(untouched)
        return found

    def swap(lines):
        lines[1], lines[2] = lines[2], lines[1]

    where = f"data/{shard(year)}, line 2"
    assert found_after(lambda lines: lines.pop(1))[0] == {"what": "broken_chain", "where": where}
    assert found_after(swap)[0] == {"what": "broken_chain", "where": where}
    assert found_after(lambda lines: lines.pop())[0]["what"] == "shorter_than_head"
    changed = found_after(lambda lines: lines.__setitem__(1, lines[1].replace("decision", "refused")))
    assert changed == [{"what": "changed_entry", "where": where}]
    assert found_after(lambda lines: None) == []


def test_a_journal_written_anew_with_its_head_is_found_by_a_head_kept_elsewhere(year, tmp_path):
    kept = tmp_path / "kept.json"
    kept.write_bytes((year / "data/head.json").read_bytes())
    assert verified(year, "--head", str(kept))["heads"] == 1
    head = json.loads(kept.read_text())
    links, previous = [], "0" * 64
    number = head["years"][0]["year"]
    for position, line in enumerate((year / "data" / shard(year)).read_text().splitlines(), 1):
        told = json.loads(line)[1] | ({"subject": "99-зч"} if position == 2 else {})
        names = ("entry", "at", "actor", "kind", "subject", "commitment")
        leaf = hashlib.sha256(json.dumps([told[each] for each in names], separators=(",", ":")).encode())
        text = json.dumps([number, position, previous, leaf.hexdigest()], separators=(",", ":"))
        previous = hashlib.sha256(text.encode()).hexdigest()
        links.append(json.dumps([previous, told]) + "\n")
    (year / "data" / shard(year)).write_text("".join(links))
    head["years"][0] |= {"count": len(links), "hash": previous}
    (year / "data/head.json").write_text(json.dumps(head))
    rewrite_manifests(year)
    assert verified(year)["whole"]
    assert faults(year, "--head", str(kept)) == {"not_the_head"}
    assert faults(year, "--key", head["public_key"], path=os.environ["PATH"]) == {"head_not_signed"}


def test_lines_of_a_register_in_another_order_are_named(year):
    edit_lines(year, "register.jsonl", lambda lines: lines.reverse())
    assert faults(year) == {"register_order"}


def test_a_paper_whose_bytes_are_gone_is_named_and_its_row_stays(fresh, tmp_path):
    sha256 = json.loads((fresh / "data/papers.jsonl").read_text().splitlines()[0])["sha256"]
    blobs.path(sha256).unlink()
    said = verified(packed(tmp_path / "again", "--year", timezone.now().year))
    assert said["whole"] and [each["why"] for each in said["absent"]] == ["missing"]
    assert said["absent"][0]["sha256"] == sha256


def test_the_package_of_a_student_tells_nothing_of_others(school, tmp_path):
    a_user(Role.ARCHIVIST, username="keeper")
    student = a_student("Орехов Лев Ильич")
    happen("77-зч")
    with transaction.atomic():
        journal.append("achievement", f"student {student.pk}", {"achievement": 5})
    folder = packed(tmp_path, "--student", student.pk)
    assert verified(folder)["whole"]
    text = "".join(each.read_text() for each in folder.rglob("*.json*"))
    assert "Орехов" in text and f"student {student.pk}" in text
    assert "77-зч" not in text


def test_a_package_is_never_written_over_and_only_by_who_keeps_the_archive(school, tmp_path):
    a_user(Role.ARCHIVIST, username="keeper")
    packed(tmp_path, "--year", timezone.now().year)
    with pytest.raises(CommandError, match="never written over"):
        packed(tmp_path, "--year", timezone.now().year)
    a_user(Role.TEACHER, username="teacher")
    with pytest.raises(CommandError, match="nobody who may archive"):
        call_command("archive", "package", str(tmp_path), "--year", "2026", "--as", "teacher")
    assert not list(tmp_path.glob(".coming-*"))


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--head", "head-2026-11-28.json"], "there is no file head-2026-11-28.json"),
        (["--key", "PUBLIC_KEY"], "'PUBLIC_KEY' is not a value of 64 signs"),
        (["--seal", "FINGERPRINT"], "'FINGERPRINT' is not a value of 64 signs"),
    ],
)
def test_what_was_copied_from_the_document_with_its_gaps_is_answered_in_words(arguments, words):
    done = subprocess.run(
        [sys.executable, "-I", "-S", verify.__file__, *arguments], capture_output=True, text=True
    )
    assert done.returncode == 2 and words in done.stderr and "Traceback" not in done.stderr
