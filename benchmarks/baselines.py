"""The smallest programs that do what the libraries alone can do: what our own code is measured against."""

from typing import Any

from django.db import models, transaction
from django_fsm import FSMField, transition
from viewflow import this
from viewflow.workflow import flow
from viewflow.workflow.models import Process
from weasyprint import HTML


class BareCase(models.Model):
    """A case of django-fsm alone, with a journal row a step."""

    state = FSMField(default="received", protected=True)

    class Meta:
        app_label = "benchmarks"

    @transition("state", "received", "comparison")
    def accept(self) -> None:
        """One of the five steps of a complete case."""

    @transition("state", "comparison", "comparison")
    def compare(self) -> None:
        """Two."""

    @transition("state", "comparison", "decision")
    def submit(self) -> None:
        """Three."""

    @transition("state", "decision", "approved")
    def approve(self) -> None:
        """Four."""

    @transition("state", "approved", "closed")
    def close(self) -> None:
        """Five."""


class BareRow(models.Model):
    """The journal row of a bare step."""

    case = models.ForeignKey(BareCase, models.CASCADE)
    action = models.CharField(max_length=20)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        app_label = "benchmarks"


def bare_fsm() -> None:
    """Five locked transitions, each in its own transaction with a journal row."""
    with transaction.atomic():
        case = BareCase.objects.create()
    for action in ("accept", "compare", "submit", "approve", "close"):
        with transaction.atomic():
            fresh = BareCase.objects.select_for_update().get(pk=case.pk)
            getattr(fresh, action)()
            fresh.save()
            BareRow.objects.create(case=fresh, action=action)


class BareFlow(flow.Flow):
    """A flow of viewflow alone: start, four tasks of people, end."""

    start = flow.StartHandle().Next(this.accept)
    accept = flow.Handle().Next(this.compare)
    compare = flow.Handle().Next(this.submit)
    submit = flow.Handle().Next(this.approve)
    approve = flow.Handle().Next(this.end)
    end = flow.End()


def bare_viewflow() -> None:
    """One process through four tasks, each in its own transaction."""
    process = BareFlow.start.run()
    for name in ("accept", "compare", "submit", "approve"):
        with transaction.atomic():
            task = process.task_set.get(flow_task=getattr(BareFlow.instance, name))
            task.flow_task.run(task)


def bare_paper(html: str) -> bytes:
    """WeasyPrint alone on the same HTML, as PDF/A-3a with tags."""
    return bytes(HTML(string=html).write_pdf(pdf_variant="pdf/a-3a", pdf_tags=True))


MODELS: tuple[Any, ...] = (BareCase, BareRow)
__all__ = ["MODELS", "BareFlow", "Process", "bare_fsm", "bare_paper", "bare_viewflow"]
