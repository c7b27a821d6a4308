"""Snapshots of papers for tests: the committed examples, and the awkward ones that offices meet."""

import copy
import json
from pathlib import Path
from typing import Any

from documents.checking import address
from storage import blobs

FOLDER = Path(__file__).resolve().parents[2] / "fixtures" / "papers"

LONG_NAME = "Константинопольская-Преображенская Александра-Виктория Вячеславовна кызы"
LONG_TITLE = (
    "Введение в объектно-ориентированное программирование, тестирование и сопровождение распределённых "
    "информационных систем (углублённый курс для старших школьников, часть вторая)"
)
LONG_WORD = "рентгеноэлектрокардиографического" * 3
LOST = {"number": "301-г", "date": "2025-05-20", "reason": "подлинник утрачен"}
CORRECTION = {
    "version": 2,
    "on": "2026-11-28",
    "by": {"name": "Жарков Андрей Павлович", "short_name": "А. П. Жарков", "position": "директор"},
    "replaces": {"version": 1, "made_on": "2026-11-25", "sha256": "a1b2c3d4e5f60718"},
    "reason": "опечатка в имени обучающегося",
}
HOSTILE = '<script>alert(1)</script> {{ organisation }} {% now "Y" %} & <img src="http://127.0.0.1:9/x"> '
STRANGE = "Zoë Łukasz Әлия 山田太郎 🎓 علي a\u0301e\u0306 x\u200by\u202e \u2010\u2011 №½ ﬁ\ud800\x07"


def example(name: str = "credit_decision") -> dict[str, Any]:
    """A fresh copy of a committed example; the files whose pages it shows lie in the store."""
    snapshot = json.loads((FOLDER / f"{name}.example.json").read_text(encoding="utf-8"))
    if "sources" in snapshot:
        leaves()
    return snapshot


def leaves() -> dict[str, str]:
    """The committed files that papers show pages of, put into the store: their hashes by their names."""
    return {each.name: blobs.put(each.read_bytes()) for each in (FOLDER / "leaves").iterdir()}


def copy_of_a_scan() -> dict[str, Any]:
    """What came from outside is shown as a picture."""
    snapshot = example("certified_copy")
    snapshot["sources"][0].update(sha256=leaves()["scan.jpg"], own=False, name="справка.jpg")
    return snapshot


def examples() -> dict[str, dict[str, Any]]:
    """Every committed example by its name."""
    names = sorted(path.name.removesuffix(".example.json") for path in FOLDER.glob("*.example.json"))
    return {name: example(name) for name in names}


def decision(**data: Any) -> dict[str, Any]:
    """The example decision with parts of its data replaced."""
    snapshot = example()
    snapshot["data"].update(copy.deepcopy(data))
    return snapshot


def checked(snapshot: dict[str, Any]) -> dict[str, Any]:
    """The same paper with a code for checking, as its number would bring it."""
    return {**snapshot, "check": address("https://school.example/v/", "k3m9t0aw52qz7xyr")}


def duplicate_of_a_record() -> dict[str, Any]:
    """A certificate of study once more."""
    snapshot = example("study_certificate")
    snapshot["data"]["duplicate"] = LOST
    return snapshot


def refused() -> dict[str, Any]:
    """Nothing credited: no plan, one line has no course of ours beside it."""
    snapshot = decision(outcome="refused", outcome_words="Не засчитывать ни один из двух курсов.", plan=None)
    snapshot["data"]["lines"] = snapshot["data"]["lines"][2:4]
    for line in snapshot["data"]["lines"]:
        line.update(verdict="refused", assessment_until=None)
    snapshot["data"]["lines"][1].update(unit=None, name_test=None, hours_percent=None, topics_percent=None)
    snapshot["data"]["lines"][1].update(topics_matched=None, topics_total=None)
    snapshot["data"].update(next_steps=[], executor=None)
    return snapshot


def one_line() -> dict[str, Any]:
    """The smallest packet."""
    snapshot = decision(outcome="approved", outcome_words="Зачесть курс полностью.", next_steps=[])
    snapshot["data"]["lines"] = snapshot["data"]["lines"][:1]
    return snapshot


def forty_lines() -> dict[str, Any]:
    """Forty long lines, long words, long names, and a plan of forty units."""
    snapshot = decision()
    data = snapshot["data"]
    pattern = data["lines"]
    data["lines"] = [{**copy.deepcopy(pattern[n % 4]), "n": n + 1} for n in range(40)]
    for line in data["lines"][::3]:
        line["claimed"]["title"] = LONG_TITLE
        line["unit"] = {"title": LONG_WORD, "hours": 1200}
        line["reason_words"] = f"{LONG_TITLE}; {LONG_WORD}"
    data["plan"]["lines"] = [{**data["plan"]["lines"][n % 5], "title": LONG_TITLE} for n in range(40)]
    data["student"]["full_name"] = data["addressee"]["name_dative"] = LONG_NAME
    data["addressee"]["email"] = (
        "konstantinopolskaya-preobrazhenskaya.alexandra.viktoria@very-long-domain.example"
    )
    data["organisation"]["name"] = f"Общеобразовательное учреждение «{LONG_TITLE}»"
    return snapshot


def hostile() -> dict[str, Any]:
    """Markup, template code and letters of the whole world, in every string that a stranger can type."""
    snapshot = decision()
    data = snapshot["data"]
    for line in data["lines"]:
        line["claimed"].update(title=HOSTILE + STRANGE, form=HOSTILE, result=STRANGE, where=HOSTILE)
        line["reason_words"] = STRANGE
    data["student"]["full_name"] = data["addressee"]["name_dative"] = STRANGE
    data["next_steps"] = [HOSTILE, STRANGE]
    return snapshot


def a_certificate(**data: Any) -> dict[str, Any]:
    """The example certificate with parts of its data replaced."""
    snapshot = example("reward_certificate")
    snapshot["data"].update(copy.deepcopy(data))
    return snapshot


def awkward() -> dict[str, dict[str, Any]]:
    """The variants by name; every one must be a sound paper."""
    return {
        "refused": refused(),
        "one_line": one_line(),
        "forty_lines": forty_lines(),
        "hostile": hostile(),
        "by_hand": decision(signing="hand"),
        "by_signature": decision(signing="qualified"),
        "replaces": decision(
            supersedes={"number": "118-зч/Р", "date": "2026-11-25"}, notes=["Опечатка исправлена."]
        ),
        "corrected": decision(correction=CORRECTION),
        "corrected_certificate": a_certificate(correction=CORRECTION),
        "copy_of_a_scan": copy_of_a_scan(),
        "duplicate": a_certificate(duplicate=LOST),
        "duplicate_of_a_record": duplicate_of_a_record(),
        "certificate_of_the_longest_name": a_certificate(name=LONG_NAME, ground=LONG_TITLE, signing="system"),
        "certificate_in_strange_letters": a_certificate(name=STRANGE, ground=HOSTILE + STRANGE),
    }
