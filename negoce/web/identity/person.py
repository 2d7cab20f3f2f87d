"""One person's account, as an administrator changes it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from negoce.identity.actions.people_guard import require_may_manage
from negoce.identity.actions.person_update import update_person
from negoce.identity.actions.second_factor import has_second_factor, remove_second_factor
from negoce.identity.models import User
from negoce.identity.permissions import NotAllowed
from negoce.kit.refusal import Refused
from negoce.ui.toasts import flash
from negoce.web.http import actor_of, load_or_404
from negoce.web.identity.forms.people import PersonForm
from negoce.web.identity.guard import for_people_managers, form_status, put_refusal
from negoce.web.identity.invitation import tell_former_address
from negoce.web.identity.people import tell_invitation


@require_http_methods(["GET", "POST"])
@for_people_managers
def person(request: HttpRequest, public_id: str) -> HttpResponse:
    """Show an account and change it."""
    found = _load(request, public_id)
    form = PersonForm(request.POST or None, person=found)
    if request.method == "POST" and form.is_valid():
        try:
            saved = update_person(actor_of(request), found, changes=form.changes)
        except Refused as refusal:
            put_refusal(form, refusal)
        except NotAllowed as refusal:
            form.add_error("role", str(refusal))
        else:
            if saved.email != found.email:
                tell_former_address(request, saved, found.email)
            flash(request, _("Compte de %(name)s enregistré.") % {"name": saved.full_name})
            return redirect("identity:people")
    context = {
        "form": form,
        "person": found,
        "is_self": found.pk == actor_of(request).user_id,
        "has_second_factor": has_second_factor(found),
        "never_came": found.last_login is None,
        "companies_url": _list_url("lists:companies", f"owner is {found.public_id}"),
        "activities_url": _list_url("lists:activities", f"state is planned and owner is {found.public_id}"),
    }
    return render(request, "web/identity/person.html", context, status=form_status(form))


@require_POST
@for_people_managers
def set_open(request: HttpRequest, public_id: str) -> HttpResponse:
    """Close an account (it is signed out at once), or open it again."""
    found = _load(request, public_id)
    wanted = request.POST.get("open") == "1"
    try:
        saved = update_person(actor_of(request), found, changes={"is_active": wanted})
    except Refused as refusal:
        flash(request, refusal.message, tone="bad")
        return redirect("identity:person", public_id)
    words = _("Compte de %(name)s rouvert.") if wanted else _("Compte de %(name)s fermé ; il est déconnecté.")
    flash(request, words % {"name": saved.full_name})
    return redirect("identity:people")


@require_POST
@for_people_managers
def invite_again(request: HttpRequest, public_id: str) -> HttpResponse:
    """Send the invitation once more, to somebody who never came in."""
    found = _load(request, public_id)
    if not found.is_active:
        flash(request, _("Ce compte est fermé : rouvrez-le d’abord."), tone="bad")
    else:
        tell_invitation(request, found)
    return redirect("identity:person", public_id)


@require_POST
@for_people_managers
def remove_factor(request: HttpRequest, public_id: str) -> HttpResponse:
    """Take off the second factor of somebody who lost their telephone."""
    found = _load(request, public_id)
    if remove_second_factor(actor_of(request), found):
        flash(request, _("Double authentification de %(name)s désactivée.") % {"name": found.full_name})
    return redirect("identity:person", public_id)


def _list_url(page: str, filter_text: str) -> str:
    return f"{reverse(page)}?{urlencode({'filter': filter_text})}"


def _load(request: HttpRequest, public_id: str) -> User:
    found = load_or_404(User.objects.select_related("team"), public_id)
    require_may_manage(actor_of(request), found)
    return found
