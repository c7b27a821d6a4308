"""Numbers of papers: reserved inside the caller's transaction, gap-free, and never lost.

A number moves reserved -> issued or reserved -> voided, and no other way. The counter row of the register is
updated first of all: that row lock (PostgreSQL) or write lock (SQLite) lets one registration pass at a time.
"""

import json
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, timedelta
from string import Formatter
from typing import Any

from django.db import connection
from django.db.models import F, Q, QuerySet
from django.utils import timezone

import journal
from documents import checking
from documents.about import about as describe
from documents.about import sought
from documents.models import Code, Entry, Register
from organisation.models import User
from organisation.profile import Series

LEASE = timedelta(minutes=2)
MOST_ATTEMPTS = 5  # of makers that died or failed over one paper
SOONEST, LATEST = timedelta(minutes=1), timedelta(minutes=30)  # between attempts at what hinders all papers
SCHOOL_YEAR_STARTS = (9, 1)  # 273-FZ leaves it to the curriculum; the first of September is the custom
PLACEHOLDERS = {"n", "yy", "yyyy", "of"}


class NumberingError(Exception):
    """The number cannot be given or ended as asked."""


class PatternInvalid(NumberingError):
    """The profile's pattern holds a placeholder that the product does not know."""


class DuplicateNumber(NumberingError):
    """The typed number already stands in the register; `entry` is the line that has it."""

    def __init__(self, entry: Entry) -> None:
        super().__init__(f"{entry.number} is already registered on {entry.date:%d.%m.%Y}")
        self.entry = entry


class NotReserved(NumberingError):
    """The number has ended already: somebody else issued or voided it."""


def period(series: Series, on: date) -> str:
    """The period of the series that the date falls into: "2026", "2026/27" or ""."""
    if series.restart == "never":
        return ""
    if series.restart == "calendar":
        return f"{on.year}"
    first = on.year if (on.month, on.day) >= SCHOOL_YEAR_STARTS else on.year - 1
    return f"{first}/{(first + 1) % 100:02}"


def written(pattern: str, n: int, on: date, of: str = "") -> str:
    """The number as printed: {n}, {n:03}, {yy}, {yyyy} (year of the date) and {of} filled in."""
    names = {name for _, name, _, conversion in Formatter().parse(pattern) if name is not None or conversion}
    if not names <= PLACEHOLDERS or not names & {"n", "of"}:
        raise PatternInvalid(pattern)
    if "of" in names and not of:
        raise PatternInvalid(f"{pattern}: {{of}} needs the number it belongs to")
    try:
        return pattern.format(n=n, yy=f"{on.year % 100:02}", yyyy=on.year, of=of)
    except (ValueError, IndexError) as error:
        raise PatternInvalid(pattern) from error


def folded(number: str) -> str:
    """The spelling under which two numbers are the same; at most three times as long."""
    return number.casefold()


def reserve(
    key: str,
    series: Series,
    *,
    on: date,
    case_number: str,
    kind: str,
    actor_id: int | None,
    action: str,
    snapshot: Mapping[str, Any],
    of: str = "",
    lease: timedelta = LEASE,
) -> Entry:
    """Reserve the next number inside the caller's transaction; `number` and `date` are added to the snapshot.

    The maker holds the entry until `locked_until`; after that `tick` may take it over.
    NumberingError outside a transaction, for an external series, or for a pattern that cannot be filled.
    """
    if series.kind == "external":
        raise NumberingError(f"{key}: numbers of this series come from another system")
    register = _next(key, series, on)
    number = _free(register, written(series.pattern, register.last, on, of))
    about = {"case_number": case_number, "kind": kind, "actor_id": actor_id, "action": action}
    return _write(register, number, on, snapshot, lease, about)


