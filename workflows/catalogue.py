"""Every workflow the product has, one line each: nothing is discovered, a newcomer reads it here.

Dotted strings on purpose: settings read this file for INSTALLED_APPS, before any model may be imported.
"""

from dataclasses import dataclass
from importlib import import_module
from typing import Any

from django.utils.module_loading import import_string


@dataclass(frozen=True)
class Workflow:
    """One kind of case: its Django app, its URL prefix, and the callables that the rest reaches it by."""

    kind: str  # Case.kind
    app: str  # entry of INSTALLED_APPS; {app}.urls is mounted under prefix
    prefix: str  # URL prefix
    mail_kind: str  # what mailroom calls a letter that opens such a case
    model: str  # dotted path of the concrete case
    intake: str  # module with open_from_message(message, reading, actor), take_reply(case, message, reading), prepare()
    flow: str  # dotted path of the viewflow Flow class
    description: str  # dotted path of the workflows.cases.description.Description: all its words and hooks
    listing: str  # module with rows(keys, user, timing) and matching(words): the kind in lists and search


CATALOGUE = (
    Workflow(
        kind="credit",
        app="workflows.credit",
        prefix="credit/",
        mail_kind="credit_application",
        model="workflows.credit.models.CreditApplication",
        intake="workflows.credit.intake",
        flow="workflows.credit.flow.CreditFlow",
        description="workflows.credit.description.CREDIT",
        listing="workflows.credit.listing",
    ),
    Workflow(
        kind="reward",
        app="workflows.rewards",
        prefix="rewards/",
        mail_kind="reward_nomination",
        model="workflows.rewards.models.RewardNomination",
        intake="workflows.rewards.intake",
        flow="workflows.rewards.flow.RewardFlow",
        description="workflows.rewards.description.REWARD",
        listing="workflows.rewards.listing",
    ),
    Workflow(
        kind="disclosure",
        app="workflows.disclosure",
        prefix="disclosure/",
        mail_kind="disclosure_request",
        model="workflows.disclosure.models.RecordRequest",
        intake="workflows.disclosure.intake",
        flow="workflows.disclosure.flow.DisclosureFlow",
        description="workflows.disclosure.description.DISCLOSURE",
        listing="workflows.disclosure.listing",
    ),
)

WORKFLOW_APPS = [workflow.app for workflow in CATALOGUE]


def by_kind(kind: str) -> Workflow:
    """The workflow of a kind of case. KeyError for a kind that is not in the catalogue."""
    return {workflow.kind: workflow for workflow in CATALOGUE}[kind]


def for_mail(mail_kind: str) -> Workflow | None:
    """The workflow that a kind of letter opens, or None."""
    return next((workflow for workflow in CATALOGUE if workflow.mail_kind == mail_kind), None)


def intake(kind: str) -> Any:
    """The intake module of a kind of case."""
    return import_module(by_kind(kind).intake)


def prepare() -> None:
    """Load what every workflow needs before it can open a case quickly. Call outside transactions."""
    for workflow in CATALOGUE:
        intake(workflow.kind).prepare()


def description(kind: str) -> Any:
    """The description of a kind of case: see workflows.cases.description."""
    return import_string(by_kind(kind).description)


def descriptions() -> list[Any]:
    """All of them, in the order of the catalogue."""
    return [description(workflow.kind) for workflow in CATALOGUE]


def listing(kind: str) -> Any:
    """The listing module of a kind of case."""
    return import_module(by_kind(kind).listing)


def flow(kind: str) -> Any:
    """The flow of a kind of case: who acts next, and what each action does (see workflows.cases.effects)."""
    return import_string(by_kind(kind).flow).instance


def concrete(case: Any) -> Any:
    """The child row of a case: the same case with its own fields and transitions."""
    return import_string(by_kind(case.kind).model)._default_manager.get(pk=case.pk)
