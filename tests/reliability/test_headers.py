"""Test 24: the headers of every kind of answer, exactly, route by route; nothing inline anywhere."""

import re
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path

import pytest
from django.conf import settings as configured
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from documents.models import Document
from mailroom import outbox
from mailroom.models import Outgoing
from organisation.roles import Role
from tests.builders import School
from tests.reliability import headers
from tests.reliability.headers import FILE, PAGE, PREVIEW, SECRET, SECRET_FILE, STATIC, faults
from tests.reliability.papers import draw_small_papers
from tests.workflows.disclosure.office import opened
from tests.workflows.letters import arrive
from tests.workflows.pages import stories
from tests.workflows.rewards.nominations import a_class, a_draft
from workflows.cases import decisions, tracking
from workflows.cases.models import Link

pytestmark = [pytest.mark.django_db, pytest.mark.once]
OFFICE, HEAD, REVIEWER, ADMINISTRATOR = Role.OFFICE, Role.HEAD, Role.REVIEWER, Role.ADMINISTRATOR
DEPUTY = Role.DEPUTY
UNKNOWN = "A" * 43


@dataclass(frozen=True)
class Visit:
    """How a test comes to a route: as whom, with which arguments (names of things in the place), to which answer."""

    kind: str
    role: Role | None = None
    args: tuple[str, ...] = ()
    status: int = 200
    post: bool = False


