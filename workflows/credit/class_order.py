"""The one order for a class whose cases were made from one comparison: what is credited to whom, in an annex."""

from typing import Any

from documents.models import Version
from documents.names import decline
from organisation import profile
from organisation.models import User
from workflows.cases import papers, signing
from workflows.cases.door import Invalid
from workflows.credit import rules
from workflows.credit.models import CreditApplication, State


def ready(lead: CreditApplication) -> list[CreditApplication]:
    """The cases of a class that wait for the head, the first one among them, by the students' names."""
    cases = CreditApplication.objects.filter(state=State.DECISION)
    found = cases.filter(pk=lead.pk) | cases.filter(class_of=lead)
    return list(
        found.select_related("student").prefetch_related("lines__unit").order_by("student__last_name", "pk")
    )


def packet(lead: CreditApplication) -> list[Version]:
    """The order in its newest version; empty while there is none."""
    return signing.packet(lead.class_order, lead.number) if lead.class_order else []


def waiting(lead: CreditApplication) -> list[Version]:
    """The order while it is made and not yet signed."""
    return [each for each in packet(lead) if signing.awaits_signature(each)]


def snapshot(lead: CreditApplication, actor: User | None) -> dict[str, Any]:
    """The order frozen when its number is reserved. Invalid: nothing is proposed for credit."""
    compared = [case for case in ready(lead) if case.compared_at is not None]
    rows = [row for case in compared if (row := _row(case))]
    if not rows:
        raise Invalid({"class": "class_empty"})
    for n, row in enumerate(rows, start=1):
        row["n"] = n
    where = f" в организации {lead.earlier_school}" if lead.earlier_school else ""
    ours = profile.current()
    data = {
        "heading": "О зачёте результатов обучения и переводе на индивидуальные учебные планы",
        "preamble": f"По заявлениям, сопоставленным по делу № {lead.number}, программа «{_programme(lead)}»",
        "points": [
            f"Зачесть обучающимся по списку (приложение) результаты обучения{where} как промежуточную аттестацию.",
            "Перевести их на обучение по индивидуальным учебным планам, приложенным к решениям по их делам.",
            "Контроль за исполнением оставляю за собой.",
        ],
        "annex": {"title": "Список обучающихся", "rows": rows},
        "executor": {
            "name": lead.compared_by.display_name if lead.compared_by else "",
            "phone": ours.phone,
        },
        "acquainted": [],
    }
    return papers.frame(
        lead,
        "credit_class_order",
        "Приказ о зачёте результатов обучения",
        data,
        filename="Приказ",
        keywords=["зачёт результатов обучения"],
        signing="order.credit",
        actor=actor,
    )


def _programme(lead: CreditApplication) -> str:
    return lead.programme.title if lead.programme else ""


def _row(case: CreditApplication) -> dict[str, Any] | None:
    credited = [each for each in case.lines.all() if each.verdict == rules.CREDITED and each.unit]
    if not credited or case.student is None:
        return None
    return {
        "n": 0,
        "name": decline(case.student.full_name, "dative"),
        "group": case.student.group,
        "case_number": case.number,
        "credited": [
            {"title": each.unit.title, "hours": each.unit.hours, "result": each.our_result}
            for each in credited
            if each.unit
        ],
    }
