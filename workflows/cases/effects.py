"""What actions do in every workflow; each flow mixes these in and adds its own `on_<action>(case, actor, data)`.

Called by the door, inside its transaction; `data` is what the page or command sent. Invalid, with errors by field,
undoes the whole move. What the clock calls (`beat`, `finish_entry`, `void_entry`) opens transactions of its own.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, ClassVar

from django.utils import timezone

from documents.detached import keeping
from documents.models import Document, Entry, Version
from mailroom import outbox
from organisation.models import User
from organisation.profile import Profile
from records import contacts
from records.models import Student
from workflows.cases import correspondence, decisions, letters, signing
from workflows.cases.door import Invalid, NotNow
from workflows.cases.models import Case
from workflows.cases.papers import Planned

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
        packet = self.packet(case)
        waiting = [each for each in packet if signing.awaits_signature(each)]
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
        signing.sign(packet, str(data.get("signed_on", "")), scan, actor)
        self.answer(case)

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

    def packet(self, case: Any) -> list[Version]:
        """The papers of the decision in their newest versions."""
        return signing.packet(case.decision_number, case.number) if case.decision_number else []

    def awaits_signature(self, case: Any) -> bool:
        """Whether a paper of the decision is made and not yet signed."""
        return any(signing.awaits_signature(each) for each in self.packet(case))

    def answer(self, case: Any) -> None:
        """Queue the packet, unless it has to be signed first or goes out on paper."""
        packet = self.packet(case)
        if not packet or any(signing.awaits_signature(each) for each in packet):
            return
        letters.send(case, "decision", context=self.words(case), attachments=signing.enclosed(packet))

    # What a workflow may, or must, say for itself.

    def planned(self, case: Any, action: str, actor: User | None, data: Data) -> Sequence[Planned]:
        """The papers that a decision makes, checked and frozen; nearly always one. Invalid: it cannot be decided so."""
        raise NotImplementedError

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