def reserve_many(
    key: str,
    series: Series,
    snapshots: Sequence[Mapping[str, Any]],
    *,
    on: date,
    case_number: str,
    kind: str,
    actor_id: int | None,
    action: str,
) -> list[Entry]:
    """One number for each snapshot, in order, all or none, inside the caller's transaction; a few queries for all.

    Nobody holds them: `tick` may take each at once. Refuses what `reserve` refuses.
    """
    if series.kind == "external":
        raise NumberingError(f"{key}: numbers of this series come from another system")
    if not snapshots:
        return []
    line = _next(key, series, on, len(snapshots))
    first = line.last - len(snapshots) + 1
    about = {"case_number": case_number, "kind": kind, "actor_id": actor_id, "action": action}
    bare = [written(series.pattern, n, on, case_number) for n in range(first, line.last + 1)]
    known = line.entries.filter(folded__in={folded(each) for each in bare}).values_list("folded", flat=True)
    met, given, made = set(known), set[str](), list[Entry]()
    for n, (number, snapshot) in enumerate(zip(bare, snapshots, strict=True), start=first):
        if folded(number) in met:
            number = _free(line, number, given)
        given.add(folded(number))
        met.add(folded(number))
        made.append(_entry(line, n, number, on, snapshot, timedelta(0), about))
    entries = Entry.objects.bulk_create(made)
    Code.objects.bulk_create(_codes(entries))
    return entries


def register(
    key: str,
    series: Series,
    *,
    on: date,
    case_number: str,
    kind: str,
    actor_id: int | None,
    action: str = "",
    snapshot: Mapping[str, Any] | None = None,
    of: str = "",
) -> Entry:
    """A line that needs no paper (a case opened, a letter received): numbered and in force at once."""
    entry = reserve(
        key,
        series,
        on=on,
        case_number=case_number,
        kind=kind,
        actor_id=actor_id,
        action=action,
        snapshot=snapshot or {},
        of=of,
    )
    issue(entry, "")
    told = {"case": case_number, "action": action}
    journal.append("number", entry.number, told, User(pk=actor_id) if actor_id else None, rows=[entry])
    return entry


def rows(entries: Sequence[Entry]) -> list[Entry | Code]:
    """What the journal has to vouch for of numbers just given: their lines, and the codes of their short addresses."""
    return [*entries, *(each.code for each in entries if "check" in each.snapshot)]


def register_external(
    key: str,
    number: str,
    series: Series,
    *,
    on: date,
    case_number: str,
    kind: str,
    actor_id: int | None,
    action: str = "",
    snapshot: Mapping[str, Any] | None = None,
) -> Entry:
    """Enter a number typed from another system, reserved like our own. DuplicateNumber if it stands already.

    The ordinal `n` counts our lines; it says nothing about the other system's count.
    """
    number = " ".join(number.split())
    if not number:
        raise NumberingError("an external number is empty")
    line = _next(key, series, on)
    taken = line.entries.filter(folded=folded(number)).first()
    if taken is not None:
        raise DuplicateNumber(taken)
    about = {"case_number": case_number, "kind": kind, "actor_id": actor_id, "action": action}
    return _write(line, number, on, snapshot or {}, LEASE, about)


def issue(entry: Entry, paper_sha256: str) -> None:
    """The paper stands: the number is used. NotReserved when another process ended it first."""
    _end(entry, Entry.Status.ISSUED, paper_sha256=paper_sha256)


def void(entry: Entry, reason: str) -> None:
    """No paper will come: the number stays in the register with its reason (a gap looks like a theft)."""
    if not reason.strip():
        raise NumberingError("a voided number needs a reason")
    _end(entry, Entry.Status.VOIDED, reason=reason[:500])


def claim(pk: int, now: datetime, lease: timedelta = LEASE) -> Entry | None:
    """Take over a reservation whose lease ran out, by conditional update; None when somebody else has it."""
    free = Entry.objects.due(now).filter(pk=pk)
    taken = free.update(locked_until=now + lease, attempts=F("attempts") + 1, next_at=None)
    return Entry.objects.get(pk=pk) if taken else None


def postpone(entry: Entry, until: datetime, problem: str = "") -> None:
    """Making failed for a passing reason: give the lease back and try again after `until`."""
    _reserved(entry).update(locked_until=timezone.now(), next_at=until, reason=problem[:500])


def put_off(entry: Entry, problem: str, now: datetime) -> None:
    """What hinders is not the paper's (seal, disk, store): tried for as long as it takes, less and less often."""
    _reserved(entry).update(attempts=0)
    postpone(entry, next_try(entry.made_at, now), problem)


