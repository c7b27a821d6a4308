"""First set-up of an empty place, and the list of staff for administrators."""

from django.contrib import messages
from django.contrib.auth import login
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

import journal
from organisation import setup_code
from organisation.first_setup import SetupClosed, set_up
from organisation.forms import FirstSetupForm, StaffForm
from organisation.models import User
from organisation.roles import ROLE_TITLES, Role
from organisation.staffing import set_roles

BACKEND = "django.contrib.auth.backends.ModelBackend"


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def setup(request: HttpRequest) -> HttpResponse:
    """The one page of an empty place; 404 for ever after."""
    if not setup_code.place_is_empty():
        raise Http404
    form = FirstSetupForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            user = set_up(form.cleaned_data["code"], form.profile(), form.administrator())
        except SetupClosed:
            raise Http404 from None
        login(request, user, BACKEND)
        return redirect("setup_next")
    return render(request, "organisation/setup.html", {"form": form}, status=422 if form.errors else 200)


@require_safe
def staff_list(request: HttpRequest) -> HttpResponse:
    """Everybody who works or worked here, active people first."""
    people = User.objects.prefetch_related("groups").order_by(
        "-is_active", "last_name", "first_name", "username"
    )
    rows = [(user, [ROLE_TITLES[Role(group.name)] for group in user.groups.all()]) for user in people]
    return render(request, "organisation/staff_list.html", {"rows": rows})


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def staff_add(request: HttpRequest) -> HttpResponse:
    """A new member of staff."""
    return _staff_form(request, User())


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def staff_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Names, roles, a new password, or an end to signing in."""
    return _staff_form(request, get_object_or_404(User, pk=pk))


def _staff_form(request: HttpRequest, person: User) -> HttpResponse:
    """Show, check and save; what changed is in the journal."""
    form = StaffForm(request.POST or None, instance=person)
    if request.method == "POST" and form.is_valid():
        _save(form, request)
        messages.success(request, _("Saved: %(name)s.") % {"name": form.instance.display_name})
        return redirect("staff_list")
    context = {"form": form, "person": User.objects.filter(pk=person.pk).first()}
    return render(request, "organisation/staff_form.html", context, status=422 if form.errors else 200)


@transaction.atomic
def _save(form: StaffForm, request: HttpRequest) -> None:
    """The person, the roles and the journal entry together."""
    person = form.save(commit=False)
    if form.cleaned_data["password"]:
        person.set_password(form.cleaned_data["password"])
    person.save()
    roles = [Role(name) for name in form.cleaned_data["roles"]]
    set_roles(person, roles)
    payload = {
        "active": person.is_active,
        "roles": sorted(role.value for role in roles),
        "password_changed": bool(form.cleaned_data["password"]),
    }
    actor = request.user if isinstance(request.user, User) else None
    journal.append("staff", person.username, payload, actor)
