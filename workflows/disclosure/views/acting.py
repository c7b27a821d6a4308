"""One action of a case from a page of its own: the same refusals as on the page of the case."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from workflows.cases import answers, door
from workflows.cases.forms import ActionForm
from workflows.disclosure.description import DISCLOSURE
from workflows.disclosure.models import RecordRequest

MEND = 422


def conflict(
    request: HttpRequest, case: RecordRequest, error: door.MoveRefused, form: ActionForm
) -> HttpResponse:
    """What happened meanwhile, with the typed words given back."""
    url = DISCLOSURE.url("case", case.number)
    return answers.refused(request, case, error, table=DISCLOSURE.steps, url=url, typed=form.typed())


def carried_out(
    request: HttpRequest,
    case: RecordRequest,
    form: ActionForm,
    move: Callable[[dict[str, Any]], Any],
    again: Callable[[], HttpResponse],
) -> HttpResponse | None:
    """None when the move was made; otherwise the answer: the page to mend, or the conflict."""
    if not form.is_valid():
        return again()
    try:
        move(form.move_data())
    except door.Invalid as error:
        form.take_errors(error.errors, dict(DISCLOSURE.errors))
        return again()
    except door.MoveRefused as error:
        return conflict(request, case, error, form)
    return None


def to_case(case: RecordRequest) -> HttpResponse:
    """Back to the page of the case."""
    return redirect(DISCLOSURE.route("case"), number=case.number)
