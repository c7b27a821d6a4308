"""The page that counts how often reviewers follow the computed verdict."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from organisation import profile
from workflows.cases.finding import person
from workflows.cases.models import Case
from workflows.credit import agreement, labels


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """By month and by reason; `reason` narrows the list of lines. Six queries, however much was decided."""
    reason = request.GET.get("reason", "")
    lines = agreement.overruled(reason if reason in labels.OVERRULED else "")
    numbers = {line.case_number for line in lines}
    seen = set(
        Case.objects.visible_to(person(request)).filter(number__in=numbers).values_list("number", flat=True)
    )
    months = agreement.by_month(profile.current().tz)
    context = {
        "months": months,
        "judged": sum(each.judged for each in months),
        "agreed": sum(each.agreed for each in months),
        "reasons": [(each, labels.OVERRULED.get(each.code, each.code)) for each in agreement.by_reason()],
        "reason": reason,
        "lines": [
            (
                line,
                line.case_number in seen,
                labels.PROPOSED.get(line.proposed, line.proposed),
                labels.VERDICTS.get(line.verdict, line.verdict),
                labels.OVERRULED.get(line.overruled, line.overruled),
            )
            for line in lines
        ],
    }
    return render(request, "credit/agreement.html", context)
