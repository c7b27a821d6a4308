"""The access table against every route: each role and a stranger, own and foreign objects, reading and writing."""

import re
from contextlib import contextmanager
from dataclasses import dataclass

import pytest
from django.db import connection
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from config.access import NAMESPACES, TABLE, rule_of
from documents import incoming
from mailroom import outbox, receive
from mailroom.models import Message, Outgoing
from organisation.roles import Role
from tests.builders import a_user
from tests.workflows.pages import stories
from tests.workflows.pages.school_day import a_letter, arrive, on
from tests.workflows.rewards.nominations import considered
from workflows.cases import decisions
from workflows.credit.models import CreditApplication
from workflows.rewards.models import RewardNomination

pytestmark = [pytest.mark.django_db, pytest.mark.once]
MISSING = "999-зч"


@dataclass
class Things:
    """A case with a file and a letter; `letter` waits for the office."""

    case: CreditApplication
    reward: RewardNomination
    file: int
    message: int
    letter: int
    sent: int
    user: int


def routes(patterns=None, spaces=()):
    """Every named route of the product as (namespaces, view name)."""
    for each in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(each, URLResolver):
            inner = (*spaces, each.namespace) if each.namespace else spaces
            yield from routes(each.url_patterns, inner)
        elif isinstance(each, URLPattern):
            yield spaces, ":".join((*spaces, each.name or ""))


PATTERNS = {
    each.name: str(each.pattern)
    for resolver in get_resolver().url_patterns
    if isinstance(resolver, URLResolver) and not resolver.namespace
    for each in resolver.url_patterns
    if isinstance(each, URLPattern)
}
NAMES = sorted(name for spaces, name in routes() if not set(spaces) & set(NAMESPACES))
POST_ONLY = {
    "student_consent_withdrawal",
    "import_confirm",
    "import_drop",
    "student_package",
    "package_new",
    "paper_again",
    "package_again",
    "package_file",
    "derived_handed",
    "credit_act",
    "disclosure_act",
    "hold_lift",
    "hold_new",
    "not_ours",
    "sign_out",
    "mailroom:retry",
    "paper_draft",
    *("reward_act", "reward_add", "reward_drop", "reward_reissue"),
}
# No such object in this world: the profile is there, nothing came on paper, nobody has the link, no file in the letter.
ABSENT = {
    "carrier",
    "carrier_end",
    "destruction_act",
    "destruction_log",
    "head_doubt",
    "import_run",
    *(
        "paper",
        "paper_correct",
        "paper_revoke",
    ),  # nothing is decided: tests/workflows/amending opens these pages
    "setup",
    "credit_receipt",
    "public_form",
    "public_track",
    "public_paper",
    "public_code",
    "mailroom:attachment",
}
# Pages of another state of a nomination than under consideration.
ABSENT |= {f"reward_{page}" for page in ("edit", "students", "nominee", "hand", "print", "package")}
ABSENT |= {"reward_list_to_sign"}
# Derived papers: of an order or of a certificate, which this world has not.
DERIVED = ("derived_send", "derived_copy", "derived_duplicate", "derived_extract", "derived_handed")
ABSENT |= {*DERIVED}
REWARDS = {name for name in NAMES if name.startswith("reward_") and name != "reward_new"}
# No record was asked for: tests/workflows/disclosure/test_pages.py opens these pages of a request.
DISCLOSED = {name for name in NAMES if name.startswith("disclosure_") and "<" in PATTERNS[name]}
ABSENT |= DISCLOSED
UNPLACED = {"mailroom:message", "mailroom:original"}
# A reviewer sees letters once they are in a case, a teacher no credit transfer and no nomination of another.
UNSEEN = {
    Role.REVIEWER: UNPLACED,
    Role.TEACHER: {"case", "documents:version", "credit_case", *REWARDS} - POST_ONLY,
}
WITH_CASE = {
    name for name in NAMES if name in ("case", "documents:version") or name.startswith("credit_")
} - ABSENT


