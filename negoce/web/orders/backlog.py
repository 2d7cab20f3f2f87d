"""The backlog: what is to be delivered, the latest first, with what it is worth."""

from __future__ import annotations

from collections.abc import Mapping

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from negoce.identity.enums import Permission
from negoce.kit.money import format_money, format_money_round
from negoce.orders.models import OrderTerms
from negoce.orders.queries.backlog import BacklogTotals, backlog, backlog_totals
from negoce.ui.components.lists import Tab
from negoce.ui.components.tables import TableColumn
from negoce.web.companies.record import company_url
from negoce.web.http import actor_of
from negoce.web.orders.figures import language
from negoce.web.orders.marks import day_words, late_by, late_words, state_chip

PAGE = 100


@require_GET
def page(request: HttpRequest) -> HttpResponse:
    """Orders to deliver; `?view=` late, undated or mine, `?page=` further on."""
    actor = actor_of(request)
    today = timezone.localdate()
    view = request.GET.get("view", "")
    mine = actor.user_id if view == "mine" else None
    rows = backlog(actor, owner_id=mine)
    if view == "late":
        rows = rows.filter(promised_on__lt=today)
    elif view == "undated":
        rows = rows.filter(promised_on__isnull=True)
    shown = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    totals = backlog_totals(actor, today, owner_id=mine)
    manages = actor.may(Permission.MANAGE_ORDERS)
    here = reverse("orders:backlog")
    context = {
        "tabs": [
            Tab(_("Tout le carnet"), here, active=view not in ("late", "undated", "mine")),
            Tab(_("En retard"), f"{here}?view=late", active=view == "late"),
            Tab(_("Sans date promise"), f"{here}?view=undated", active=view == "undated"),
            Tab(_("Mes commandes"), f"{here}?view=mine", active=view == "mine"),
        ],
        "figures": _figures(totals),
        "columns": [
            TableColumn(_("Commande")),
            TableColumn(_("Client")),
            TableColumn(_("Promise pour le")),
            TableColumn(_("Retard")),
            TableColumn(_("État")),
            TableColumn(_("Reste à livrer HT"), numeric=True),
            TableColumn(_("Suivie par")),
            TableColumn(""),
        ],
        "lines": [_line(each, manages=manages) for each in shown],
        "shown": shown,
        "view": view,
    }
    return render(request, "web/orders/backlog.html", context)


def _figures(totals: BacklogTotals) -> list[Mapping[str, str]]:
    orders = ngettext("%(count)s commande", "%(count)s commandes", totals.orders) % {"count": totals.orders}
    late = ngettext("%(count)s commande", "%(count)s commandes", totals.late_orders) % {
        "count": totals.late_orders
    }
    return [
        {
            "label": _("Reste à livrer HT"),
            "value": format_money_round(totals.net, language()),
            "note": orders,
            "tone": "",
        },
        {
            "label": _("En retard HT"),
            "value": format_money_round(totals.late_net, language()),
            "note": late,
            "tone": "bad" if totals.late_orders else "",
        },
        {
            "label": _("Sans date promise"),
            "value": str(totals.undated),
            "note": _("à dater avec le client"),
            "tone": "warn" if totals.undated else "",
        },
    ]


def _line(terms: OrderTerms, *, manages: bool) -> Mapping[str, object]:
    order = terms.order
    late = late_by(terms, timezone.localdate())
    return {
        "reference": order.reference,
        "url": reverse("orders:order", args=[order.public_id]),
        "company": order.company.name,
        "company_url": company_url(order.company),
        "promised": day_words(terms.promised_on),
        "late": late_words(late),
        "state": state_chip(terms.state),
        "left": format_money(terms.left_net, language(), terms.currency),  # type: ignore[attr-defined]
        "owner": terms.owner.full_name if terms.owner else "",
        "untold": day_words(terms.untold),  # type: ignore[attr-defined]
        "notice_url": reverse("orders:notice", args=[order.public_id]),
        "promise_url": reverse("orders:promise", args=[order.public_id]) if manages else "",
    }
