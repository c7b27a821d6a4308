"""The address of a viewflow task: our own pages do the work, so a task leads to the page of its case."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect


def task_page(request: HttpRequest, **kwargs: Any) -> HttpResponse:
    """Lead from a task to its case. The task must belong to the process in the address."""
    activation = request.activation  # type: ignore[attr-defined]  # set by viewflow
    return redirect("case", number=activation.process.case.number)