VISITS: dict[str, Visit] = {
    "sign_in": Visit(PAGE),
    "sign_out": Visit(PAGE, OFFICE, status=302, post=True),
    "healthz": Visit(PAGE, status=0),  # 200 or 503: no worker lives beside a test
    "setup": Visit(PAGE, status=404),
    "setup_next": Visit(PAGE, ADMINISTRATOR),
    "staff_list": Visit(PAGE, ADMINISTRATOR),
    "staff_add": Visit(PAGE, ADMINISTRATOR),
    "staff_edit": Visit(PAGE, ADMINISTRATOR, ("user",)),
    "mailroom:sent": Visit(PAGE, OFFICE),
    "mailroom:sent_letter": Visit(PAGE, OFFICE, ("letter",)),
    "mailroom:sent_original": Visit(FILE, OFFICE, ("letter",)),
    "mailroom:retry": Visit(PAGE, OFFICE, ("letter",), status=302, post=True),
    "mailroom:received": Visit(PAGE, OFFICE),
    "mailroom:upload": Visit(PAGE, OFFICE),
    "mailroom:message": Visit(PAGE, OFFICE, ("message",)),
    "mailroom:original": Visit(FILE, OFFICE, ("message",)),
    "mailroom:attachment": Visit(FILE, OFFICE, ("message", "attachment")),
    "desk": Visit(PAGE, REVIEWER),
    "board": Visit(PAGE, OFFICE),
    "paper_again": Visit(PAGE, OFFICE, ("missing",), status=405),
    "cases": Visit(PAGE, OFFICE),
    "case": Visit(PAGE, OFFICE, ("deciding",), status=302),
    "search": Visit(PAGE, OFFICE, status=302),
    "pages": Visit(PAGE, OFFICE),
    "paper": Visit(PAGE, OFFICE, ("paper",)),
    "paper_correct": Visit(PAGE, HEAD, ("paper",)),
    "paper_draft": Visit(PAGE, HEAD, ("paper",), status=405),
    "paper_revoke": Visit(PAGE, HEAD, ("paper",)),
    "to_sign": Visit(PAGE, HEAD, status=0),  # leads on to the first packet, or says that none waits
    "unrouted": Visit(PAGE, OFFICE),
    "place": Visit(PAGE, OFFICE, ("unrouted",)),
    "not_ours": Visit(PAGE, OFFICE, ("unrouted",), status=0, post=True),
    "profile": Visit(PAGE, ADMINISTRATOR),
    "profile_next": Visit(PAGE, ADMINISTRATOR),
    "registers": Visit(PAGE, OFFICE),
    "register_print": Visit(FILE, OFFICE),
    "register_sheet": Visit(FILE, OFFICE),
    "public_apply": Visit(PAGE),
    "verify": Visit(PAGE),
    "verify_how": Visit(PAGE),
    "verify_hash": Visit(SECRET),
    "public_code": Visit(SECRET, None, ("unknown",), status=404),
    "public_form": Visit(SECRET, None, ("form_token",)),
    "public_track": Visit(SECRET, None, ("track_token",)),
    "public_paper": Visit(SECRET_FILE, None, ("track_token",)),
    "counter": Visit(PAGE, OFFICE),
    "credit_receipt": Visit(FILE, OFFICE, ("deciding",)),
    "credit_case": Visit(PAGE, OFFICE, ("deciding",)),
    "credit_act": Visit(PAGE, OFFICE, ("deciding", "action"), status=0, post=True),
    "agreement": Visit(PAGE, HEAD),
    "credit_compare": Visit(PAGE, REVIEWER, ("comparing",)),
    "credit_class": Visit(PAGE, REVIEWER, ("comparing",)),
    "credit_class_decision": Visit(PAGE, HEAD, ("deciding",)),
    "credit_lines": Visit(PAGE, REVIEWER, ("comparing",)),
    "credit_decision": Visit(PAGE, HEAD, ("deciding",)),
    "credit_preview": Visit(PREVIEW, HEAD, ("deciding",)),
    "credit_preview_page": Visit(PREVIEW, HEAD, ("deciding",)),
    "students": Visit(PAGE, OFFICE),
    "student": Visit(PAGE, OFFICE, ("student",)),
    "student_pick": Visit(PAGE, OFFICE, ("student",), status=0),
    "student_achievement": Visit(PAGE, OFFICE, ("student",), status=0),
    "student_result": Visit(PAGE, OFFICE, ("student",), status=0),
    "student_consent": Visit(PAGE, OFFICE, ("student",), status=0),
    "student_consent_withdrawal": Visit(PAGE, OFFICE, ("student", "missing"), status=0, post=True),
    "student_portfolio": Visit(PAGE, OFFICE, ("student",)),
    "student_planned": Visit(PAGE, OFFICE, ("student",)),
    "student_conditions": Visit(PAGE, OFFICE, ("student",)),
    "student_looks": Visit(PAGE, HEAD, ("student",)),
    "entries": Visit(PAGE, HEAD),
    "student_package": Visit(FILE, Role.ARCHIVIST, ("student",), post=True, status=0),
    "reports": Visit(PAGE, OFFICE),
    "report_xlsx": Visit(FILE, OFFICE),
    "report_pdf": Visit(FILE, OFFICE),
    "imports": Visit(PAGE, OFFICE),
    "import_run": Visit(PAGE, OFFICE, ("missing",), status=404),
    "import_confirm": Visit(PAGE, OFFICE, ("missing",), status=404, post=True),
    "import_drop": Visit(PAGE, OFFICE, ("missing",), status=404, post=True),
    "rewards": Visit(PAGE, OFFICE),
    "rewards_given": Visit(PAGE, OFFICE),
    "reward_new": Visit(PAGE, DEPUTY),
    "reward_case": Visit(PAGE, OFFICE, ("nomination",)),
    "reward_act": Visit(PAGE, OFFICE, ("nomination", "action"), status=0, post=True),
    "reward_edit": Visit(PAGE, DEPUTY, ("nomination",), status=0),
    "reward_students": Visit(PAGE, DEPUTY, ("nomination",), status=0),
    "reward_add": Visit(PAGE, DEPUTY, ("nomination",), status=0, post=True),
    "reward_drop": Visit(PAGE, DEPUTY, ("nomination", "missing"), status=0, post=True),
    "reward_nominee": Visit(PAGE, DEPUTY, ("nomination", "missing"), status=404),
    "reward_nominees": Visit(PAGE, OFFICE, ("nomination",)),
    "reward_reissue": Visit(PAGE, OFFICE, ("nomination", "missing"), status=409, post=True),
    "reward_decision": Visit(PAGE, HEAD, ("nomination",), status=0),
    "reward_preview": Visit(PREVIEW, HEAD, ("nomination",)),
    "reward_preview_page": Visit(PREVIEW, HEAD, ("nomination",)),
    "reward_hand": Visit(PAGE, OFFICE, ("nomination",), status=0),
    "reward_print": Visit(PAGE, OFFICE, ("nomination",), status=404),
    "reward_list_to_sign": Visit(PAGE, OFFICE, ("nomination",), status=404),
    "reward_nomination": Visit(PAGE, OFFICE, ("nomination",), status=0),
    "reward_package": Visit(PAGE, OFFICE, ("nomination",), status=404),
    "disclosure_apply": Visit(PAGE),
    "disclosure_get": Visit(SECRET, None, ("unknown",)),
    "disclosure_new": Visit(PAGE, OFFICE),
    "disclosure_express": Visit(PAGE, OFFICE),
    "disclosure_ledger": Visit(PAGE, OFFICE),
    "disclosure_ledger_sheet": Visit(FILE, OFFICE),
    "disclosure_case": Visit(PAGE, OFFICE, ("request",)),
    "disclosure_act": Visit(PAGE, OFFICE, ("request", "action"), status=0, post=True),
    "disclosure_receipt": Visit(FILE, OFFICE, ("request",)),
    "disclosure_identity": Visit(PAGE, OFFICE, ("request",), status=0),
    "disclosure_scope": Visit(PAGE, OFFICE, ("request",), status=0),
    "disclosure_preview": Visit(PAGE, OFFICE, ("request", "missing"), status=404),
    "disclosure_preview_page": Visit(PAGE, OFFICE, ("request",), status=404),
    "documents:version": Visit(FILE, OFFICE, ("version",)),
    "derived": Visit(PAGE, OFFICE, ("deciding",)),
    "derived_copy": Visit(PAGE, OFFICE, ("version",)),
    "derived_duplicate": Visit(PAGE, OFFICE, ("version",), status=404),
    "derived_handed": Visit(PAGE, OFFICE, ("version",), status=405),
    "derived_send": Visit(PAGE, OFFICE, ("version",), status=404),
    "derived_file": Visit(PAGE, OFFICE, ("deciding",)),
    "derived_extract": Visit(PAGE, OFFICE, ("version",)),
    "archive": Visit(PAGE, OFFICE),
    "carrier_new": Visit(PAGE, OFFICE),
    "carrier": Visit(PAGE, OFFICE, ("missing",), status=404),
    "carrier_end": Visit(PAGE, HEAD, ("missing",), status=404),
    "head_doubt": Visit(PAGE, Role.ARCHIVIST, ("missing",), status=404),
    "packages": Visit(PAGE, Role.ARCHIVIST),
    "package_new": Visit(PAGE, Role.ARCHIVIST, status=405),
    "package_again": Visit(PAGE, Role.ARCHIVIST, ("missing",), status=405),
    "package_file": Visit(PAGE, Role.ARCHIVIST, ("missing",), status=405),
    "retention": Visit(PAGE, OFFICE),
    "hold_new": Visit(PAGE, OFFICE, status=405),
    "hold_lift": Visit(PAGE, HEAD, ("missing",), status=405),
    "destruction_act": Visit(PAGE, OFFICE, ("missing",), status=404),
    "destruction_log": Visit(PAGE, OFFICE, ("missing",), status=404),
    "deadlines:years": Visit(PAGE, OFFICE),
    "deadlines:year": Visit(PAGE, OFFICE, ("year",)),
    "deadlines:load": Visit(PAGE, OFFICE),
    "admin:index": Visit(PAGE, ADMINISTRATOR),
    "admin:records_student_changelist": Visit(PAGE, ADMINISTRATOR),
}


