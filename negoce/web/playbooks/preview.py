"""Before a playbook is switched on: how many companies, who, and whom its messages may reach."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.views.decorators.http import require_GET

from negoce.automation.actions.playbooks.preview import preview
from negoce.automation.playbook_words import REACHES, playbook_name
from negoce.automation.queries.playbooks.candidates import candidates
from negoce.kit.dates import format_date
from negoce.portfolio.queries.whole_house import require_house
from negoce.ui.components.tables import TableColumn
from negoce.web.companies.record import company_url
from negoce.web.dialogs import show_form
from negoce.web.http import actor_of
from negoce.web.orders.figures import language
from negoce.web.playbooks.pages import load_playbook


@require_GET
def show(request: HttpRequest, public_id: str) -> HttpResponse:
    """Those who are in the status already, and how many come from today on; with `present` = no, these alone."""
    require_house(actor_of(request))
    row, today = load_playbook(public_id), timezone.localdate()
    present = request.GET.get("present", "yes") == "yes"
    found = preview(row, None if present else today)
    context = {
        "title": _now("Aperçu : %(name)s") % {"name": playbook_name(row)},
        "found": found,
        "present": present,
        "entering": candidates(row, today).count() if present else found.companies,
        "begun": found.companies - found.control,
        "columns": (
            TableColumn(_now("Entreprise")),
            TableColumn(_now("Dans ce statut depuis")),
            TableColumn(_now("Pour")),
        ),
        "lines": [
            {
                "name": each.company.name,
                "url": company_url(each.company),
                "since": format_date(each.since, language()),
                "person": each.company.owner.full_name if each.company.owner is not None else "",
                "reach": str(REACHES[each.reach.value]),
            }
            for each in found.first
        ],
    }
    return show_form(request, "playbooks/_preview", forms.Form(), context)
