"""The contract of the commands: one JSON object, every key present, exit codes as promised."""

import json

import pytest
from django.core.management import call_command

from tests.builders import a_programme, a_representative, a_student
from tests.workflows.letters import LETTER, a_letter

pytestmark = pytest.mark.django_db(transaction=True)

RECEIVE_KEYS = {
    "file", "index", "message", "duplicate_of", "kind", "cases", "sender", "applicant", "applicant_role", "student",
    "courses", "missing", "attachments", "needs_human",
}  # fmt: skip


@pytest.fixture
def family(school):
    student = a_student(programme=a_programme(reviewer=school.reviewer))
    a_representative(student)
    return student


def command(capsys, *arguments: str, **options) -> tuple[int, list[dict]]:
    """Exit code and the JSON lines of a command."""
    code = 0
    try:
        call_command(*arguments, **options)
    except SystemExit as end:
        code = int(end.code or 0)
    return code, [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_receive_mail_answers_a_line_a_letter_with_every_key(school, family, tmp_path, capsys):
    file = tmp_path / "one.eml"
    file.write_bytes(a_letter())
    code, (answer,) = command(capsys, "receive_mail", str(file), "--received-at", "2026-11-16T10:00+03:00")
    assert code == 0 and set(answer) == RECEIVE_KEYS
    assert answer["kind"] == "credit_application" and answer["missing"] == [] and answer["needs_human"] == []
    assert answer["cases"] == [{"number": "101-зч", "state": "comparison", "due": "2026-11-19"}]
    assert [course["hours"] for course in answer["courses"]] == [72, 40]

    code, (again,) = command(capsys, "receive_mail", str(file))
    assert again["duplicate_of"] == answer["message"] and again["cases"][0]["number"] == "101-зч"


def test_receive_mail_reads_an_mbox_and_says_when_a_person_is_needed(school, family, tmp_path, capsys):
    other = a_letter(
        "Добрый день! Когда начинаются занятия?", message_id="<q@pochta.example>", subject="Вопрос"
    )
    file = tmp_path / "two.mbox"
    file.write_bytes(
        b"".join(b"From a@b Mon Nov 16 10:00:00 2026\n" + each + b"\n" for each in (a_letter(), other))
    )
    code, answers = command(capsys, "receive_mail", str(file))
    assert code == 1 and [answer["index"] for answer in answers] == [0, 1]
    assert answers[1]["kind"] == "other" and "unrouted" in answers[1]["needs_human"]


@pytest.mark.parametrize("arguments", [("absent.eml",), ("--received-at", "yesterday", __file__)])
def test_receive_mail_refuses_wrong_usage(school, capsys, arguments):
    code, answers = command(capsys, "receive_mail", *arguments)
    assert (code, answers) == (2, [])


def test_act_moves_the_case_or_says_why_not_and_show_case_tells_everything(school, family, tmp_path, capsys):
    file = tmp_path / "one.eml"
    file.write_bytes(a_letter(LETTER.replace("2. Веб-дизайн, 40 академических часов, зачёт, зачтено\n", "")))
    command(capsys, "receive_mail", str(file))

    code, (shown,) = command(capsys, "show_case", "101-зч")
    assert code == 0 and shown["state"] == "comparison"
    assert {
        "number",
        "kind",
        "state",
        "received_at",
        "due",
        "actions",
        "lines",
        "papers",
        "letters",
        "steps",
    } <= set(shown)
    submit = next(each for each in shown["actions"] if each["action"] == "submit")
    assert submit["roles"] == ["reviewer"]

    code, (refused,) = command(capsys, "act", "101-зч", "submit", "--as", "sedova")
    assert (code, refused["moved"], refused["code"]) == (1, False, "not_allowed")
    code, (unfinished,) = command(capsys, "act", "101-зч", "submit", "--as", "lapina")
    assert code == 1 and unfinished["errors"] == {"verdict_1": "verdict_missing"}

    ruling = json.dumps(
        {"lines": [{"position": 1, "unit": shown["lines"][0]["unit_key"], "verdict": "credited"}]}
    )
    assert command(capsys, "act", "101-зч", "compare", "--as", "lapina", "--data", ruling)[0] == 0
    assert command(capsys, "act", "101-зч", "submit", "--as", "lapina")[0] == 0
    code, (decided,) = command(capsys, "act", "101-зч", "approve", "--as", "zharkov")
    assert (code, decided["state"]) == (0, "approved")
    (paper,) = [each for each in decided["papers"] if each["kind"] == "credit_decision"]
    assert paper["number"] == "101-зч/Р" and paper["status"] == "issued"

    code, (stale,) = command(capsys, "act", "101-зч", "approve", "--as", "zharkov")
    assert (code, stale["code"]) == (1, "not_now")


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("act", "999-зч", "submit", "--as", "lapina"), 1),
        (("act", "999-зч", "submit", "--as", "nobody"), 1),
        (("act", "999-зч", "submit", "--as", "lapina", "--data", "[1"), 2),
        (("show_case", "999-зч"), 1),
    ],
)
def test_unknown_things_are_said_and_never_a_traceback(school, capsys, arguments, code):
    assert command(capsys, *arguments)[0] == code


def test_tick_and_send_letters_say_what_they_did(school, family, tmp_path, capsys):
    file = tmp_path / "one.eml"
    file.write_bytes(a_letter())
    command(capsys, "receive_mail", str(file))
    code, (counts,) = command(capsys, "send_letters")
    assert code == 0 and counts["sent"] == 1
    code, (done,) = command(capsys, "tick")
    assert code == 0 and {"routed", "letters", "deliveries", "reservations", "by_date", "journal"} <= set(
        done
    )
