"""What each action of a record request does besides the state. Called by the door, inside its transaction.

`data` is what the page or command sent; door.Invalid with errors by field undoes the whole move.
"""

from collections.abc import Sequence
from typing import Any

from django.utils import timezone

from documents.models import Correction, Version
from organisation import profile
from organisation.models import User
from records import contacts
from records.models import Representative
from workflows.cases import amending, clock, letters, signing
from workflows.cases.door import Invalid, NotNow
from workflows.cases.effects import CaseEffects
from workflows.cases.papers import Planned
from workflows.disclosure import judging, ledger, links, papers, rules, wording
from workflows.disclosure.choices import EXPRESS, Delivery
from workflows.disclosure.models import LedgerEntry, RecordRequest
from workflows.disclosure.rules import Capacity

Data = dict[str, Any]
REFUSALS = ("disclosure_refusal", "disclosure_notice")
IDENTITY = ("identity_document", "identity_digits", "identity_how")
RIGHT = (
    "capacity",
    "authority",
    "authority_from",
    "authority_to",
    "ground",
    "request_number",
    "request_date",
)
ASKED = ("papers", "period_from", "period_to", "purpose", "copies", "delivery", "postal_address")


class Effects(CaseEffects):
    """Mixed into DisclosureFlow."""

    CASE = RecordRequest

    def on_take_up(self, case: RecordRequest, actor: User | None, data: Data) -> None:
        """Number and date go to whoever wrote; nothing else is known of them yet."""
        if not case.papers:
            raise Invalid({"papers": "papers_missing"})
        clock.refresh(case)
        if data.pop("acknowledge", True):
            letters.send(case, "accepted", context=self.words(case))

    def on_amend(self, case: RecordRequest, actor: User | None, data: Data) -> None:
        """What is asked, as a person read it."""
        known = (*profile.current().disclosure.papers, EXPRESS)
        asked = data.get("papers") or []
        if not asked or any(each not in known for each in asked):
            raise Invalid({"papers": "papers_missing"})
        if data.get("period_from") and data.get("period_to") and data["period_from"] > data["period_to"]:
            raise Invalid({"period_to": "period_reversed"})
        take(case, data, ASKED)

    def on_name_others(self, case: RecordRequest, actor: User | None, data: Data) -> None:
        """`others`: key of a further student of the letter -> key of ours, or "" when none of ours is meant."""
        given = data.pop("others", None) or {}
        for each in case.others.filter(open=True):
            chosen = str(given.get(str(each.pk), "?"))
            found = {str(one.pk): one for one in contacts.candidates(each.written)}
            if chosen and chosen not in found:
                raise Invalid({f"other_{each.pk}": "student_unknown"})
            each.student, each.open = found.get(chosen), False
            each.save()

    def on_identify(self, case: RecordRequest, actor: User | None, data: Data) -> None:
        """Who asks, how that was made sure, and by which right; without the right nothing goes on."""
        if case.others.filter(open=True).exists():
            raise Invalid({"others": "others_open"})
        if case.student is None and case.subjects():
            raise Invalid({"student": "first_student_open"})
        take_identity(case, actor, data)
        take_representative(case, data)
        take(case, data, RIGHT)
        found = judging.judge(case)
        if not found.entitled:
            raise Invalid({"capacity": found.code})
        case.sender_confirmed, case.confirmed_how = True, ledger.identified(case)[:300]
        case.needs_human = []
        case.scope = everything(case)
        data["clause"] = found.clause

    def on_choose(self, case: RecordRequest, actor: User | None, data: Data) -> None:
        """Only rows of these students; whatever else was sent is refused, not dropped."""
        chosen = data.pop("scope", {})
        offered = {code: {row.key for row in rows} for code, rows in self._available(case).items()}
        for code, keys in chosen.items():
            if code not in offered or not set(keys) <= offered[code]:
                raise Invalid({code: "not_of_this_student"})
        case.scope = {code: sorted(set(chosen.get(code, ()))) for code in case.papers}

    def on_submit(self, case: RecordRequest, actor: User | None, data: Data) -> None:
        """Every paper says something, and not more than a paper holds."""
        self._hold_right(case)
        for code in case.papers:
            count = len(case.scope.get(code, ()))
            if code != EXPRESS and not count:
                raise Invalid({code: "nothing_chosen"})
            if count > papers.MOST_ROWS:
                raise Invalid({code: "too_many_rows"})

    def on_send_back(self, case: RecordRequest, actor: User | None, data: Data) -> None:
        """The remark is in the step's note; the office reads it on the desk."""

    def planned(self, case: RecordRequest, action: str, actor: User | None, data: Data) -> Sequence[Planned]:
        """The papers of a decision: those that were asked for, a refusal, or the notice of an extension."""
        if action == "extend":
            return [self._notice(case, actor, data)]
        if action == "turn_away":
            return [Planned(papers.EXTRACT, "disclosure_refusal", papers.uniform_refusal(case, actor))]
        if action in ("decline", "refuse"):
            code, note = str(data.get("refusal", "")), str(data.get("note", "") or "")
            if not rules.may_refuse(code):
                raise Invalid({"refusal": "no_ground"})
            if action == "decline" and not (data.get("identity_document") and data.get("identity_how")):
                raise Invalid({"identity_document": "identity_missing"})
            snapshot = papers.refusal(case, code, note, actor)
            return [Planned(papers.EXTRACT, "disclosure_refusal", snapshot)]
        self._hold_right(case)
        return papers.packet(case, actor, str(data.get("external_number", "")))

    def on_disclose(self, case: RecordRequest, actor: User | None, data: Data) -> None:
        """Ledger and answer, in the transaction of the decision."""
        ledger.enter(case, LedgerEntry.Decision.DISCLOSED, actor, leaving(case))
        self.answer(case)

    on_issue = on_disclose

    def on_turn_away(self, case: RecordRequest, actor: User | None, data: Data) -> None:
        """The uniform answer; letters go on showing number and date only."""
        ledger.enter(case, LedgerEntry.Decision.REFUSED, actor, self.packet(case))
        self.answer(case)

    def on_decline(self, case: RecordRequest, actor: User | None, data: Data) -> None:
        """Identified, and without the right."""
        take_identity(case, actor, data)
        case.sender_confirmed, case.confirmed_how = True, ledger.identified(case)[:300]
        self.on_refuse(case, actor, data)

    def on_refuse(self, case: RecordRequest, actor: User | None, data: Data) -> None:
        """The ground in full stands in the paper, and in the ledger."""
        case.refusal = data["refusal"]
        ledger.enter(case, LedgerEntry.Decision.REFUSED, actor, self.packet(case))
        self.answer(case)

    def on_extend(self, case: RecordRequest, actor: User | None, data: Data) -> None:
        """The date moves, and the notice leaves at once."""
        case.extension_reason = str(data["reason"])[:500]
        case.extended_on = papers.today(profile.current())
        clock.refresh(case)
        notice = signing.packet(case.notice_number, case.number)
        letters.send(case, "extended", context=self.words(case), attachments=signing.enclosed(notice))

    def answer(self, case: RecordRequest) -> None:
        """By letter, by link, or with a word that the paper can be fetched; a paper to be signed waits."""
        packet = self.packet(case)
        if not packet or any(signing.awaits_signature(each) for each in packet):
            return
        words = self.words(case)
        if case.state == "disclosed" and case.delivery in (Delivery.HAND, Delivery.POST):
            letters.send(case, "ready", context=words)
        elif case.state == "disclosed" and case.delivery == Delivery.LINK:
            days = profile.current().disclosure.link_lifetime_days
            words |= {"link_url": links.make(case, days), "link_days": days}
            letters.send(case, "decision", context=words)
        else:
            going = leaving(case)
            enclosed = signing.enclosed(going)
            words |= {"signature": len(enclosed) > len(going)}
            letters.send(case, "decision", context=words, attachments=enclosed)

    def tell_corrected(self, case: RecordRequest, correction: Correction) -> None:
        """By the way the papers were asked for: by letter, by a new link, or with a word that they can be fetched."""
        if case.state != "refused" and not case.refusal and case.delivery != Delivery.EMAIL:
            if case.delivery == Delivery.LINK:
                days = profile.current().disclosure.link_lifetime_days
                words = {**self.words(case), "link_url": links.make(case, days), "link_days": days}
                letters.send(case, "decision", context={**words, "refused": False})
            amending.tell_corrected(case, correction, attach=False, details=False)
        else:
            amending.tell_corrected(case, correction)

    def after_correction(self, case: RecordRequest, version: Version, actor: User | None) -> None:
        """What leaves once more is a row of the ledger once more."""
        if not case.refusal and version.document.kind not in REFUSALS:
            ledger.enter(case, LedgerEntry.Decision.DISCLOSED, actor, [version])

    def words(self, case: RecordRequest) -> dict[str, Any]:
        """What was asked, and by when the answer comes."""
        return {"papers": wording.papers(case.papers), "due": case.due_on, "refused": case.state == "refused"}

    def _notice(self, case: RecordRequest, actor: User | None, data: Data) -> Planned:
        ours = profile.current()
        today = papers.today(ours)
        if case.due_on is None or not rules.may_extend(case.extended_on is not None, case.due_on, today):
            raise NotNow("the term is extended once, and only while it runs")
        reason = str(data.get("reason", "")).strip()
        if not reason:
            raise Invalid({"reason": "reason_missing"})
        case.extended_on = today
        later = clock.term(case)
        case.extended_on = None
        if later is None or later.due is None:
            raise NotNow("no term runs")
        snapshot = papers.notice(case, reason, case.due_on, later.due, actor)
        return Planned("outgoing", "disclosure_notice", snapshot)

    def _hold_right(self, case: RecordRequest) -> None:
        """The right must stand on this very day: majority may have come since it was checked."""
        found = judging.judge(case)
        if not found.entitled:
            raise Invalid({"right": found.code})

    def _available(self, case: RecordRequest) -> dict[str, list[Any]]:
        return judging.available(case, profile.current())