@pytest.fixture
def place(school: School, monkeypatch) -> dict[str, object]:
    """One case in each state that a page needs, a letter that nobody could place, and a paper."""
    draw_small_papers(monkeypatch)
    comparing = stories.apply_for(stories.a_family(school, "Гусев Матвей Олегович"))
    deciding = stories.at_decision(stories.apply_for(stories.a_family(school)), school.reviewer)
    decided = stories.at_decision(
        stories.apply_for(stories.a_family(school, "Фомин Егор Павлович")), school.reviewer
    )
    decided = decisions.act(decided, "approve_partly", school.head)
    waiting = decisions.act(
        stories.apply_for(stories.a_family(school, "Белова Ксения Игоревна")),
        "request_missing", school.office, missing=["hours"],
    )  # fmt: skip
    unrouted = arrive(with_a_file(), "ivlev@lug.example")
    outbox.send_due()
    return {
        "user": school.office.pk,
        "letter": Outgoing.objects.filter(status="sent").first().pk,
        "message": unrouted.pk,
        "unrouted": unrouted.pk,
        "attachment": unrouted.parsed["attachments"][0]["index"],
        "deciding": deciding.number,
        "comparing": comparing.number,
        "action": "assign",
        "form_token": token(waiting, Link.Purpose.FORM),
        "track_token": token(decided, Link.Purpose.TRACK),
        "version": Document.objects.get(case_number=decided.number, kind="credit_decision").latest.pk,
        "paper": Document.objects.get(case_number=decided.number, kind="credit_decision").pk,
        "year": 2026,
        "student": decided.student_id,
        "nomination": a_draft(school, a_class(1)).number,
        "request": opened(decided.student).number,
        "missing": 999_999,
        "unknown": UNKNOWN,
    }


def with_a_file() -> bytes:
    """A letter that no workflow takes, with a file."""
    letter = EmailMessage()
    letter["From"], letter["To"] = "ivlev@lug.example", "zayavka@sever.example"
    letter["Subject"], letter["Message-ID"] = "Каникулы", "<holidays@lug.example>"
    letter.set_content("Когда каникулы?")
    letter.add_attachment(b"<script>alert(1)</script>", "text", "html", filename="list.html")
    return letter.as_bytes()


