"""A nomination by mail: a draft with whom it names beyond doubt, for a person to take on."""

import pytest

from mailroom.models import Outgoing
from tests.workflows.letters import arrive
from tests.workflows.rewards.nominations import a_class
from workflows.cases import door
from workflows.rewards.models import RewardNomination

pytestmark = pytest.mark.django_db(transaction=True)

LETTER = """From: Svetlana <luneva@sever.example>
To: zayavka@sever.example
Subject: =?utf-8?b?0JPRgNCw0LzQvtGC0Ys=?=
Message-ID: <grant@sever.example>
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: 8bit

Добрый день! Прошу наградить почётной грамотой за победу в олимпиаде «Осенний марафон»
ученицу 9А класса {name}.

Светлана Лунёва, классный руководитель
"""


def test_a_letter_opens_a_draft_that_somebody_must_take_on_whoever_wrote_it(school):
    (pupil,) = a_class(1)
    message = arrive(LETTER.format(name=pupil.full_name).encode())
    case = RewardNomination.objects.get(number=message.case_numbers[0])
    assert (case.state, case.reviewer, case.office_attention) == ("draft", None, True)
    assert "nominator_unknown" in case.needs_human and case.nominated_by is None
    assert case.number in Outgoing.objects.get(case_number=case.number).subject
    with pytest.raises(door.NotAllowed):
        door.move(case, "submit", school.teacher)

    case = door.move(case, "assign", school.office, reviewer="luneva")
    assert (case.next_person, case.next_role) == (school.teacher, "teacher")
    case = door.move(
        case, "edit", school.teacher, reward_kind="honour_certificate", field="study", direction="study"
    )
    if not case.nominees.exists():
        case = door.move(case, "nominate", school.teacher, nominees=[{"student": pupil.pk}])
    door.move(case, "amend", school.teacher, nominee=case.nominees.get().pk, words="за победу")
    assert door.move(RewardNomination.objects.get(), "submit", school.teacher).state == "submitted"
