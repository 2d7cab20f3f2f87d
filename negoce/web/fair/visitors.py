"""The visitors of a fair, behind its figures: who, of which company, what they wanted, what became of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import F, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from negoce.companies.queries.visible import visible_companies
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.kit.dates import format_date
from negoce.kit.money import format_decimal
from negoce.prospecting.models import Fair, FairEntry
from negoce.prospecting.words.form import INTERESTS
from negoce.ui.components.lists import Tab
from negoce.ui.components.tables import TableColumn
from negoce.ui.words.say import reader_language
from negoce.web.companies.record import company_url
from negoce.web.contacts.record import contact_url
from negoce.web.http import actor_of, load_or_404

PAGE = 100
WON = Q(company__sales__first_order_on__gte=F("noted_at__date"))
_SHOWN: Mapping[str, Q] = {"": Q(), "new": Q(is_new_company=True), "customers": WON}


@require_GET
def page(request: HttpRequest, public_id: str) -> HttpResponse:
    """The visitors whose company one sees; `?show=` narrows to new companies or to customers."""
    actor = actor_of(request)
    require(actor, Permission.CREATE)
    fair = load_or_404(Fair.objects.all(), public_id)
    chosen = request.GET.get("show", "")
    chosen = chosen if chosen in _SHOWN else ""
    every = FairEntry.objects.filter(fair=fair)
    rows = every.filter(company__in=visible_companies(actor).order_by().values("pk"))
    hidden = every.count() - rows.count()
    shown = Paginator(_read(rows.filter(_SHOWN[chosen])), PAGE).get_page(request.GET.get("page"))
    here = reverse("fair:fair", args=[fair.public_id])
    words = ngettext(
        "%(count)s visiteur est d’une entreprise que vous ne voyez pas.",
        "%(count)s visiteurs sont d’entreprises que vous ne voyez pas.",
        hidden,
    )
    context = {
        "fair": fair,
        "tabs": [
            Tab(label, f"{here}?show={key}" if key else here, active=chosen == key)
            for key, label in (
                ("", _("Visiteurs")),
                ("new", _("Entreprises nouvelles")),
                ("customers", _("Clients depuis")),
            )
        ],
        "lines": [_line(each) for each in shown],
        "shown": shown,
        "chosen": chosen,
        "hidden": words % {"count": format_decimal(hidden, actor.language)} if hidden else "",
        "list_url": f"{reverse('lists:companies')}?{urlencode({'filter': f'fair is {fair.public_id}'})}",
        "columns": (
            TableColumn(_("Visiteur")),
            TableColumn(_("Entreprise")),
            TableColumn(_("Intérêt")),
            TableColumn(_("Le")),
            TableColumn(_("Noté par")),
        ),
    }
    return render(request, "web/fair/visitors.html", context)


def _read(rows: QuerySet[FairEntry]) -> QuerySet[FairEntry]:
    return rows.select_related("company", "contact", "author").order_by("-noted_at", "-pk")


def _line(row: FairEntry) -> Mapping[str, Any]:
    person = row.contact if row.contact is not None and row.contact.deleted_at is None else None
    return {
        "person": person.full_name if person is not None else "",
        "person_url": contact_url(person) if person is not None else "",
        "company": row.company.name,
        "company_url": company_url(row.company),
        "is_new": row.is_new_company,
        "interest": INTERESTS[row.interest],
        "day": format_date(timezone.localtime(row.noted_at).date(), reader_language()),
        "author": row.author.full_name if row.author is not None else "",
    }
