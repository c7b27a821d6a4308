"""A batch of decisions in processes of their own.

`python -m tests.workflows.batch prepare COUNT` puts cases on the head's desk of the demo school;
`python -m tests.workflows.batch decide PART OF` approves every one whose key leaves PART when divided by OF.
"""

import sys

import django

django.setup()

from organisation.models import User  # noqa: E402 — needs the apps
from records.models import Programme, Student  # noqa: E402 — needs the apps
from tests.workflows.cases_in_bulk import ready_for_decision  # noqa: E402 — needs the apps
from workflows.cases import decisions  # noqa: E402 — needs the apps
from workflows.credit.models import CreditApplication  # noqa: E402 — needs the apps


def prepare(count: int) -> None:
    """As many students, each with one case."""
    programme = Programme.objects.order_by("pk").first()
    reviewer = User.objects.get(username="lapina")
    for serial in range(count):
        student = Student.objects.create(
            last_name=f"Северцев{serial}", first_name="Пётр", birth_date="2013-04-11", programme=programme
        )
        ready_for_decision(student, programme, reviewer)


def decide(part: int, of: int) -> None:
    """What a director who decides a packet causes, in one of several workers."""
    head = User.objects.get(username="zharkov")
    for case in CreditApplication.objects.filter(state="decision").order_by("pk"):
        if case.pk % of == part:
            decisions.act(case, "approve", head, version=case.version)


if __name__ == "__main__":
    {"prepare": prepare, "decide": decide}[sys.argv[1]](*map(int, sys.argv[2:]))
