"""The whole personal file as one package for the archive: papers, data, and a list of hashes that anybody can check.

`sha256sum -c manifest-sha256.txt` inside the unpacked folder proves that nothing was lost or changed.
"""

import hashlib
import json
import zipfile
from dataclasses import asdict
from io import BytesIO
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction
from django.forms.models import model_to_dict

import journal
from archive import destroyed
from archive.destroyed import Destroyed
from documents.filenames import clean
from organisation import profile
from organisation.models import User
from storage import blobs
from workflows.students.content import PersonalFile

MANIFEST = "manifest-sha256.txt"
# A key means nothing outside; learning conditions are for those whom rights.SUPPORTERS names.
LEFT_OUT = frozenset({"id", "special_conditions"})


def build(file: PersonalFile, by: User) -> bytes:
    """The package as ZIP bytes; its hash goes to the journal. blobs.BlobMissing or BlobDamaged name a lost paper."""
    contents, gone = {"data.json": _json(data(file))}, _destroyed(file)
    for number, each in enumerate(reversed(file.papers), 1):
        if each.version.pk in gone:
            continue
        contents[f"papers/{number:03} {clean(each.version.filename)}"] = blobs.get(each.version.sha256)
    contents[MANIFEST] = manifest(contents)
    made = zipped(contents)
    with transaction.atomic():
        digest = hashlib.sha256(made).hexdigest()
        payload = {"package": digest, "papers": len(file.papers)}
        journal.append("personal_file", f"student {file.student.pk}", payload, by)
    return made


def manifest(contents: dict[str, bytes]) -> bytes:
    """Hash and name of every file, as sha256sum reads it."""
    lines = (f"{hashlib.sha256(each).hexdigest()}  {name}\n" for name, each in contents.items())
    return "".join(lines).encode()


def zipped(contents: dict[str, bytes]) -> bytes:
    """The same contents give the same bytes: no clock goes into the archive."""
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, each in contents.items():
            archive.writestr(zipfile.ZipInfo(name), each, zipfile.ZIP_DEFLATED)
    return made.getvalue()


def data(file: PersonalFile) -> dict[str, Any]:
    """Everything but the papers, as plain data: one list for each section of the page."""
    student, gone = file.student, _destroyed(file)
    return {
        "student": row(student) | {"full_name": student.full_name},
        "representatives": [row(each) for each in file.representatives],
        "consents": [row(each) for each in file.consents],
        "enrolments": [row(each) | {"programme": each.programme.title} for each in file.enrolments],
        "results": [
            row(each) | {"programme": part.programme.title, "unit": unit.unit.title}
            for part in file.programmes
            for unit in part.units
            for each in (*unit.own, *unit.credited)
        ],
        "outcomes": [
            row(each) | {"unit": each.unit.title} for each in student.outcomes.select_related("unit")
        ],
        "plans": [
            row(plan) | {"lines": [row(each) | {"unit": each.unit.title} for each in plan.lines.all()]}
            for plan in file.plans
        ],
        "achievements": [row(each) for each in file.achievements],
        "rewards": [row(each) for each in file.rewards],
        "portfolio": [row(each) for each in file.portfolio],
        "cases": [
            {"number": each.number, "about": str(each.about)} for each in (*file.cases, *file.disclosures)
        ],
        "disclosures": [row(each) for each in file.ledger],
        "events": [{"at": each.at, "case": str(each.lead), "words": str(each.words)} for each in file.events],
        "papers": [
            {
                "title": each.title,
                "on": each.on,
                "sha256": each.version.sha256,
                "destroyed": asdict(gone[each.version.pk]) if each.version.pk in gone else None,
            }
            for each in file.papers
        ],
    }


def _destroyed(file: PersonalFile) -> dict[int, Destroyed]:
    """What an act took of the papers: it is named, and its bytes are not looked for."""
    return destroyed.of_versions(profile.current().tz, [each.version.pk for each in file.papers])


def row(instance: models.Model) -> dict[str, Any]:
    """The fields of one row, with keys of other rows left out: they mean nothing outside."""
    plain = [
        each.name
        for each in instance._meta.concrete_fields
        if not each.is_relation and not each.name.startswith("search_")
    ]
    found = model_to_dict(instance, fields=plain)
    return {name: found.get(name, getattr(instance, name)) for name in plain if name not in LEFT_OUT}


def _json(value: dict[str, Any]) -> bytes:
    text = json.dumps(value, ensure_ascii=False, indent=1, cls=DjangoJSONEncoder)
    return text.encode("utf-8", "backslashreplace")