def arguments(name, things, number=None):
    """The arguments of a route for these things."""
    number = number or things.case.number
    if name == "credit_act":
        return [number, "assign"]
    if name in DISCLOSED:
        return [MISSING, *{"disclosure_act": ["withdraw"], "disclosure_preview": [1]}.get(name, [])]
    if name in ("case", "derived", "derived_file") or name.startswith("credit_"):
        return [number]
    if name in REWARDS:
        number = number if number == MISSING else things.reward.number
        key = [things.reward.nominees.first().pk] if "<int:key>" in PATTERNS[name] else []
        return [number, *key, *(["assign"] if name == "reward_act" else [])]
    if name == "student_consent_withdrawal":
        return [things.case.student_id, 999]
    if name == "student" or name.startswith("student_"):
        return [things.case.student_id]
    if name.startswith("public_") and name != "public_apply":
        return ["a-token-that-nobody-has"]
    keys = {
        **dict.fromkeys(("documents:version", *DERIVED), [things.file]),
        "place": [things.letter],
        "not_ours": [things.letter],
        "mailroom:message": [things.message],
        "mailroom:original": [things.message],
        "mailroom:attachment": [things.message, 1],
        "mailroom:sent_letter": [things.sent],
        "mailroom:sent_original": [things.sent],
        "mailroom:retry": [things.sent],
        "deadlines:year": [2026],
        **dict.fromkeys(("import_run", "import_confirm", "import_drop"), [999]),
        "staff_edit": [things.user],
        **dict.fromkeys(("paper", "paper_correct", "paper_draft", "paper_revoke"), [999]),
        **dict.fromkeys(
            ("carrier", "carrier_end", "head_doubt", "destruction_act", "destruction_log", "hold_lift"), [999]
        ),
        **dict.fromkeys(("package_again", "package_file", "paper_again"), [999]),
    }
    return keys.get(name, [])


@pytest.fixture
def world(school):
    """A case of the school's reviewer and one of another reviewer, each handed over to the head."""
    other = a_user(Role.REVIEWER, last_name="Орловская", first_name="Ирина")
    message = arrive(
        a_letter("Когда у вас каникулы?", "lug@lug.example", "Каникулы"), "lug@lug.example", on(20)
    )
    made = []
    for reviewer, name in ((school.reviewer, "Тарасов Кирилл Денисович"), (other, "Белова Ксения Игоревна")):
        case = stories.apply_for(stories.a_family(school, name))
        case = decisions.act(case, "assign", school.office, reviewer=reviewer.username)
        case = stories.at_decision(case, reviewer)
        file = incoming.store(b"text", "a.txt", "text/plain", case.number, origin="incoming")
        outbox.send_due()
        sent = Outgoing.objects.filter(case_number=case.number).first()
        reward = considered(school, [case.student])
        made.append(Things(case, reward, file.latest.pk, message.pk, message.pk, sent.pk, other.pk))
    return made


def client_of(user, **kwargs):
    """A signed-in browser that takes an error page instead of the exception."""
    client = Client(raise_request_exception=False, **kwargs)
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_every_route_is_declared_and_every_row_has_its_route():
    declared = set(TABLE)
    assert set(NAMES) - declared == set()
    assert declared - set(NAMES) == set()


def test_an_undeclared_route_answers_404_to_everybody(school, monkeypatch):
    client = client_of(school.office)
    assert client.get(reverse("board")).status_code == 200
    monkeypatch.delitem(TABLE, "board")
    assert client.get(reverse("board")).status_code == 404


# What reading may write: the session's own rows, a look into a personal file, and how often a stranger asked.
OF_READING = ("django_session", 'INSERT INTO "records_filelook"', '"cases_asked"')


