"""After the order: originals handed over, sheets printed, lists, the package for an outside body, a sheet made anew."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from documents import making
from organisation import profile
from organisation.models import User
from workflows.cases import answers, door
from workflows.cases.finding import find, person
from workflows.cases.forms import version_of
from workflows.rewards import labels, papers, printing
from workflows.rewards.description import REWARD
from workflows.rewards.forms.terms import HandingForm
from workflows.rewards.models import RewardNomination

PDF = "application/pdf"


@require_http_methods(["GET", "HEAD", "POST"])
def reward_hand(request: HttpRequest, number: str) -> HttpResponse:
    """Whose original still lies with us; some of them, or all, are handed over."""
    case, user = find(request, number, REWARD), person(request)
    if "hand_over" not in door.allowed(case, user):
        raise Http404
    form = HandingForm(request.POST if request.method == "POST" else None, case=case, actor=user)
    if form.is_bound and form.is_valid():
        try:
            case = carry_out(case, user, form, request.POST.getlist("nominee"), "all" in request.POST)
        except door.Invalid as error:
            form.take_errors(error.errors, labels.ERRORS)
        except door.MoveRefused as error:
            url = reverse("reward_case", args=[number])
            return answers.refused(request, case, error, table=labels.STEPS, url=url, typed=form.typed())
        else:
            messages.success(request, _("The handing over is recorded."))
            return redirect("reward_case", number=number)
    kind = case.kind_in(profile.current())
    context = {
        "case": case,
        "form": form,
        "external": kind is not None and kind.external,
        "ticked": request.POST.getlist("nominee"),
        "rows": case.nominees.unhanded().select_related("student", "certificate"),
    }
    return render(request, "rewards/hand.html", context, status=422 if form.is_bound else 200)


def carry_out(
    case: RewardNomination, user: User, form: HandingForm, keys: list[str], everybody: bool
) -> RewardNomination:
    """Those who are ticked; the last of them finish the handing over."""
    data: dict[str, Any] = form.move_data()
    version = form.cleaned_data["version"]
    if everybody:
        return door.move(case, "present", user, version=version, **data)
    case = door.move(case, "hand_over", user, version=version, nominees=keys, **data)
    finished = not case.nominees.unhanded().exists() and "present" in door.allowed(case, user)
    return door.move(case, "present", user) if finished else case


@require_POST
def reward_reissue(request: HttpRequest, number: str, key: int) -> HttpResponse:
    """Have a sheet made that was given up, with the name or the words mended."""
    case = find(request, number, REWARD)
    given = {name: request.POST.get(name, "") for name in ("name_on_certificate", "words")}
    version = version_of(case, request.POST.get("version"))
    try:
        door.move(case, "reissue", person(request), version=version, nominee=key, **given)
    except door.Invalid:
        raise Http404 from None
    except door.MoveRefused as error:
        url = reverse("reward_case", args=[number])
        return answers.refused(request, case, error, table=labels.STEPS, url=url)
    messages.success(request, _("The certificate gets another number and is made anew."))
    return redirect("reward_case", number=number)


@require_safe
def reward_print(request: HttpRequest, number: str) -> HttpResponse:
    """All sheets that are made, in one file for the printer; the originals stay apart."""
    case = find(request, number, REWARD)
    sheets = printing.sheets(case)
    if not sheets:
        raise Http404
    return download(printing.merged(sheets), PDF, f"{case.number} - сертификаты.pdf")


@require_safe
def reward_list_to_sign(request: HttpRequest, number: str) -> HttpResponse:
    """The list that is signed when originals are handed over."""
    case, ours = find(request, number, REWARD), profile.current()
    kind = case.kind_in(ours)
    if kind is None or not case.decision_number:
        raise Http404
    paper = making.draw(papers.handing_snapshot(case, kind, timezone.localdate(timezone=ours.tz)))
    return download(paper.content, PDF, f"{case.number} - лист вручения.pdf")


@require_safe
def reward_nomination(request: HttpRequest, number: str) -> HttpResponse:
    """The nomination as a paper."""
    case = find(request, number, REWARD)
    paper = making.draw(papers.nomination_snapshot(case))
    return download(paper.content, PDF, f"{case.number} - представление.pdf")


@require_safe
def reward_package(request: HttpRequest, number: str) -> HttpResponse:
    """Nomination, order, achievements and copies for an outside body, in one archive."""
    case = find(request, number, REWARD)
    kind = case.kind_in(profile.current())
    if kind is None or not kind.external or not case.decision_number:
        raise Http404
    return download(printing.package(case), "application/zip", f"{case.number} - пакет.zip")


def download(content: bytes, media_type: str, name: str) -> HttpResponse:
    """A file under its name."""
    response = HttpResponse(content, content_type=media_type)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Disposition"] = printing.disposition(name)
    return response
