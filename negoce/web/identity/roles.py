"""Roles: what each sees and does, set by an administrator."""

from __future__ import annotations

from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from negoce.identity.actions.role_policy import reset_role_policy, save_role_policy
from negoce.identity.enums import FieldGroup, Permission, Role
from negoce.identity.models import User
from negoce.identity.queries.actors import all_role_rights, role_rights
from negoce.identity.rules.role_defaults import ROLE_DEFAULTS
from negoce.identity.words import label
from negoce.ui.components.tables import TableColumn
from negoce.ui.toasts import flash
from negoce.web.http import actor_of
from negoce.web.identity.forms.roles import RoleForm
from negoce.web.identity.guard import for_people_managers, form_status

# Heads of columns, where the full names would not fit.
SHORT_GROUPS = {
    FieldGroup.MARGIN: gettext_lazy("Marges"),
    FieldGroup.PERSONAL: gettext_lazy("Coordonnées"),
    FieldGroup.OBSERVATIONS: gettext_lazy("Observations"),
}


@require_GET
@for_people_managers
def roles(request: HttpRequest) -> HttpResponse:
    """The six roles side by side."""
    rights = all_role_rights()
    counted = User.objects.filter(is_active=True).order_by("role").values_list("role").annotate(Count("pk"))
    people = dict(counted)
    lines = [
        {
            "role": role,
            "label": label(role),
            "scope": label(rights[role].scope),
            "permissions": [label(each) for each in Permission if each in rights[role].permissions],
            "fields": [label(rights[role].field_access[group]) for group in FieldGroup],
            "second_factor": rights[role].second_factor_required,
            "changed": rights[role] != ROLE_DEFAULTS[role],
            "people": people.get(role.value, 0),
        }
        for role in Role
    ]
    columns = [
        TableColumn(_("Rôle")),
        TableColumn(_("Personnes"), numeric=True),
        TableColumn(_("Voit et modifie")),
        TableColumn(_("Peut")),
        *(TableColumn(str(SHORT_GROUPS[group])) for group in FieldGroup),
        TableColumn(_("Double authentification")),
    ]
    may_change = actor_of(request).role is Role.ADMINISTRATOR
    context = {"lines": lines, "columns": columns, "may_change": may_change}
    return render(request, "web/identity/roles.html", context)


@require_http_methods(["GET", "POST"])
@for_people_managers
def role(request: HttpRequest, name: str) -> HttpResponse:
    """Change what a role sees and does."""
    chosen = _role(name)
    rights = role_rights(chosen)
    form = RoleForm(chosen, rights, request.POST or None)
    if request.method == "POST" and form.is_valid():
        save_role_policy(actor_of(request), chosen, **form.rights(chosen, rights))
        flash(request, _("Rôle « %(role)s » enregistré.") % {"role": label(chosen)})
        return redirect("identity:roles")
    context = {
        "form": form,
        "role": chosen,
        "role_label": label(chosen),
        "is_administrator": chosen is Role.ADMINISTRATOR,
        "changed": rights != ROLE_DEFAULTS[chosen],
        "may_change": actor_of(request).role is Role.ADMINISTRATOR,
    }
    return render(request, "web/identity/role.html", context, status=form_status(form))


@require_POST
@for_people_managers
def reset(request: HttpRequest, name: str) -> HttpResponse:
    """Put a role back to its defaults."""
    chosen = _role(name)
    reset_role_policy(actor_of(request), chosen)
    flash(request, _("Rôle « %(role)s » remis à son réglage d’origine.") % {"role": label(chosen)})
    return redirect("identity:roles")


def _role(name: str) -> Role:
    try:
        return Role(name)
    except ValueError as unknown:
        raise Http404 from unknown
