"""The list of people, and inviting one."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from negoce.identity.actions.person_invite import invite_person
from negoce.identity.enums import Role, Scope
from negoce.identity.models import User
from negoce.identity.permissions import NotAllowed
from negoce.identity.queries.actors import all_role_rights
from negoce.identity.queries.people import with_second_factor
from negoce.identity.words import label
from negoce.kit.refusal import Refused
from negoce.ui.components.tables import TableColumn
from negoce.ui.toasts import flash
from negoce.web.http import actor_of
from negoce.web.identity.forms.people import PersonForm
from negoce.web.identity.guard import for_people_managers, form_status, put_refusal
from negoce.web.identity.invitation import send_invitation

SHOWN_AT_MOST = 200


@require_GET
@for_people_managers
def people(request: HttpRequest) -> HttpResponse:
    """Everybody who signs in here; `q` searches names and addresses, closed accounts come last."""
    sought = " ".join(request.GET.get("q", "").split())[:100]
    found = list(_matching(sought)[: SHOWN_AT_MOST + 1])
    protected = with_second_factor([person.pk for person in found])
    rights = all_role_rights()
    lines = [
        {
            "person": person,
            "role": label(Role(person.role)),
            "scope": label(Scope(person.scope) if person.scope else rights[Role(person.role)].scope),
            "protected": person.pk in protected,
            "missing": rights[Role(person.role)].second_factor_required and person.pk not in protected,
        }
        for person in found[:SHOWN_AT_MOST]
    ]
    context = {"lines": lines, "columns": _columns(), "q": sought, "more": len(found) > SHOWN_AT_MOST}
    return render(request, "web/identity/people.html", context)


@require_http_methods(["GET", "POST"])
@for_people_managers
def invite(request: HttpRequest) -> HttpResponse:
    """Make an account and mail its owner a link to choose a password."""
    form = PersonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            person = invite_person(actor_of(request), values=form.cleaned_data)
        except Refused as refusal:
            put_refusal(form, refusal)
        except NotAllowed as refusal:
            form.add_error("role", str(refusal))
        else:
            tell_invitation(request, person)
            return redirect("identity:people")
    return render(request, "web/identity/invite.html", {"form": form}, status=form_status(form))


def tell_invitation(request: HttpRequest, person: User) -> None:
    """Send the invitation and say whether it left."""
    if send_invitation(request, person):
        flash(request, _("Invitation envoyée à %(email)s.") % {"email": person.email})
    else:
        words = _(
            "Le compte de %(name)s est prêt, mais le message n’est pas parti : vérifiez le serveur d’envoi."
        )
        flash(request, words % {"name": person.full_name}, tone="warn")


def _matching(sought: str) -> QuerySet[User]:
    rows = User.objects.select_related("team").order_by("-is_active", "last_name", "first_name", "id")
    for word in sought.split():
        rows = rows.filter(
            Q(first_name__icontains=word) | Q(last_name__icontains=word) | Q(email__icontains=word)
        )
    return rows


def _columns() -> list[TableColumn]:
    labels = (
        _("Nom"),
        _("Rôle"),
        _("Voit"),
        _("Équipe"),
        _("Double authentification"),
        _("Dernière connexion"),
    )
    return [TableColumn(words) for words in labels]
