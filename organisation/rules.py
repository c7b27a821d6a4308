"""The groups of rules a profile is made of, as frozen values without Django. Missing keys take these defaults."""

from dataclasses import dataclass
from typing import Literal

# Papers a record request may ask for (regulation files 000 §6, 002 §5, 004 §4), in the order of the lists.
DISCLOSURE_PAPERS = (
    "study_certificate",
    "progress_certificate",
    "journal_extract",
    "reward_list",
    "personal_file_copy",
)


@dataclass(frozen=True)
class Series:
    """A register series. Own numbers are gap-free; external ones are typed from another system."""

    pattern: str  # "{n}-зч", "{n:03}/{yy}", "{of}/Р" (of = number of the case it belongs to)
    start: int = 1
    restart: Literal["calendar", "school", "never"] = "calendar"
    kind: Literal["own", "external"] = "own"
    title: str = ""  # of a register of the school's own; the product names its series itself


@dataclass(frozen=True)
class GradeRule:
    """How a mark of another scale is credited on ours. A failing mark is never credited."""

    written: tuple[str, ...]  # as people write it, lower case: "5", "отл", "отлично"
    ours: str
    passing: bool = True


@dataclass(frozen=True)
class ProgrammeType:
    """A type of programme by which results are kept apart (file 000, 3.1). A switched-off one takes no results."""

    code: str
    title: str
    enabled: bool = True


@dataclass(frozen=True)
class EvidenceKind:
    """A kind of document that proves something (file 000, 4.7; file 003, 2.2)."""

    code: str
    title: str
    sealed: bool = False  # seal and signature of the sending organisation are looked at before approval
    copy_needed: bool = False  # an electronic copy is kept with every entry


@dataclass(frozen=True)
class Carrier:
    """Where records are kept (file 000, 4.3). One that is not mandatory names the decision that introduced it."""

    title: str
    kind: Literal["paper", "electronic"]
    mandatory: bool = True
    index: str = ""  # in the nomenclature of files
    place: str = ""
    decision: str = ""


@dataclass(frozen=True)
class CreditRules:
    """Credit transfer. Source of the defaults: regulation file 002, section 4 (4.3, 4.5, 4.9)."""

    enabled: bool = True
    threshold_percent: int = 75
    term_working_days: int = 3
    target_working_days: int | None = None  # the school's own stricter target, shown apart
    trigger: Literal["receipt", "completeness"] = "completeness"
    pause_while_waiting: bool = True
    allow_assessment: bool = True
    lapse_after_days: int = 30  # calendar days of silence after which the closing letter goes
    remind_after_days: int = 10
    order_required: bool = False
    approver_differs: bool = True  # the head may not decide what they compared themselves
    require_confirmed_sender: bool = True
    evidence_required: bool = False  # 4.2: a document or the reviewer's own reason before approval
    exceptions_need_words: bool = False  # the head says in words why courses outside the tests are credited


@dataclass(frozen=True)
class RewardKind:
    """A kind of reward that the organisation gives (regulation file 004, 3.1 and 3.3)."""

    code: str
    title: str  # «Почётная грамота», as lists and certificates print it
    order_words: str  # instrumental, as an order says it: «наградить … почётной грамотой»
    certificate: bool = True  # a printed sheet per student exists
    wants_amount: bool = False  # roubles, for scholarships and gifts
    wants_period: bool = False  # a scholarship is paid from–to
    external: bool = False  # a package goes to an outside body, which decides
    enabled: bool = True


@dataclass(frozen=True)
class Direction:
    """A direction of work and the user name of the deputy director in charge of it (file 004, 3.2 and 3.4)."""

    code: str
    title: str
    deputy: str = ""


@dataclass(frozen=True)
class RewardRules:
    """Reward nominations. Source of the defaults: regulation file 004, section 3."""

    enabled: bool = True
    kinds: tuple[RewardKind, ...] = ()
    fields: tuple[tuple[str, str], ...] = ()  # (code, title) of fields of activity: study, sport …
    directions: tuple[Direction, ...] = ()
    ground_required: bool = True
    approver_differs: bool = True  # the head may not decide what they nominated themselves
    publish_needs_consent: bool = True  # 152-FZ, article 10.1
    term_working_days: int | None = None  # no regulation sets one; empty means no due date


@dataclass(frozen=True)
class DisclosureRules:
    """Record disclosure. Source of the defaults: 152-FZ, articles 14 and 20; files 000 §6, 002 §5, 004 §4."""

    enabled: bool = True
    term_working_days: int = 10
    extend_working_days: int = 5
    papers: tuple[str, ...] = DISCLOSURE_PAPERS
    parents_see_minors: bool = True
    customers_see: bool = False  # payers with recorded permission (file 003, 1.4)
    written_only: bool = False  # oral requests at the counter are not taken
    express_working_days: int = 3
    express_without_director: bool = True
    authority_working_days: int = 10
    approver_differs: bool = True  # who approves is not who prepared
    repeat_after_days: int = 30
    link_lifetime_days: int = 14


@dataclass(frozen=True)
class FileIndex:
    """A line of the list of files (nomenclature): its index, what is kept there, how long."""

    index: str
    title: str
    years: int | None = None  # full years after the year it was made in; None keeps it for good
    cases: tuple[
        str, ...
    ] = ()  # kinds of cases whose files are kept under it: "credit", "reward", "disclosure"


@dataclass(frozen=True)
class ArchiveRules:
    """Archive and backups. Source of the defaults: regulation file 001, 6.3; file 003, 1.1."""

    form: Literal["both", "paper", "electronic"] = "both"
    backup_by: str = "01-25"  # month and day of the yearly backup
    remind_days: int = 21
    media: int = 2
    files: tuple[FileIndex, ...] = ()
