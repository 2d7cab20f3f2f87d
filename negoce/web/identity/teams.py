"""Teams: a list with a name to add, each with its page."""

from __future__ import annotations

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from negoce.identity.actions.team import delete_team, save_team
from negoce.identity.models import Team
from negoce.kit.refusal import Refused
from negoce.ui.components.tables import TableColumn
from negoce.ui.toasts import flash
from negoce.web.http import actor_of, load_or_404
from negoce.web.identity.forms.people import TeamForm
from negoce.web.identity.guard import for_people_managers, form_status, put_refusal


@require_http_methods(["GET", "POST"])
@for_people_managers
def teams(request: HttpRequest) -> HttpResponse:
    """The teams and how many people each has; POST adds one."""
    form = TeamForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _save(request, form, None):
        return redirect("identity:teams")
    rows = Team.objects.annotate(
        people_count=Count("members", distinct=True), territory_count=Count("territories", distinct=True)
    ).order_by("name", "id")
    columns = [
        TableColumn(_("Équipe")),
        TableColumn(_("Personnes"), numeric=True),
        TableColumn(_("Secteurs"), numeric=True),
    ]
    context = {"form": form, "teams": rows[:500], "columns": columns}
    return render(request, "web/identity/teams.html", context, status=form_status(form))


@require_http_methods(["GET", "POST"])
@for_people_managers
def team(request: HttpRequest, public_id: str) -> HttpResponse:
    """Rename a team."""
    found = load_or_404(Team.objects.all(), public_id)
    form = TeamForm(request.POST or None, initial={"name": found.name})
    if request.method == "POST" and form.is_valid() and _save(request, form, found):
        return redirect("identity:teams")
    members = found.members.order_by("last_name", "first_name", "id")[:200]
    context = {"form": form, "team": found, "members": members}
    return render(request, "web/identity/team.html", context, status=form_status(form))


@require_POST
@for_people_managers
def remove(request: HttpRequest, public_id: str) -> HttpResponse:
    """Remove a team that is empty."""
    found = load_or_404(Team.objects.all(), public_id)
    try:
        delete_team(actor_of(request), found)
    except Refused as refusal:
        flash(request, refusal.message, tone="bad")
        return redirect("identity:team", public_id)
    flash(request, _("Équipe supprimée."))
    return redirect("identity:teams")


def _save(request: HttpRequest, form: TeamForm, found: Team | None) -> bool:
    try:
        save_team(actor_of(request), found, name=form.cleaned_data["name"])
    except Refused as refusal:
        put_refusal(form, refusal)
        return False
    flash(request, _("Équipe enregistrée."))
    return True