def leaving(case: RecordRequest) -> list[Version]:
    """The papers of the decision, and the chosen copies of the personal file."""
    packet = signing.packet(case.decision_number, case.number)  # a revoked paper is not among them
    if case.refusal or not case.scope.get("personal_file_copy"):
        return packet
    wanted = [int(key.partition(":")[2]) for key in case.scope["personal_file_copy"]]
    return [*packet, *Version.objects.filter(pk__in=wanted).select_related("document", "entry")]


def everything(case: RecordRequest) -> dict[str, list[str]]:
    """All rows of the asked papers for a start; copies of the file are picked one by one."""
    found = judging.available(case, profile.current())
    return {
        code: [] if code == "personal_file_copy" else [row.key for row in rows]
        for code, rows in found.items()
    }


def take(case: RecordRequest, data: Data, names: Sequence[str]) -> None:
    """Put what was sent into the columns of the same name; the step keeps it as text."""
    for name in names:
        if name in data:
            setattr(case, name, data[name])
            if hasattr(data[name], "isoformat"):
                data[name] = data[name].isoformat()


def take_identity(case: RecordRequest, actor: User | None, data: Data) -> None:
    """What was seen and how; not a scan."""
    if not data.get("identity_document") or not data.get("identity_how"):
        raise Invalid({"identity_document": "identity_missing"})
    take(case, data, IDENTITY)
    case.identified_by, case.identified_at = actor, timezone.now()
    case.applicant_name = str(data.get("applicant_name") or case.applicant_name)[:300]


def take_representative(case: RecordRequest, data: Data) -> None:
    """A representative on file brings name, document and period with them."""
    known = Representative.objects.filter(pk=data.get("representative") or 0, student=case.student_id).first()
    if data.get("capacity") != Capacity.REPRESENTATIVE or known is None:
        return
    case.applicant_name = known.full_name
    data["authority"] = known.authority or known.relation
    data["authority_from"], data["authority_to"] = known.valid_from, known.valid_to
