"""What the parts of a profile are called, in the order in which people read them; and a value in words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext, gettext_lazy, ngettext

from organisation.profile import Carrier, FileIndex, Profile

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

_ = gettext_lazy
Labels = Mapping[str, "StrOrPromise"]

# Keys are paths in the JSON of an edition; these can be changed on the page, everything else in the JSON itself.
PARTICULARS: Labels = {
    "name": _("Full name"),
    "short_name": _("Short name"),
    "legal_name": _("Legal name"),
    "registration": _("Registration (OGRN)"),
    "city": _("City"),
    "address": _("Postal address"),
    "phone": _("Phone"),
    "phone_hours": _("When the phone is answered"),
    "email": _("E-mail for applications"),
    "head_name": _("Head of the organisation"),
    "head_position": _("Position of the head"),
    "approved_by": _("Approval of the regulation"),
    "legal_bases": _("Legal bases"),
    "privacy_policy": _("Address of the policy of personal data"),
    "data_ground": _("Ground on which personal data are processed"),
    "supervisor": _("User name of the supervisor of external results"),
    "supervisor_order": _("Order that appoints the supervisor"),
}
CLOCK: Labels = {
    "zone": _("Time zone"),
    "week": _("Working days of a week"),
    "decree_days": _("Non-working days by decree"),
    "days_off": _("Own days off"),
    "own_days_off_extend": _("Own days off extend terms"),
    "register_next_day": _("Mail out of hours is registered on the next working day"),
    "closes": _("Closing hour"),
    "separation_of_duties": _("Separation of duties"),
}
CREDIT: Labels = {
    "credit.enabled": _("Credit transfer is done"),
    "credit.threshold_percent": _("Threshold, per cent"),
    "credit.term_working_days": _("Term, working days"),
    "credit.target_working_days": _("Own target, working days"),
    "credit.trigger": _("The term runs from"),
    "credit.pause_while_waiting": _("The clock stops while we wait for the family"),
    "credit.allow_assessment": _("Assessment instead of refusal is possible"),
    "credit.remind_after_days": _("Reminder after days of silence"),
    "credit.lapse_after_days": _("Closing letter after days of silence"),
    "credit.order_required": _("An order is issued"),
    "credit.approver_differs": _("Who decides is not who compared"),
    "credit.require_confirmed_sender": _("The sender must be confirmed before the decision"),
    "credit.evidence_required": _("Crediting needs a document or the reviewer's reason"),
    "credit.exceptions_need_words": _("The head gives a reason for what the tests do not cover"),
}
REWARDS: Labels = {
    "rewards.enabled": _("Rewards are given"),
    "rewards.term_working_days": _("Term for rewards, working days"),
    "rewards.ground_required": _("A nomination needs a ground"),
    "rewards.approver_differs": _("Who decides is not who nominated"),
    "rewards.publish_needs_consent": _("Publishing names needs consent"),
}
DISCLOSURE: Labels = {
    "disclosure.enabled": _("Records are disclosed on request"),
    "disclosure.term_working_days": _("Term for an answer, working days"),
    "disclosure.extend_working_days": _("Extension, working days"),
    "disclosure.authority_working_days": _("Term for authorities, working days"),
    "disclosure.express_working_days": _("Term for a certificate of enrolment, working days"),
    "disclosure.express_without_director": _("A certificate of enrolment needs no director"),
    "disclosure.parents_see_minors": _("Parents see records of minors"),
    "disclosure.customers_see": _("Paying customers see records"),
    "disclosure.written_only": _("Only written requests are taken"),
    "disclosure.approver_differs": _("Who approves is not who prepared"),
    "disclosure.repeat_after_days": _("A repeated request is answered after days"),
    "disclosure.link_lifetime_days": _("A link for download lives, days"),
}
ARCHIVE: Labels = {
    "archive.form": _("The archive is kept"),
    "archive.backup_by": _("Yearly backup by (month-day)"),
    "archive.remind_days": _("Reminder of the backup, days before"),
    "archive.media": _("Media of a backup"),
}
SECTIONS: Mapping["StrOrPromise", Labels] = {
    _("Particulars"): PARTICULARS,
    _("Clock and duties"): CLOCK,
    _("Credit transfer"): CREDIT,
    _("Rewards"): REWARDS,
    _("Disclosure of records"): DISCLOSURE,
    _("Archive and backups"): ARCHIVE,
}
LABELS: Labels = {path: label for labels in SECTIONS.values() for path, label in labels.items()}
CODES: Mapping[object, "StrOrPromise"] = {
    "working": _("count as working"),
    "off": _("do not count"),
    "receipt": _("the arrival"),
    "completeness": _("the moment everything is there"),
    "both": _("on paper and electronically"),
    "paper": _("on paper"),
    "electronic": _("electronically"),
}


@dataclass(frozen=True)
class Section:
    """One part of the page: a title and (label, value in words); an empty value is ""."""

    title: "StrOrPromise"
    rows: list[tuple["StrOrPromise", str]]


def value(ours: Profile, path: str) -> Any:
    """The value at a path such as "credit.trigger"."""
    found: Any = ours
    for name in path.split("."):
        found = getattr(found, name)
    return found


def words(given: object) -> str:
    """A value as people read it; "" when nothing is set."""
    if isinstance(given, bool):
        return gettext("yes") if given else gettext("no")
    if isinstance(given, list | tuple):
        return "; ".join(str(each) for each in given)
    return "" if given is None else str(CODES.get(given, given))


def sections(ours: Profile) -> list[Section]:
    """Everything in the profile, the parts that only the JSON changes last."""
    plain = [
        Section(title, [(label, words(value(ours, path))) for path, label in labels.items()])
        for title, labels in SECTIONS.items()
    ]
    return [*plain, *_tables(ours), *_catalogues(ours)]


def _tables(ours: Profile) -> Iterator[Section]:
    yield Section(gettext("Marks"), [(rule.ours, ", ".join(rule.written)) for rule in ours.grades])
    yield Section(gettext("Numbers"), [(key, each.pattern or gettext("from another system"))
                                       for key, each in sorted(ours.series.items())])  # fmt: skip
    modes = {
        "hand": gettext("signed by hand"),
        "system": gettext("decided in the system"),
        "qualified": gettext("with a detached qualified signature"),
    }
    yield Section(gettext("Signing"), [(key, modes[mode]) for key, mode in sorted(ours.signing.items())])
    yield Section(gettext("Kinds of reward"), [(each.title, each.order_words) for each in ours.rewards.kinds])
    yield Section(
        gettext("Directions of work"), [(each.title, each.deputy) for each in ours.rewards.directions]
    )
    yield Section(
        gettext("List of files"), [(f"{each.index} {each.title}", _kept(each)) for each in ours.archive.files]
    )
    yield Section(
        gettext("Fields and achievements"),
        [
            (gettext("Fields of activity"), "; ".join(title for _code, title in ours.rewards.fields)),
            (gettext("Kinds of achievement"), "; ".join(title for _code, title in ours.achievement_kinds)),
        ],
    )


def _kept(line: FileIndex) -> str:
    if line.years is None:
        return gettext("kept for good")
    return ngettext("%(years)d year", "%(years)d years", line.years) % {"years": line.years}


def _catalogues(ours: Profile) -> Iterator[Section]:
    states = {True: gettext("in use"), False: gettext("switched off")}
    types = [(each.title, states[each.enabled]) for each in ours.programme_types]
    yield Section(gettext("Types of programmes"), list(types))
    kinds = [(each.title, _demands(each.sealed, each.copy_needed)) for each in ours.evidence_kinds]
    yield Section(gettext("Kinds of evidence"), list(kinds))
    yield Section(gettext("Carriers of records"), [(each.title, carrier(each)) for each in ours.carriers])


def _demands(sealed: bool, copied: bool) -> str:
    marks = [
        gettext("seal and signature are looked at") if sealed else "",
        gettext("a copy is kept") if copied else "",
    ]
    return ", ".join(mark for mark in marks if mark)


def carrier(each: Carrier) -> str:
    """Paper or electronic, mandatory or by which decision, index and place."""
    kinds = {"paper": gettext("on paper"), "electronic": gettext("electronic")}
    index = gettext("index %(index)s") % {"index": each.index} if each.index else ""
    ground = gettext("mandatory") if each.mandatory else each.decision
    return ", ".join(part for part in (kinds[each.kind], ground, index, each.place) if part)


def differences(old: Profile, new: Profile) -> list[tuple["StrOrPromise", str, str]]:
    """(label, before, after) of everything that can be changed on the page and differs."""
    return [
        (label, words(value(old, path)), words(value(new, path)))
        for path, label in LABELS.items()
        if value(old, path) != value(new, path)
    ]
