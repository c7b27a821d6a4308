"""The product with one workflow more."""

# ruff: noqa: F403 - Django settings are made by star
from workflows import catalogue

LINE = catalogue.Workflow(
    kind="leave",
    app="tests.workflows.fourth",
    prefix="leave/",
    mail_kind="leave_request",
    model="tests.workflows.fourth.models.LeaveRequest",
    intake="tests.workflows.fourth.intake",
    flow="tests.workflows.fourth.flow.LeaveFlow",
    description="tests.workflows.fourth.description.LEAVE",
    listing="tests.workflows.fourth.listing",
)
catalogue.CATALOGUE = (*catalogue.CATALOGUE, LINE)
catalogue.WORKFLOW_APPS.append(LINE.app)

from config.settings import *  # noqa: E402
