"""Finding a credit application: what a person may not see answers like what does not exist."""

from django.http import HttpRequest

from workflows.cases import finding
from workflows.cases.finding import person as person
from workflows.credit.description import CREDIT
from workflows.credit.models import CreditApplication


def find(request: HttpRequest, number: str) -> CreditApplication:
    """The case with that number, if this person may see it. Http404 otherwise."""
    found: CreditApplication = finding.find(request, number, CREDIT)
    return found