def token(case, purpose) -> str:
    return tracking.new_url(case, purpose).rstrip("/").rpartition("/")[2]


def names(patterns, space: str = "") -> set[str]:
    """Every route that has a name."""
    found = set()
    for each in patterns:
        if isinstance(each, URLResolver):
            inner = f"{space}{each.namespace}:" if each.namespace else space
            found |= names(each.url_patterns, inner)
        elif isinstance(each, URLPattern) and each.name:
            found.add(f"{space}{each.name}")
    return found


def visit(school: School, place: dict[str, object], name: str):
    """The answer of a route, as its Visit says."""
    wanted = VISITS[name]
    client = Client(raise_request_exception=False)
    if wanted.role is not None:
        client.force_login(school.staff[wanted.role], backend=configured.AUTHENTICATION_BACKENDS[1])
    address = reverse(name, args=[place[each] for each in wanted.args])
    return client.post(address, {}) if wanted.post else client.get(address)


def test_every_route_is_visited():
    routes = {each for each in names(get_resolver().url_patterns) if not each.startswith("admin:")}
    assert routes == {each for each in VISITS if not each.startswith("admin:")}


def test_every_route_answers_with_exactly_the_headers_of_its_kind(school, place):
    found = {}
    for name, each in VISITS.items():
        answer = visit(school, place, name)
        wrong = faults(answer, each.kind)
        if each.status not in (0, answer.status_code):
            wrong.append(f"status {answer.status_code}")
        found[name] = wrong
    assert {name: wrong for name, wrong in found.items() if wrong} == {}


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/nowhere/", 404),
        (f"/track/{UNKNOWN}/", 404),
        ("/credit/999-зч/", 302),
        ("/healthz/../admin/", 404),
    ],
)
def test_refusals_carry_the_same_headers(school, path, status):
    answer = Client(raise_request_exception=False).get(path)
    kind = SECRET if "/track/" in path else PAGE
    assert (answer.status_code, faults(answer, kind)) == (status, [])


def test_a_broken_page_and_a_form_without_its_token_carry_them_too(school, monkeypatch):
    monkeypatch.setattr("workflows.credit.views.public.show", None)
    broken = Client(raise_request_exception=False).get("/credit/apply/")
    refused = Client(enforce_csrf_checks=True).post("/sign-in/", {"username": "lapina"})
    assert (broken.status_code, faults(broken, PAGE)) == (500, [])
    assert (refused.status_code, faults(refused, PAGE)) == (403, [])


def test_files_of_the_house_may_be_kept_by_browsers_and_carry_the_rest(client):
    answer = client.get("/static/zachetka/staff.css")
    assert (answer.status_code, faults(answer, STATIC)) == (200, [])


# Nothing inline

INLINE = re.compile(r"<style|\sstyle=|\son[a-z]+=|javascript:|<script(?![^>]*\bsrc=)", re.IGNORECASE)
SHEETS = ("documents", "letters")  # papers carry their own style; letters are plain text


def test_no_template_of_a_page_holds_a_style_or_a_program():
    folder = Path(configured.BASE_DIR) / "templates"
    pages = [each for each in folder.rglob("*.html") if each.relative_to(folder).parts[0] not in SHEETS]
    assert len(pages) > 30
    assert {
        str(each): INLINE.findall(each.read_text()) for each in pages if INLINE.search(each.read_text())
    } == {}


# Negative controls


@pytest.mark.parametrize(
    ("middleware", "missed"),
    [
        ("django.middleware.security.SecurityMiddleware", "X-Content-Type-Options"),
        ("csp.middleware.CSPMiddleware", "Content-Security-Policy"),
        ("config.headers.PrivateByDefault", "Cache-Control"),
        ("django.middleware.clickjacking.XFrameOptionsMiddleware", "X-Frame-Options"),
    ],
)
def test_a_middleware_taken_out_is_missed(school, settings, middleware, missed):
    settings.MIDDLEWARE = [each for each in settings.MIDDLEWARE if each != middleware]
    found = faults(Client().get("/credit/apply/"), PAGE)
    assert any(each.startswith(missed) for each in found), found


def test_what_is_inline_is_found():
    for bad in (
        "<p style='color:red'>x</p>", "<style>p{}</style>", "<script>alert(1)</script>",
        "<a href=' JavaScript:alert(1)'>x</a>", "<button onclick='x()'>x</button>",
    ):  # fmt: skip
        assert headers.inline(f"<html><body>{bad}</body></html>"), bad
        assert INLINE.search(bad), bad
    assert headers.inline('<html><body><script src="/static/a.js"></script></body></html>') == []
