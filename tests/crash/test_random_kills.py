"""SIGKILL at random moments of inlet, worker, clock, web and staff: nothing lost, nothing twice, no number open."""

import json
import os
import random
import threading
import time
import uuid
from email.message import EmailMessage

import pytest

from tests.crash.crew import Crew, Sink, deliver, send_forms
from tests.crash.place import Place

pytestmark = pytest.mark.slow
SEED = int(os.environ.get("KILL_SEED", "1"))
KILLS = int(os.environ.get("KILLS", "16"))
CALM = 300.0  # seconds in which everything has to be settled once nobody is killed any more
SENDER = "tarasova.em@pochta.example"
COURSES = (
    "Астрономия", "Ботаника", "Вышивание", "География", "Дизайн", "Журналистика", "Зоология", "История",
    "Каллиграфия", "Лепка", "Музыка", "Нумизматика", "Оригами", "Психология", "Риторика", "Скульптура",
    "Театр", "Уход за садом", "Фотография", "Химия", "Цветоводство", "Черчение", "Шахматы", "Экология",
)  # fmt: skip
BY_FORM = 6
VERIFY = """
import json
from django.utils import timezone
from documents.models import Version
from journal import seal, verify
from storage import blobs
seal.link_new(100000)
year = timezone.now().year
lost = [str(each) for each in Version.objects.all() if not blobs.get(each.sha256)]
print(json.dumps({"bad": str(verify.first_bad(year) or ""), "links": seal.head(year).count, "lost": lost}))
"""


def a_letter(title: str) -> bytes:
    message = EmailMessage()
    message["From"] = f"Елена Тарасова <{SENDER}>"
    message["To"] = "zayavka@sever.example"
    message["Subject"] = f"Зачёт курса: {title}"
    message["Message-ID"] = f"<{uuid.uuid4()}@pochta.example>"
    message.set_content(
        "Прошу зачесть сыну, Тарасову Кириллу Денисовичу (11.04.2013 г.р.), курс:\n\n"
        f"1. {title}, 72 академических часа, зачёт, зачтено\n\nТарасова Елена Михайловна\n"
    )
    return message.as_bytes()


def a_form(title: str) -> dict[str, str]:
    return {
        "act": "send",
        "once": str(uuid.uuid4()),
        "applicant_role": "representative",
        "applicant_name": "Тарасова Елена Михайловна",
        "applicant_email": SENDER,
        "student": "Тарасов Кирилл Денисович",
        "student_birth_date": "2013-04-11",
        "earlier_school": "«Вектор», Томск",
        "form-TOTAL_FORMS": "1",
        "form-INITIAL_FORMS": "0",
        "form-0-title": title,
        "form-0-hours": "72",
        "form-0-assessment_form": "зачёт",
        "form-0-result": "зачтено",
    }


@pytest.fixture
def sink():
    sink = Sink()
    sink.controller.start()
    yield sink
    sink.controller.stop()


@pytest.fixture
def crew(place: Place, sink: Sink):
    crew = Crew(place, sink)
    crew.start()
    yield crew
    crew.end()


def settle(crew: Crew, cases: int) -> None:
    """Wait until every case is closed; the leases of the dead run out meanwhile."""
    place = crew.place
    pause, until = threading.Event(), time.monotonic() + CALM
    while time.monotonic() < until:
        place.expire_leases()
        if place.query("SELECT count(*) FROM cases_case WHERE state = 'closed'") == [(cases,)]:
            return
        pause.wait(2)
    open_ones = "SELECT number, state, pending, needs_human FROM cases_case WHERE state <> 'closed'"
    raise AssertionError(f"still open: {place.query(open_ones)}\n{crew.told()}")


def faults(place: Place, letters: int, forms: int, sent: dict[str, list[bytes]]) -> list[str]:
    """What was lost, doubled or left open; empty when the bad day left no trace."""
    cases = letters + forms
    wanted = {
        "SELECT count(*) FROM mailroom_message WHERE status <> 'routed'": 0,
        "SELECT count(*) FROM mailroom_message": letters,
        "SELECT count(*) FROM cases_case": cases,
        "SELECT count(DISTINCT message_id) FROM cases_case WHERE message_id IS NOT NULL": letters,
        "SELECT count(*) FROM documents_entry WHERE status <> 'issued'": 0,
        "SELECT count(DISTINCT case_number) FROM documents_entry WHERE kind = 'credit_decision'": cases,
        "SELECT count(*) FROM documents_entry WHERE kind = 'credit_decision'": cases,
        "SELECT count(*) FROM cases_step WHERE action IN ('approve', 'refuse')": cases,
        "SELECT count(*) FROM cases_step WHERE action = 'close'": cases,
        "SELECT count(*) FROM mailroom_outgoing WHERE purpose = 'decision'": cases,
        "SELECT count(*) FROM mailroom_outgoing WHERE status <> 'sent'": 0,
        "SELECT count(*) FROM records_result WHERE source = 'credited' AND case_number <> ''":
            place.query("SELECT count(*) FROM cases_step WHERE action = 'approve'")[0][0],
    }  # fmt: skip
    found = [
        f"{sql}: {got}, not {want}" for sql, want in wanted.items() if (got := place.query(sql)[0][0]) != want
    ]
    ordinals = [row[0] for row in place.query("SELECT n FROM documents_entry WHERE kind = 'case' ORDER BY n")]
    if ordinals != list(range(ordinals[0], ordinals[0] + cases)):
        found.append(f"numbers {ordinals}")
    queued = {row[0] for row in place.query("SELECT message_id FROM mailroom_outgoing")}
    if queued != set(sent):
        found.append(f"letters {queued ^ set(sent)}")
    found += [f"two letters under {name}" for name, copies in sent.items() if len(set(copies)) != 1]
    return found


def test_a_day_of_kills_loses_nothing_and_doubles_nothing(place: Place, sink: Sink, crew: Crew):
    by_mail, by_form = COURSES[:-BY_FORM], COURSES[-BY_FORM:]
    senders = [
        threading.Thread(target=action, args=args, daemon=True)
        for action, args in (
            (deliver, (crew.smtp_port, [a_letter(each) for each in by_mail], SENDER)),
            (send_forms, (crew.web_port, [a_form(each) for each in by_form])),
        )
    ]
    for each in senders:
        each.start()
    crew.kill_at_random(random.Random(SEED), KILLS)
    for each in senders:
        each.join(CALM)
        assert not each.is_alive(), f"not everything was taken\n{crew.told()}"
    settle(crew, len(COURSES))
    crew.end()

    assert crew.kills == KILLS
    assert faults(place, len(by_mail), len(by_form), sink.letters) == []
    checked = json.loads(place.run("shell", "--no-imports", "--command", VERIFY).stdout.splitlines()[-1])
    assert (checked["bad"], checked["lost"]) == ("", []) and checked["links"] > 5 * len(COURSES)
    repeats = sum(len(copies) - 1 for copies in sink.letters.values())
    print(f"{KILLS} kills, {len(COURSES)} cases, {len(sink.letters)} letters, {repeats} repeated")

    # Negative controls: what the check would have said
    assert faults(place, len(by_mail) + 1, len(by_form), sink.letters) != []
    assert faults(place, len(by_mail), len(by_form), {**sink.letters, "<other@sever.example>": [b"x"]}) != []
    some = next(iter(sink.letters))
    assert faults(place, len(by_mail), len(by_form), {**sink.letters, some: [b"x", b"y"]}) != []