@contextmanager
def writes():
    """Every statement that changes a row, other than those of reading."""
    found = []

    def look(execute, sql, params, many, context):
        changes = re.match(r"\s*(INSERT|UPDATE|DELETE)", sql, re.IGNORECASE)
        if changes and not any(each in sql for each in OF_READING):
            found.append(sql[:80])
        return execute(sql, params, many, context)

    with connection.execute_wrapper(look):
        yield found


@pytest.mark.parametrize("role", list(Role))
def test_a_role_opens_what_the_table_opens_and_nothing_else(world, school, role):
    client, own = client_of(school.staff[role]), world[0]
    wrong, changed = {}, {}
    for name in NAMES:
        if name == "sign_out":
            continue
        rule = TABLE[name]
        with writes() as found:
            answer = client.get(reverse(name, args=arguments(name, own)))
        if found:
            changed[name] = found
        allowed = rule.roles is None or role in rule.roles
        unseen = name in ABSENT or name in UNSEEN.get(role, ())
        fits = {405} if name in POST_ONLY else {200, 302, 404} if unseen else {200, 302}
        if answer.status_code not in (fits if allowed else {404}):
            wrong[name] = answer.status_code
    assert wrong == {}
    assert changed == {}


def test_a_stranger_is_sent_to_the_sign_in_page_and_learns_nothing(world):
    client = Client(raise_request_exception=False)
    for name in NAMES:
        if TABLE[name].roles is not None:
            known = client.get(reverse(name, args=arguments(name, world[0])))
            assert known.status_code == 302 and known.url.startswith("/sign-in/"), name
            assert client.post(reverse(name, args=arguments(name, world[0]))).status_code == 302, name


def test_a_foreign_case_and_a_missing_one_answer_alike(world, school):
    client, foreign = client_of(school.reviewer), world[1]
    for name in sorted(WITH_CASE):
        missing = [999_999] if name == "documents:version" else arguments(name, foreign, MISSING)
        for verb in (client.get, client.post):
            theirs = verb(reverse(name, args=arguments(name, foreign)))
            nothing = verb(reverse(name, args=missing))
            assert theirs.status_code == nothing.status_code, name
            assert theirs.status_code in (404, 405), name
            assert bare(theirs) == bare(nothing), name


def bare(answer):
    """The page without what differs from request to request."""
    return re.sub(
        r'name="csrfmiddlewaretoken" value="[^"]*"|\d\d:\d\d(:\d\d)?[^<"]*', "", answer.content.decode()
    )


def test_the_lists_hold_exactly_what_a_reviewer_may_see(world, school):
    own, foreign = (each.case for each in world)
    client = client_of(school.reviewer)
    for path in ("/?list=all", "/cases/", "/cases/?q=Белова", "/cases/?q=Веб-дизайн", "/deadlines/"):
        page = client.get(path).content.decode()
        assert foreign.number not in page and "Белова Ксения" not in page, path
    assert own.number in client.get("/cases/").content.decode()
    assert client.get("/search/", {"q": foreign.number}).url != f"/cases/{foreign.number}/"
    office = client_of(school.office)
    assert foreign.number in office.get("/cases/?q=Белова").content.decode()


def test_the_watch_on_writes_sees_one(world, school):
    with writes() as found:
        receive.mark_not_ours(Message.objects.get(pk=world[0].letter), school.office, "реклама")
    assert found


def test_a_post_without_its_token_is_refused_everywhere(world, school):
    for user in (school.office, school.reviewer, school.head):
        client = client_of(user, enforce_csrf_checks=True)
        for name in NAMES:
            answer = client.post(
                reverse(name, args=arguments(name, world[0])), {"version": world[0].case.version}
            )
            assert answer.status_code in (403, 404), name
    assert CreditApplication.objects.get(pk=world[0].case.pk).version == world[0].case.version


def test_the_family_of_a_namespace_covers_its_routes():
    assert rule_of(None) is None
    assert set(NAMESPACES) == {"admin"}
