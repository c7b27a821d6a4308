"""Every workflow the product has, one line each: nothing is discovered, a newcomer reads it here.

Dotted strings on purpose: settings read this file for INSTALLED_APPS, before any model may be imported.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Workflow:
    """One kind of case: its Django app, its URL prefix, and the callables that the rest reaches it by."""

    kind: str  # Case.kind
    app: str  # entry of INSTALLED_APPS; {app}.urls is mounted under prefix
    prefix: str  # URL prefix
    mail_kind: str  # what mailroom calls a letter that opens such a case
    intake: str  # dotted path: open_from_message(message, parsed) -> list[Case]
    flow: str  # dotted path of the viewflow Flow class


CATALOGUE = (
    Workflow(
        kind="credit",
        app="workflows.credit",
        prefix="credit/",
        mail_kind="credit_application",
        intake="workflows.credit.intake",
        flow="workflows.credit.flow.CreditFlow",
    ),
)

WORKFLOW_APPS = [workflow.app for workflow in CATALOGUE]
