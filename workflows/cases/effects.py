"""What actions do in every workflow; each flow mixes these in and adds its own `on_<action>(case, actor, data)`.

Called by the door, inside its transaction; `data` is what the page or command sent. Invalid, with errors by field,
undoes the whole move. What the clock calls (`beat`, `finish_entry`, `void_entry`) opens transactions of its own.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar

from django.utils import timezone

from documents import making
from documents.correctable import Change
from documents.detached import keeping
from documents.models import Correction, Document, Entry, Version
from mailroom import outbox
from organisation.models import User
from organisation.profile import Profile
from records import contacts
from records.models import Student
from workflows.cases import amended, amending, correspondence, decisions, letters, signing
from workflows.cases.door import Invalid, NotNow
from workflows.cases.models import Case
from workflows.cases.papers import Planned

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

Data = dict[str, Any]


class CaseEffects:
    """Mixed into the flow class of every workflow. The last methods are what it says for itself."""

    CASE: ClassVar[type[Case]]  # the concrete case

    def on_add_letter(self, case: Any, actor: User | None, data: Data) -> None:
        """A letter that only a person can take in calls the office; a note of the staff settles that.

        The first letter of a case that a person has to read gets number and date at once.
        """
        waiting = [code for code in case.needs_human if code != "reply"]
        case.needs_human = [*waiting, "reply"] if data.pop("unread", False) else waiting
        if data.pop("first", False) and data.pop("acknowledge", True):
            letters.send(case, "received", context=self.words(case))

    def on_link_student(self, case: Any, actor: User | None, data: Data) -> None:
        """Link or relink; what is known of the sender follows the student."""
        student = Student.objects.filter(pk=data.get("student") or 0).first()
        if student is None:
            raise Invalid({"student": "student_unknown"})
        case.link(student)
        case.needs_human = [code for code in case.needs_human if code not in ("student_unknown", "namesake")]
        contact = contacts.find(student, case.applicant_email, timezone.localdate())
        if contact is not None and not case.sender_confirmed:
            case.sender_confirmed, case.confirmed_how = True, contact.words
            case.applicant_name = contact.name or case.applicant_name

    def on_confirm_sender(self, case: Any, actor: User | None, data: Data) -> None:
        """How it was made sure is part of the record."""
        if not str(data.get("how", "")).strip():
            raise Invalid({"how": "how_missing"})
        case.sender_confirmed, case.confirmed_how = True, str(data["how"])[:300]

    def on_assign(self, case: Any, actor: User | None, data: Data) -> None:
        """By user name."""
        person = User.objects.filter(username=data.get("reviewer", ""), is_active=True).first()
        if person is None:
            raise Invalid({"reviewer": "reviewer_unknown"})
        case.reviewer = person

    def on_withdraw(self, case: Any, actor: User | None, data: Data) -> None:
        """Nothing that waits for a signature may leave any more."""
        outbox.cancel(case.number)
        letters.send(case, "withdrawn", context=self.words(case))

    def on_join(self, case: Any, actor: User | None, data: Data) -> None:
        """The letters of this case go to the one of the same kind that is open already."""
        target = Case.objects.open().filter(kind=case.kind, number=data.get("into", "")).first()
        if target is None or target.pk == case.pk:
            raise Invalid({"into": "join_unknown"})
        case.letters_in.exclude(message__in_cases__case=target).update(case=target, role="joined")
        letters.send(case, "joined", context={"into": target.number})

    def on_sign(self, case: Any, actor: User | None, data: Data) -> None:
        """Date and scan, or a detached signature beside each paper; then the letter leaves."""
        waiting = [each for each in self.packet(case) if signing.awaits_signature(each)]
        self.put_in_force(case, waiting, actor, data)
        told = amending.corrections_of(waiting)
        for correction in told:
            self.tell_corrected(case, correction)
        if len(told) < len(waiting):
            self.answer(case)

    def put_in_force(self, case: Any, waiting: Sequence[Version], actor: User | None, data: Data) -> None:
        """Sign what waits for it. NotNow: nothing does; Invalid: a date or a detached signature is missing."""
        if not waiting:
            raise NotNow("the paper does not wait for a signature")
        on_paper = [each for each in waiting if signing.by_hand(each)]
        if on_paper and not data.get("signed_on"):
            raise Invalid({"signed_on": "signed_on_missing"})
        signed = keeping.of(waiting)
        bare = [each.pk for each in waiting if each not in on_paper and each.pk not in signed]
        if bare:
            raise Invalid({f"signature_{key}": "signature_missing" for key in bare})
        scan = Document.objects.filter(pk=data.get("scan") or 0, case_number=case.number).first()
        signing.sign(waiting, str(data.get("signed_on", "")), scan, actor)

    def on_hand_over(self, case: Any, actor: User | None, data: Data) -> None:
        """Against signature, or by post with a number; the words say which."""
        if not str(data.get("how", "")).strip():
            raise Invalid({"how": "how_missing"})
        packet = self.packet(case)
        if not packet or self.awaits_signature(case):
            raise NotNow("the paper is not signed yet")
        signing.hand_over(packet, str(data["how"]), actor)
        correspondence.handed_over(case, str(data["how"]), actor)

    def on_letter_returned(self, case: Any, actor: User | None, data: Data) -> None:
        """The office is called until another address or another way is chosen."""
        if "letter_returned" not in case.needs_human:
            case.needs_human = [*case.needs_human, "letter_returned"]

    def on_readdress(self, case: Any, actor: User | None, data: Data) -> None:
        """A new address, and the answer once more."""
        if not data.get("email"):
            raise Invalid({"email": "email_missing"})
        case.applicant_email = str(data["email"])
        case.needs_human = [code for code in case.needs_human if code != "letter_returned"]
        outbox.readdress(case.number, case.applicant_email)

    def on_correct(self, case: Any, actor: User | None, data: Data) -> None:
        """The corrected version stands; whoever has the old one is told, at once or when the new one is signed."""
        version = Version.objects.select_related("document", "entry", "correction__replaces").get(
            pk=data["version"]
        )
        self.after_correction(case, version, actor)
        if signing.awaits_signature(version):
            return
        if outbox.cancel_with(case.number, version.correction.replaces.sha256):
            self.answer(case)  # the answer itself has not left yet: it leaves with the corrected paper
        else:
            self.tell_corrected(case, version.correction)

    def on_revoke(self, case: Any, actor: User | None, data: Data) -> None:
        """The paper is in force no longer, and what it brought about is undone."""
        version = amending.revoked(case, actor, data)
        reason = amended.words(data.pop("reason"))
        effects = self.after_revocation(case, version, actor, reason)
        amending.tell_revoked(case, version, reason, effects)
        number = version.entry.number if version.entry else ""
        data |= {"paper": version.document_id, "number": number, "reason": reason}

    def tell_corrected(self, case: Any, correction: Correction) -> None:
        """The letter with the corrected version."""
        amending.tell_corrected(case, correction)

    def packet(self, case: Any) -> list[Version]:
        """The papers of the decision in their newest versions."""
        if not case.decision_number:
            return []
        return signing.just_made(case) or signing.packet(case.decision_number, case.number)

    def awaits_signature(self, case: Any) -> bool:
        """Whether a paper of the decision is made and not yet signed."""
        if made := signing.just_made(case):
            return any(making.waits(each.entry.snapshot) for each in made if each.entry)
        if not signing.ever_waited(case.number):
            return False
        return any(signing.awaits_signature(each) for each in self.packet(case))

    def answer(self, case: Any) -> None:
        """Queue the packet, unless it has to be signed first or goes out on paper."""
        packet = self.packet(case)
        if not packet or self.awaits_signature(case):
            return
        enclosed = signing.as_files(packet) if signing.just_made(case) else signing.enclosed(packet)
        words = {**self.words(case), "signature": len(enclosed) > len(packet)}
        letters.send(case, "decision", context=words, attachments=enclosed)

    # What a workflow may, or must, say for itself.

    def planned(self, case: Any, action: str, actor: User | None, data: Data) -> Sequence[Planned]:
        """The papers that a decision makes, checked and frozen; nearly always one. Invalid: it cannot be decided so."""
        raise NotImplementedError

    def settle_correction(
        self, before: Mapping[str, Any], after: dict[str, Any], changes: Sequence[Change]
    ) -> None:
        """Bring what follows from the changes into the corrected snapshot. Invalid: that would be another decision."""

    def records_say(self, case: Any, version: Version) -> Mapping[str, str]:
        """What the records say by now, by path of the particular: shown beside what the paper says."""
        if case.student is None:
            return {}
        return {
            "student.full_name": case.student.full_name,
            "student.birth_date": case.student.birth_date.isoformat(),
            "student.group": case.student.group,
            "student.file_number": case.student.file_number,
        }

    def after_correction(self, case: Any, version: Version, actor: User | None) -> None:
        """What a corrected version changes in the records of this kind."""

    def after_revocation(self, case: Any, version: Version, actor: User | None, reason: str) -> str:
        """Undo what a revoked paper brought about; a sentence for the letter (Russian), or ""."""
        return ""

    def what_revoking_undoes(self, case: Any, version: Version) -> "Sequence[StrOrPromise]":
        """Sentences for whoever is about to revoke a paper."""
        return ()

    def words(self, case: Any) -> dict[str, Any]:
        """What the letters of this kind print besides number, date and links."""
        return {}

    def beat(self, today: date, ours: Profile) -> Mapping[str, int]:
        """What is to be done by the date alone; counts per outcome. Must be safe to repeat at any moment."""
        return {}

    def finish_entry(self, entry: Entry) -> None:
        """Finish a reservation whose maker is gone. NeverPrintable or a MoveRefused: it will never be finished."""
        decisions.finish(self.CASE, entry.pk)

    def void_entry(self, entry: Entry, reason: str) -> None:
        """End a reservation that will never become a paper."""
        decisions.void(self.CASE, entry.pk, reason)
