"""A case from its opening to its close, and the paper of its decision."""

from collections.abc import Callable
from itertools import count
from typing import Any
from unittest import mock

from django.db import transaction
from django.template.loader import render_to_string

import journal
from benchmarks import baselines
from benchmarks.timing import side_by_side
from documents import making, numbering, pdf, sealing
from documents.models import Entry
from documents.printable import printable
from documents.sealing import pades
from organisation import profile
from organisation.models import User
from records.models import Programme, Student
from storage import blobs
from tests.crash.certificates import order
from tests.workflows.cases_in_bulk import opened, ready_for_decision
from workflows import catalogue
from workflows.cases import decisions, door
from workflows.credit.models import CreditApplication
from workflows.rewards import certificates


class Desk:
    """The people of the demo school who take part, and as many students as there are cases."""

    def __init__(self) -> None:
        self.programme = Programme.objects.order_by("pk").first()
        self.reviewer = User.objects.get(username="lapina")
        self.head = User.objects.get(username="zharkov")
        self.count = 0

    def student(self) -> Student:
        """Somebody without a mark in the unit."""
        self.count += 1
        return Student.objects.create(
            last_name="Северцев",
            first_name=f"Пётр {self.count}",
            birth_date="2013-04-11",
            programme=self.programme,
        )

    def ready(self) -> CreditApplication:
        """A case that waits for the head."""
        return ready_for_decision(self.student(), self.programme, self.reviewer)

    def whole_case(self, student: Student) -> CreditApplication:
        """The five steps of a complete case: each a move with its effects, letters, task and journal."""
        case = door.move(opened(student, self.programme), "accept", None)
        unit = self.programme.units.first()
        ruling = {"position": 1, "unit": unit.pk, "verdict": "credited", "choice_reason": "повтор"}
        case = door.move(case, "compare", self.reviewer, lines=[ruling])
        case = door.move(case, "submit", self.reviewer)
        case = decisions.act(case, "approve", self.head)
        return door.move(case, "close", None)


def started() -> None:
    """As config.wsgi starts a process: dictionaries, fonts and key are there before the first paper."""
    catalogue.prepare()
    pdf.warm_up()
    sealing.warm_up()


def without_paper(repeat: int) -> dict[str, Any]:
    """A complete case whose paper is drawn already, against bare viewflow and bare django-fsm with a journal row."""
    desk = Desk()
    sample = decisions.act(desk.ready(), "approve", desk.head)
    sha256 = Entry.objects.get(number=sample.decision_number).paper_sha256
    stored = making.Made(sha256, pages=2, size=blobs.size(sha256))
    students = [desk.student() for _ in range(repeat + 1)]
    with mock.patch.object(making, "make", lambda entry: stored):
        return side_by_side(
            lambda: desk.whole_case(students.pop()),
            {"viewflow": baselines.viewflow_case, "fsm_with_journal": baselines.fsm_case},
            repeat,
        )


def paper_issued(repeat: int) -> dict[str, Any]:
    """The papers' own door: a number reserved, the paper drawn, sealed, stored and committed, each with its journal.

    The snapshot is a decision's, so that the paper is the one of `letter_issued`, against the same libraries alone.
    """
    desk = Desk()
    started()
    sample = decisions.act(desk.ready(), "approve", desk.head)
    entry = Entry.objects.get(number=sample.decision_number)
    cases = (f"{entry.case_number}-{n}" for n in count(1))
    return side_by_side(lambda: issue_again(entry, next(cases), desk.head), bare(html_of(entry)), repeat)


def issue_again(earlier: Entry, case_number: str, actor: User) -> None:
    """One more paper of the same content, for another case."""
    with profile.held():
        ours = profile.current()
        key = earlier.register.key
        with transaction.atomic(durable=True):
            entry = numbering.reserve(
                key,
                ours.series[key],
                on=earlier.date,
                case_number=case_number,
                kind=earlier.kind,
                actor_id=actor.pk,
                action=earlier.action,
                snapshot=earlier.snapshot,
                of=case_number,
            )
            told = {"case": case_number, "action": entry.action}
            journal.append("number", entry.number, told, actor, rows=numbering.rows([entry]))
        made = making.make(entry)
        with transaction.atomic(durable=True):
            version = making.commit(entry, made)
            proof = {"sha256": made.sha256, "version": version.pk}
            journal.append("version", entry.number, proof, actor, rows=[version])


def letter_issued(repeat: int) -> dict[str, Any]:
    """A decision, reserved, drawn, sealed and committed, against WeasyPrint, without and with pyHanko, alone."""
    desk = Desk()
    started()
    ready = [desk.ready() for _ in range(repeat + 1)]
    sample = decisions.act(desk.ready(), "approve", desk.head)
    html = html_of(Entry.objects.get(number=sample.decision_number))
    figures = side_by_side(
        lambda: decisions.act(ready.pop(), "approve", desk.head),
        bare(html),
        repeat,
    )
    blob = blobs.get(Entry.objects.get(number=sample.decision_number).paper_sha256)
    return {**figures, "paper_bytes": len(blob), "weasyprint_bytes": len(baselines.paper(html, pdf.press()))}


def certificate_made(repeat: int) -> dict[str, Any]:
    """One certificate of a batch, claimed, drawn, sealed and committed, against the same libraries alone."""
    order(repeat + 2)
    started()
    waiting = list(Entry.objects.filter(kind="reward_certificate", status=Entry.Status.RESERVED))
    html = html_of(waiting[0])
    return side_by_side(
        lambda: certificates.finish(waiting.pop()),
        bare(html),
        repeat,
    )


def paper_sealed(repeat: int) -> dict[str, Any]:
    """The making alone: a decision's snapshot drawn, sealed and stored, against the same libraries alone."""
    desk = Desk()
    started()
    sample = decisions.act(desk.ready(), "approve", desk.head)
    entry = Entry.objects.get(number=sample.decision_number)
    return side_by_side(lambda: making.make(entry), bare(html_of(entry)), repeat)


def bare(html: str) -> dict[str, Callable[[], object]]:
    """The libraries alone on the same HTML, style sheet and key: drawing, and drawing and sealing."""
    signer = pades.prepare().signer
    return {
        "weasyprint": lambda: baselines.paper(html, pdf.press()),
        "weasyprint_and_pyhanko": lambda: baselines.sealed(html, pdf.press(), signer),
    }


def html_of(entry: Entry) -> str:
    """What making.draw gives to the press, as text."""
    snapshot = entry.snapshot
    template = making.TEMPLATES[snapshot["template"], snapshot["edition"]]
    about = {"number": entry.number, "date": snapshot["date"], "case_number": entry.case_number}
    about |= {"check": snapshot["check"]} if "check" in snapshot else {}
    title = f"{snapshot['title']} № {entry.number}"
    return printable(
        render_to_string(template.path, {**snapshot["data"], **about, "title": title, "draft": False})
    )