def next_try(since: datetime, now: datetime) -> datetime:
    """When to try again what has waited since then: the longer it waits, the less often."""
    return now + min(max((now - since) / 4, SOONEST), LATEST)


def fail(entry: Entry, problem: str, now: datetime) -> None:
    """This paper failed: after 1, 2, 4 … minutes again; after MOST_ATTEMPTS it waits for a person (`again`)."""
    if entry.attempts < MOST_ATTEMPTS:
        postpone(entry, now + timedelta(minutes=2**entry.attempts), problem)
    else:
        _reserved(entry).update(locked_until=None, next_at=None, reason=problem[:500])


def again(pk: int) -> bool:
    """A person asks for one more try at once; False when it is ended, or being made at this moment."""
    waiting = Entry.objects.filter(pk=pk, status=Entry.Status.RESERVED)
    free = waiting.filter(Q(locked_until=None) | Q(locked_until__lte=timezone.now()))
    return bool(free.update(locked_until=timezone.now(), next_at=None, attempts=0))


def _reserved(entry: Entry) -> QuerySet[Entry]:
    return Entry.objects.filter(pk=entry.pk, status=Entry.Status.RESERVED)


def _end(entry: Entry, status: Entry.Status, *, reason: str = "", paper_sha256: str = "") -> None:
    """One conditional update: of two that try, one wins."""
    changed = Entry.objects.filter(pk=entry.pk, status=Entry.Status.RESERVED).update(
        status=status, reason=reason, paper_sha256=paper_sha256, locked_until=None, next_at=None
    )
    if not changed:
        raise NotReserved(entry.number)
    entry.status, entry.reason, entry.paper_sha256 = status, reason, paper_sha256
    entry.locked_until = entry.next_at = None


def _write(
    line: Register,
    number: str,
    on: date,
    snapshot: Mapping[str, Any],
    lease: timedelta,
    about: Mapping[str, Any],
) -> Entry:
    """The reserved line itself."""
    made = _entry(line, line.last, number, on, snapshot, lease, about)
    made.save()
    Code.objects.bulk_create(_codes([made]))
    return made


def _codes(entries: Sequence[Entry]) -> list[Code]:
    """The codes of those papers that have a short address."""
    addressed = [each for each in entries if "check" in each.snapshot]
    return [Code(entry=each, code=checking.read(each.snapshot["check"]["code"])) for each in addressed]


def _entry(
    line: Register,
    n: int,
    number: str,
    on: date,
    snapshot: Mapping[str, Any],
    lease: timedelta,
    about: Mapping[str, Any],
) -> Entry:
    """The line before it is written; its snapshot knows its own number and date, and its short address."""
    whom = describe(snapshot)
    check = {}
    if base := snapshot.get("check_at"):
        check = {"check": checking.address(base, checking.fresh())}
    whole = {**snapshot, **check, "number": number, "date": on.isoformat()}
    return Entry(
        register=line,
        n=n,
        number=number,
        folded=folded(number),
        date=on,
        snapshot=json.loads(json.dumps(whole)),  # as whoever reads the row will have it
        about=whom,
        sought=sought(number, about["case_number"], whom),
        locked_until=timezone.now() + lease,
        **about,
    )


def _next(key: str, series: Series, on: date, count: int = 1) -> Register:
    """Count up and return the register, locked until the caller's transaction ends."""
    if not connection.in_atomic_block:
        raise NumberingError("a number is reserved inside a transaction")
    line = Register.objects.filter(key=key, period=period(series, on))
    if not line.update(last=F("last") + count):
        # Two first registrations of a period may meet here: the second waits for the first, then counts on.
        first = Register(key=key, period=period(series, on), last=series.start - 1)
        Register.objects.bulk_create([first], ignore_conflicts=True)
        line.update(last=F("last") + count)
    return line.get()


def _free(register: Register, number: str, given: Collection[str] = ()) -> str:
    """The number, or number-2, number-3 …: a second decision of one case under a pattern without {n}.

    given: folded numbers of this transaction that are not written yet.
    """
    again = 1
    wanted = number
    while folded(wanted) in given or register.entries.filter(folded=folded(wanted)).exists():
        again += 1
        wanted = f"{number}-{again}"
    return wanted
