"""The sections in the top bar: those that exist and that the access table opens to this person."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from config.access import TABLE
from organisation.models import User
from organisation.profile import Profile
from workflows.catalogue import CATALOGUE

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

# Name of the route and its title, in the order of the bar.
SECTIONS = (
    ("desk", _("Desk")),
    ("cases", _("Cases")),
    ("to_sign", _("To sign")),
    ("students", _("Students")),
    ("rewards", _("Rewards")),
    ("disclosure_ledger", _("Disclosures")),
    ("unrouted", _("Mail")),
    ("mailroom:sent", _("Sent letters")),
    ("registers", _("Registers")),
    ("archive", _("Archive")),
    ("board", _("Deadlines")),
    ("deadlines:years", _("Calendar")),
    ("staff_list", _("Staff")),
    ("profile", _("Profile")),
)

# Sections of one workflow are not offered where it is off; what is there stays readable at its address.
KINDS = {"rewards": "reward", "disclosure_ledger": "disclosure"}

# Pages whose address does not begin with that of their section.
SECTION_OF = {
    "case": "cases",
    "counter": "desk",
    "agreement": "board",
    **dict.fromkeys(("disclosure_new", "disclosure_express"), "disclosure_ledger"),
    **dict.fromkeys(("disclosure_identity", "disclosure_scope"), "cases"),
    **dict.fromkeys(("carrier_new", "carrier_end", "hold_new", "hold_lift"), "archive"),
    "pages": "cases",
    **dict.fromkeys(
        ("derived", "derived_copy", "derived_duplicate", "derived_extract", "derived_file"), "cases"
    ),
    "credit_lines": "cases",
    "credit_compare": "desk",
    "credit_class": "desk",
    "credit_class_decision": "to_sign",
    **{f"{workflow.kind}_{page}": "cases" for workflow in CATALOGUE for page in ("case", "act")},
    **{name: "to_sign" for each in CATALOGUE if (name := f"{each.kind}_decision") in TABLE},
    **{f"reward_{page}": "rewards" for page in ("case", "act")},
}


@dataclass(frozen=True)
class Section:
    """One entry of the bar."""

    title: "StrOrPromise"
    url: str
    here: bool


def address(name: str) -> str:
    """The address of a route without arguments; empty when there is no such route."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def sections(request: HttpRequest, ours: Profile | None = None) -> tuple[Section, ...]:
    """What this person may open, of the workflows of this organisation. A stranger has no menu."""
    user = getattr(request, "user", None)
    if not isinstance(user, User):
        return ()
    found = []
    for name, title in SECTIONS:
        rule, url = TABLE.get(name), address(name)
        off = ours is not None and not ours.is_on(KINDS.get(name, ""))
        if url and rule and not off and (rule.roles is None or user.has_role(*rule.roles)):
            found.append(Section(title, url, _here(request, name, url)))
    return tuple(found)


def _here(request: HttpRequest, name: str, url: str) -> bool:
    match = request.resolver_match
    named = SECTION_OF.get(match.view_name) if match else None
    if named is not None:
        return named == name
    return (match is not None and match.view_name == name) or (url != "/" and request.path.startswith(url))
