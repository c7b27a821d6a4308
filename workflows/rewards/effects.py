"""What each action of a nomination does besides the state. Called by the door, inside its transaction.

The reward's life is one transaction with its order: number, reward, portfolio and the numbers of all certificates.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from documents.models import Correction, Entry, Version
from organisation import profile
from organisation.models import User
from organisation.profile import RewardKind
from records.models import PortfolioItem, Reward
from workflows.cases import amending, letters
from workflows.cases.door import Invalid, NotNow
from workflows.cases.effects import CaseEffects
from workflows.cases.papers import Planned
from workflows.rewards import certificates, handing, nominees, papers, rules
from workflows.rewards.models import EDITABLE, Nominee, RewardNomination
from workflows.rewards.states import NOMINATORS

Data = dict[str, Any]
TEXTS = {"field": 40, "direction": 40, "occasion": 300, "ground": 1000, "period": 120, "sent_to": 300}


class Effects(CaseEffects):
    """Mixed into RewardFlow."""

    CASE = RewardNomination

    # Before the decision

    def on_edit(self, case: RewardNomination, actor: User | None, data: Data) -> None:
        """What stands for all nominees. A kind that is unknown or switched off is refused at once."""
        kinds = {each.code: each for each in profile.current().rewards.kinds}
        if "reward_kind" in data:
            kind = kinds.get(str(data["reward_kind"]))
            if kind is None or not kind.enabled:
                raise Invalid({"reward_kind": "kind_missing" if kind is None else "kind_switched_off"})
            case.reward_kind, case.with_certificate = kind.code, kind.certificate
        for name, length in TEXTS.items():
            if name in data:
                setattr(case, name, str(data[name] or "").strip()[:length])
        if "amount" in data:
            case.amount = nominees.money_of(data["amount"])
            data["amount"] = str(case.amount) if case.amount is not None else ""

    def on_nominate(self, case: RewardNomination, actor: User | None, data: Data) -> None:
        """Add students; who is there already is not added twice."""
        data["added"] = len(nominees.take_on(case, data.pop("nominees", None) or ()))

    def on_drop(self, case: RewardNomination, actor: User | None, data: Data) -> None:
        """Take some out; the others keep their order."""
        keys = [nominees.key_of(each) for each in data.pop("nominees", None) or ()]
        dropped, _ = case.nominees.filter(pk__in=keys).delete()
        if not dropped:
            raise Invalid({"nominees": "nominee_unknown"})
        data["dropped"] = len(keys)
        left = list(case.nominees.order_by("position"))
        for position, each in enumerate(left, start=1):
            each.position = position
        Nominee.objects.bulk_update(left, ["position"])

    def on_amend(self, case: RewardNomination, actor: User | None, data: Data) -> None:
        """Grounds and sums only while the nomination is being written; spelling of the name until the order."""
        nominee = self._nominee(case, data)
        for name in ("name_in_order", "name_on_certificate"):
            if name in data:
                setattr(nominee, name, str(data[name] or "").strip()[:300])
        if case.state in EDITABLE:
            given = nominees.columns({**vars(nominee), **data})
            nominee.words, nominee.amount, nominee.period = given["words"], given["amount"], given["period"]
            if "achievements" in data:
                chosen = nominees.achievements_of(nominee.student_id, data["achievements"] or ())
                nominee.achievements.set(chosen)
        nominee.save()
        data.clear()
        data["position"] = nominee.position

    def on_assign(self, case: RewardNomination, actor: User | None, data: Data) -> None:
        """Only who may nominate."""
        super().on_assign(case, actor, data)
        if case.reviewer is None or not case.reviewer.has_role(*NOMINATORS):
            raise Invalid({"reviewer": "reviewer_unknown"})
        case.needs_human = [code for code in case.needs_human if code != "nominator_unknown"]

    def on_submit(self, case: RewardNomination, actor: User | None, data: Data) -> None:
        """A whole nomination only: kind, field, ground, amount (file 004, 3.1)."""
        case.nominees.update(decision=Nominee.Decision.OPEN, reason="")
        errors = nominees.faults(case, profile.current())
        if errors:
            raise Invalid(errors)

    # The decision

    def on_approve(self, case: RewardNomination, actor: User | None, data: Data) -> None:
        """All, or all but those named in `declined`: {key of the nominee: reason}."""
        given = {
            nominees.key_of(key): str(why or "") for key, why in (data.pop("declined", None) or {}).items()
        }
        known = list(case.nominees.all())
        errors = rules.rulings([each.pk for each in known], given)
        chosen = [each for each in known if each.pk not in given]
        errors |= nominees.faults(case, profile.current(), chosen)
        if errors:
            raise Invalid(errors)
        for each in known:
            each.decision = Nominee.Decision.DECLINED if each.pk in given else Nominee.Decision.APPROVED
            each.reason = given.get(each.pk, "").strip()[:500]
        Nominee.objects.bulk_update(known, ["decision", "reason"])
        data["approved"], data["declined"] = len(chosen), len(given)

    def on_decline(self, case: RewardNomination, actor: User | None, data: Data) -> None:
        """Nobody, and why."""
        reason = str(data.get("reason") or "").strip()
        if not reason:
            raise Invalid({"reason": "reason_missing"})
        case.nominees.update(decision=Nominee.Decision.DECLINED, reason=reason[:500])
        letters.send(case, "declined")

    def planned(
        self, case: RewardNomination, action: str, actor: User | None, data: Data
    ) -> Sequence[Planned]:
        """The order, with the names declined and frozen."""
        kind = self._kind(case)
        snapshot = papers.order_snapshot(case, kind, actor)
        return [Planned("order.reward", papers.ORDER, snapshot, str(data.get("external_number") or ""))]

    def on_order(self, case: RewardNomination, actor: User | None, data: Data) -> None:
        """With the order the rewards stand: one record and one piece of the portfolio for each student."""
        kind = self._kind(case)
        entry = Entry.objects.filter(number=case.decision_number, case_number=case.number).latest("pk")
        case.ordered_on, case.with_certificate = entry.date, kind.certificate
        chosen = list(case.nominees.rewarded().select_related("student").prefetch_related("achievements"))
        rewards = Reward.objects.bulk_create(
            reward_of(case, kind, each, entry.date, actor) for each in chosen
        )
        for nominee, reward in zip(chosen, rewards, strict=True):
            nominee.reward = reward
        Nominee.objects.bulk_update(chosen, ["reward"])
        PortfolioItem.objects.bulk_create(
            PortfolioItem(
                student_id=each.student_id, title=each.title, kind="reward", on=each.on, reward=each
            )
            for each in rewards
        )
        self.answer(case)

    def answer(self, case: Any) -> None:
        """The order is in force, at once or when it is signed: every certificate gets its number."""
        if self.awaits_signature(case):
            return
        letters.send(case, "ordered")
        if case.with_certificate:
            waiting = case.nominees.rewarded().filter(certificate=None)
            chosen = waiting.select_related("student").prefetch_related("achievements")
            certificates.reserve(case, list(chosen), case.decided_by)

    # After the order

    def finish_entry(self, entry: Entry) -> None:
        """Sheets are made one by one; the order as every decision."""
        if entry.kind == papers.CERTIFICATE:
            certificates.finish_claimed(entry)
        else:
            super().finish_entry(entry)

    def void_entry(self, entry: Entry, reason: str) -> None:
        """A sheet that cannot be made stops none of the others."""
        if entry.kind == papers.CERTIFICATE:
            certificates.give_up(entry, reason)
        else:
            super().void_entry(entry, reason)

    def on_certify(self, case: RewardNomination, actor: User | None, data: Data) -> None:
        """Only with the last sheet."""
        if certificates.missing(case):
            raise NotNow("some certificates are not made yet")

    def on_reissue(self, case: RewardNomination, actor: User | None, data: Data) -> None:
        """Another number for a sheet that was given up, with the name or the words mended."""
        nominee = self._nominee(case, data)
        if nominee.certificate is None or nominee.certificate.status != Entry.Status.VOIDED:
            raise NotNow("the certificate was not given up")
        nominee.name_on_certificate = str(data.get("name_on_certificate") or "").strip()[:300]
        nominee.words = str(data.get("words") or nominee.words).strip()[:500]
        nominee.save()
        (entry,) = certificates.reserve(case, [nominee], case.decided_by)
        data["number"] = entry.number
        if not case.nominees.filter(certificate__status=Entry.Status.VOIDED).exists():
            case.needs_human = [code for code in case.needs_human if code != certificates.GIVEN_UP]

    def on_hand_over(self, case: RewardNomination, actor: User | None, data: Data) -> None:
        """Some originals: when, and to whom when not to the student."""
        self._in_force(case)
        keys = [nominees.key_of(each) for each in data.pop("nominees", None) or ()]
        chosen = list(case.nominees.unhanded().filter(pk__in=keys))
        if not chosen:
            raise Invalid({"nominees": "nominee_unknown"})
        data["handed"] = handing.hand_over(case, chosen, data, actor)

    def on_present(self, case: RewardNomination, actor: User | None, data: Data) -> None:
        """All that is left; a nomination to an outside body leaves with an outgoing number."""
        self._in_force(case)
        if self._kind(case).external:
            handing.send(case, data, actor)
        chosen = list(case.nominees.unhanded())
        if chosen:
            data["handed"] = handing.hand_over(case, chosen, data, actor)

    def on_record_answer(self, case: RewardNomination, actor: User | None, data: Data) -> None:
        """The words of the outside body, and the day they came."""
        case.answer = str(data.get("answer") or "").strip()[:1000]
        case.answered_on = handing.day_of(data.get("answered_on"), "answered_on")
        if not case.answer:
            raise Invalid({"answer": "answer_missing"})
        data["answered_on"] = case.answered_on.isoformat()

    def on_withdraw(self, case: RewardNomination, actor: User | None, data: Data) -> None:
        """Before the order the nomination ends; after it the rewards are undone, and the reason is recorded."""
        super().on_withdraw(case, actor, data)
        if not case.decision_number:
            return
        reason = str(data.get("reason") or "").strip()
        if not reason:
            raise Invalid({"reason": "reason_missing"})
        certificates.void_all(case, reason)
        handing.revoke(case, reason, actor)

    def records_say(self, case: RewardNomination, version: Version) -> Mapping[str, str]:
        """The student's name, for a sheet."""
        nominee = case.nominees.filter(certificate=version.entry_id).select_related("student").first()
        return {"name": nominee.student.full_name} if nominee else {}

    def tell_corrected(self, case: RewardNomination, correction: Correction) -> None:
        """Sheets are handed over by the school and orders name many: the letter brings no paper and no particulars."""
        amending.tell_corrected(case, correction, attach=False, details=False)

    def after_correction(self, case: RewardNomination, version: Version, actor: User | None) -> None:
        """The reward and the portfolio lead to the corrected sheet."""
        handing.point_to(version)

    def after_revocation(
        self, case: RewardNomination, version: Version, actor: User | None, reason: str
    ) -> str:
        """With the order its rewards and sheets are undone; with a sheet only the sheet, the reward stands."""
        if version.document.kind == papers.ORDER:
            certificates.void_all(case, reason)
            handing.revoke(case, reason, actor)
            return "Поощрения по этому приказу отменены, грамоты по нему не действуют."
        handing.point_away(version)
        return "Поощрение по приказу остаётся."

    def what_revoking_undoes(self, case: RewardNomination, version: Version) -> Sequence[str]:
        """The rewards of the order, or the one sheet."""
        if version.document.kind == papers.ORDER:
            return [_("All rewards of this order leave the records, and its certificates are revoked too.")]
        return [_("The reward stands by its order; only this sheet is in force no longer.")]

    def _kind(self, case: RewardNomination) -> RewardKind:
        kind = case.kind_in(profile.current())
        if kind is None:
            raise Invalid({"reward_kind": "kind_missing"})
        return kind

    def _in_force(self, case: RewardNomination) -> None:
        if self.awaits_signature(case):
            raise NotNow("the order is not signed yet")

    def _nominee(self, case: RewardNomination, data: Data) -> Nominee:
        found = case.nominees.filter(pk=nominees.key_of(data.get("nominee")))
        nominee = found.select_related("certificate", "student").first()
        if nominee is None:
            raise Invalid({"nominee": "nominee_unknown"})
        return nominee


def reward_of(
    case: RewardNomination, kind: RewardKind, nominee: Nominee, on: date, actor: User | None
) -> Reward:
    """The record of one reward, as it stands with the order."""
    return Reward(
        student=nominee.student,
        kind=kind.code,
        title=kind.title,
        on=on,
        order_number=case.decision_number,
        order_on=on,
        ground=papers.ground(nominee, case)[:1000],
        amount=nominee.amount if nominee.amount is not None else case.amount,
        period=nominee.period or case.period,
        case_number=case.number,
        author=actor,
    )
