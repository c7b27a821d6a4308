"""Who may open which page: one table, enforced here and held by a test against every route.

A route that is not in the table answers 404 to everybody. Object rules (which rows a person sees) live in the
`visible_to(user)` querysets that the views use; the last column says which one, for the reader and the test.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import ResolverMatch

from archive.models import Carrier
from documents.models import Document
from organisation import profile
from organisation.models import User
from organisation.roles import Role
from workflows import catalogue, retention
from workflows.cases.models import Case
from workflows.students import rights

STAFF = frozenset(Role)


@dataclass(frozen=True)
class Rule:
    """Who: roles, or None for everybody. Objects: the rule that narrows rows, or "-"."""

    roles: frozenset[Role] | None
    objects: str = "-"


PUBLIC = Rule(None)
ADMINISTRATOR = Rule(frozenset({Role.ADMINISTRATOR}))

CASE_ROWS = "Case.objects.visible_to: the table of workflows.cases.visibility"
ISSUED = "Document.visible_to; its case: " + CASE_ROWS
LETTER_ROWS = "Message.objects.visible_to and unrouted"
READERS = STAFF - {Role.ADMINISTRATOR}
OFFICE = frozenset({Role.OFFICE})
AMENDERS = frozenset({Role.HEAD, Role.OFFICE})  # the office for its own counter papers alone
EVERY_DISCLOSURE = frozenset({Role.OFFICE, Role.HEAD, Role.ARCHIVIST})
WORKERS = frozenset({Role.REVIEWER, Role.HEAD, Role.OFFICE})
POST_READERS = frozenset({Role.OFFICE, Role.ADMINISTRATOR, Role.HEAD, Role.ARCHIVIST})
CARRIER_READERS = frozenset({Role.OFFICE, Role.HEAD, Role.ARCHIVIST})
ARCHIVE_READERS = frozenset({Role.OFFICE, Role.HEAD, Role.ARCHIVIST, Role.ADMINISTRATOR})
REGISTER_READERS = frozenset({Role.OFFICE, Role.HEAD, Role.ARCHIVIST})

NOMINATORS = frozenset({Role.TEACHER, Role.DEPUTY})
REWARD_WORKERS = NOMINATORS | {Role.OFFICE, Role.HEAD}
REWARD_READERS = REWARD_WORKERS | {Role.ARCHIVIST}

# Whole families of routes, by namespace.
NAMESPACES: dict[str, Rule] = {
    "admin": ADMINISTRATOR,
}

TABLE: dict[str, Rule] = {
    "sign_in": PUBLIC,
    "sign_out": Rule(STAFF),
    "healthz": PUBLIC,
    "setup": Rule(None, "answers only while no profile exists, and asks for the code of the console"),
    "setup_next": ADMINISTRATOR,
    "profile": ADMINISTRATOR,
    "profile_next": ADMINISTRATOR,
    "staff_list": ADMINISTRATOR,
    "staff_add": ADMINISTRATOR,
    "staff_edit": ADMINISTRATOR,
    "mailroom:sent": Rule(POST_READERS, "Outgoing.visible_to"),
    "mailroom:sent_letter": Rule(POST_READERS, "Outgoing.visible_to"),
    "mailroom:sent_original": Rule(POST_READERS, "Outgoing.visible_to"),
    "mailroom:retry": Rule(frozenset({Role.OFFICE, Role.ADMINISTRATOR}), "Outgoing.visible_to"),
    "mailroom:received": Rule(POST_READERS, "Message.visible_to"),
    "mailroom:upload": Rule(frozenset({Role.OFFICE, Role.ADMINISTRATOR})),
    "mailroom:message": Rule(POST_READERS | {Role.REVIEWER}, "Message.visible_to"),
    "mailroom:original": Rule(POST_READERS | {Role.REVIEWER}, "Message.visible_to"),
    "mailroom:attachment": Rule(POST_READERS | {Role.REVIEWER}, "Message.visible_to"),
    "desk": Rule(STAFF, CASE_ROWS),
    "board": Rule(WORKERS | {Role.DEPUTY}, CASE_ROWS),
    "paper_again": Rule(frozenset({Role.OFFICE, Role.HEAD}), "both see every case"),
    "cases": Rule(READERS, CASE_ROWS),
    "case": Rule(READERS, CASE_ROWS),
    "search": Rule(READERS, CASE_ROWS),
    "pages": Rule(READERS, CASE_ROWS + "; Carrier.visible_to"),
    "paper": Rule(READERS, ISSUED),
    "paper_correct": Rule(AMENDERS, ISSUED + "; the door says who may do what"),
    "paper_draft": Rule(AMENDERS, ISSUED),
    "paper_revoke": Rule(AMENDERS, ISSUED + "; the door says who may do what"),
    "to_sign": Rule(frozenset({Role.HEAD}), CASE_ROWS),
    "unrouted": Rule(frozenset({Role.OFFICE}), LETTER_ROWS),
    "place": Rule(frozenset({Role.OFFICE}), LETTER_ROWS),
    "not_ours": Rule(frozenset({Role.OFFICE}), LETTER_ROWS),
    "registers": Rule(REGISTER_READERS, "-; a number of another system is entered by the office alone"),
    "register_print": Rule(REGISTER_READERS),
    "register_sheet": Rule(REGISTER_READERS),
    "public_apply": PUBLIC,
    "public_form": Rule(None, "the case of an unexpired secret link: workflows.cases.tracking"),
    "public_track": Rule(None, "the case of an unexpired secret link: workflows.cases.tracking"),
    "public_paper": Rule(None, "the case of an unexpired secret link, and only a confirmed sender"),
    "verify": PUBLIC,
    "verify_how": PUBLIC,
    "verify_hash": Rule(
        None, "whoever holds the bytes of an issued paper: documents.verification.known.Paper"
    ),
    "public_code": Rule(
        None, "whoever holds the code of an issued paper: documents.verification.known.Paper"
    ),
    "counter": Rule(frozenset({Role.OFFICE})),
    "agreement": Rule(
        frozenset({Role.HEAD, Role.ADMINISTRATOR}),
        "counts; a case is linked where " + CASE_ROWS + " opens it",
    ),
    "credit_compare": Rule(WORKERS, CASE_ROWS + "; saving is the reviewer's, by the door"),
    "credit_class": Rule(frozenset({Role.REVIEWER}), CASE_ROWS),
    "credit_class_decision": Rule(frozenset({Role.HEAD}), CASE_ROWS),
    "credit_lines": Rule(frozenset({Role.REVIEWER, Role.OFFICE}), CASE_ROWS),
    "students": Rule(READERS),
    "student": Rule(READERS, "workflows.students.rights: whole or picked sections"),
    "student_achievement": Rule(rights.WRITERS),
    "student_result": Rule(rights.WRITERS),
    "student_portfolio": Rule(rights.WRITERS),
    "student_planned": Rule(READERS, "judging is the writers': workflows.students.rights"),
    "student_conditions": Rule(rights.SUPPORTERS),
    "student_looks": Rule(rights.WATCHERS),
    "entries": Rule(rights.CONTROLLERS),
    "student_consent": Rule(rights.CONSENT_KEEPERS),
    "student_consent_withdrawal": Rule(rights.CONSENT_KEEPERS),
    "student_pick": Rule(READERS, "workflows.students.rights: whole or picked sections"),
    "student_package": Rule(rights.PACKERS),
    "reports": Rule(READERS),
    "report_xlsx": Rule(READERS),
    "report_pdf": Rule(READERS),
    "imports": Rule(rights.IMPORTERS),
    "import_run": Rule(rights.IMPORTERS),
    "import_confirm": Rule(rights.IMPORTERS),
    "import_drop": Rule(rights.IMPORTERS),
    "rewards": Rule(REWARD_READERS, CASE_ROWS),
    "rewards_given": Rule(REWARD_READERS, CASE_ROWS),
    "reward_new": Rule(NOMINATORS),
    "reward_case": Rule(REWARD_READERS, CASE_ROWS),
    "reward_act": Rule(REWARD_WORKERS, CASE_ROWS + "; the door says who may do what"),
    "reward_edit": Rule(NOMINATORS, CASE_ROWS + "; the nominator's own, by the door"),
    "reward_students": Rule(NOMINATORS, CASE_ROWS + "; the nominator's own, by the door"),
    "reward_add": Rule(NOMINATORS, CASE_ROWS + "; the nominator's own, by the door"),
    "reward_drop": Rule(NOMINATORS, CASE_ROWS + "; the nominator's own, by the door"),
    "reward_nominee": Rule(REWARD_WORKERS, CASE_ROWS + "; the nominator's own or the office's, by the door"),
    "reward_reissue": Rule(REWARD_WORKERS, CASE_ROWS + "; the nominator's own or the office's, by the door"),
    "reward_decision": Rule(frozenset({Role.HEAD}), CASE_ROWS),
    "reward_preview": Rule(REWARD_WORKERS, CASE_ROWS),
    "reward_preview_page": Rule(REWARD_WORKERS, CASE_ROWS),
    "reward_nominees": Rule(REWARD_READERS, CASE_ROWS),
    "reward_hand": Rule(REWARD_WORKERS, CASE_ROWS + "; the nominator's own or the office's, by the door"),
    "reward_print": Rule(REWARD_READERS, CASE_ROWS),
    "reward_list_to_sign": Rule(REWARD_READERS, CASE_ROWS),
    "reward_nomination": Rule(REWARD_READERS, CASE_ROWS),
    "reward_package": Rule(REWARD_READERS, CASE_ROWS),
    "disclosure_apply": PUBLIC,
    "disclosure_get": Rule(None, "an unexpired link and its code: workflows.disclosure.links"),
    "disclosure_new": Rule(OFFICE),
    "disclosure_express": Rule(OFFICE),
    "disclosure_ledger": Rule(EVERY_DISCLOSURE, "LedgerEntry.visible_to"),
    "disclosure_ledger_sheet": Rule(EVERY_DISCLOSURE, "LedgerEntry.visible_to"),
    "disclosure_identity": Rule(OFFICE, CASE_ROWS + "; saving is the office's, by the door"),
    "disclosure_scope": Rule(OFFICE, CASE_ROWS + "; saving is the office's, by the door"),
    "disclosure_preview": Rule(frozenset({Role.OFFICE, Role.HEAD}), CASE_ROWS),
    "disclosure_preview_page": Rule(frozenset({Role.OFFICE, Role.HEAD}), CASE_ROWS),
    "derived": Rule(EVERY_DISCLOSURE, CASE_ROWS),
    "derived_copy": Rule(EVERY_DISCLOSURE, CASE_ROWS + "; Document.visible_to"),
    "derived_duplicate": Rule(EVERY_DISCLOSURE, CASE_ROWS + "; Document.visible_to"),
    "derived_handed": Rule(EVERY_DISCLOSURE, CASE_ROWS + "; Document.visible_to"),
    "derived_send": Rule(EVERY_DISCLOSURE, CASE_ROWS + "; Document.visible_to"),
    "derived_file": Rule(EVERY_DISCLOSURE, CASE_ROWS),
    "derived_extract": Rule(EVERY_DISCLOSURE, CASE_ROWS + "; Document.visible_to"),
    "documents:version": Rule(READERS, "Document.visible_to and reads_document: " + CASE_ROWS),
    "archive": Rule(ARCHIVE_READERS, "Carrier.visible_to; administrators see backups alone"),
    "head_doubt": Rule(frozenset({Role.ARCHIVIST})),
    "carrier_new": Rule(frozenset({Role.OFFICE, Role.ARCHIVIST})),
    "carrier": Rule(CARRIER_READERS, "Carrier.visible_to; office and archivist add scans"),
    "carrier_end": Rule(frozenset({Role.HEAD, Role.ARCHIVIST}), "Carrier.visible_to"),
    "packages": Rule(frozenset({Role.ARCHIVIST, Role.ADMINISTRATOR}), "administrators read no names"),
    "package_new": Rule(rights.PACKERS),
    "package_again": Rule(rights.PACKERS),
    "package_file": Rule(rights.PACKERS),
    "retention": Rule(CARRIER_READERS, "the head alone destroys"),
    "destruction_act": Rule(CARRIER_READERS),
    "destruction_log": Rule(CARRIER_READERS),
    "hold_new": Rule(CARRIER_READERS),
    "hold_lift": Rule(frozenset({Role.HEAD, Role.ARCHIVIST})),
    "deadlines:years": Rule(frozenset({Role.OFFICE, Role.ADMINISTRATOR})),
    "deadlines:year": Rule(frozenset({Role.OFFICE, Role.ADMINISTRATOR})),
    "deadlines:load": Rule(frozenset({Role.OFFICE, Role.ADMINISTRATOR})),
}

# The pages that every kind of case has; a row of its own above overrules them.
OF_EVERY_KIND: dict[str, Rule] = {
    "case": Rule(READERS, CASE_ROWS),
    "act": Rule(READERS, CASE_ROWS + "; the door says who may do what"),
    "receipt": Rule(frozenset({Role.OFFICE, Role.HEAD}), CASE_ROWS),
    "decision": Rule(frozenset({Role.HEAD}), CASE_ROWS),
    "preview": Rule(WORKERS, CASE_ROWS),
    "preview_page": Rule(WORKERS, CASE_ROWS),
}
for _about in catalogue.descriptions():
    TABLE = {_about.route(page): OF_EVERY_KIND[page] for page in _about.pages} | TABLE


# Pages that open cases of a kind: 404 where the profile switches the kind off. Cases that are there stay readable.
ENTRANCES: dict[str, str] = {
    "public_apply": "credit",
    "counter": "credit",
    "reward_new": "reward",
    "disclosure_apply": "disclosure",
    "disclosure_new": "disclosure",
    "disclosure_express": "disclosure",
}


def is_open(name: str) -> bool:
    """Whether the organisation works by the workflow that this page belongs to."""
    try:
        return name not in ENTRANCES or profile.current().is_on(ENTRANCES[name])
    except profile.ProfileMissing:
        return True  # first set-up answers instead


def rule_of(match: ResolverMatch | None) -> Rule | None:
    """The rule of a resolved route; None when nobody declared one."""
    if match is None:
        return None
    families = [NAMESPACES[each] for each in match.namespaces if each in NAMESPACES]
    return TABLE.get(match.view_name) or (families[0] if families else None)


def reads_document(user: User, document: Document) -> bool:
    """The rule of the case or carrier that a document belongs to, lent to documents, which know neither."""
    if document.case_number:
        return bool(Case.objects.visible_to(user).filter(number=document.case_number).exists())
    if document.kind == retention.KIND:  # it names the cases
        return user.has_role(*CARRIER_READERS)
    carriers = Carrier.objects.holding(document)
    return not carriers.exists() or carriers.visible_to(user).exists()


class AccessMiddleware:
    """Refuses what the table does not allow: strangers go to the sign-in page, others get 404."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_: object) -> HttpResponse | None:
        """Look the resolved route up before its view runs."""
        match = request.resolver_match
        rule = rule_of(match)
        if match is None or rule is None or not is_open(match.view_name):
            raise Http404
        if rule.roles is None:
            return None
        if not isinstance(request.user, User):
            return redirect_to_login(request.get_full_path())
        if request.user.has_role(*rule.roles):
            return None
        raise Http404
