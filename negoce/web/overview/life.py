"""The life cycle: how many stand where, what they bring, and who went from where to where."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from negoce.portfolio.enums import LifeStatus
from negoce.portfolio.life_words import STATUS_LABELS
from negoce.portfolio.rules.portrait import Portrait
from negoce.ui.charts import Chart, ChartKind, Flow, Node
from negoce.ui.components.tables import FootCell, TableColumn
from negoce.web.overview.asked import Asked
from negoce.web.overview.figures import NOTHING, change, number, short_money
from negoce.web.overview.links import companies_url, statuses

SUSPECT = LifeStatus.SUSPECT


def life_key(status: LifeStatus) -> str:
    """How colours name a status."""
    return "approach" if status is LifeStatus.TO_APPROACH else status.value


def life_table(portrait: Portrait, asked: Asked, *, margin: bool) -> dict[str, Any]:
    """A line a status; what customers are still worth for who may read margins."""
    standings = portrait.standings()
    revenue = sum((each.revenue for each in standings), Decimal(0))
    lines = [
        {
            "label": str(STATUS_LABELS[each.status]),
            "life": life_key(each.status),
            "url": companies_url(asked, statuses(each.status)),
            "number": number(each.number),
            "change": change(each.number, each.before),
            "revenue": short_money(each.revenue) if each.revenue else NOTHING,
            "value": short_money(each.value) if each.value is not None else NOTHING,
        }
        for each in standings
    ]
    columns = [
        TableColumn(_("Statut")),
        TableColumn(_("Entreprises"), numeric=True),
        TableColumn(_("Évolution"), numeric=True),
        TableColumn(_("CA 12 mois"), numeric=True),
    ]
    foot = [
        FootCell(_("Ensemble")),
        FootCell(number(portrait.content["companies"]), numeric=True, strong=True),
        FootCell(),
        FootCell(short_money(revenue), numeric=True, strong=True),
    ]
    if margin:
        found = portrait.value()
        columns.append(TableColumn(_("Valeur 36 mois"), numeric=True))
        foot.append(FootCell(short_money(found[0]) if found else NOTHING, numeric=True, strong=True))
    return {"lines": lines, "columns": columns, "foot": foot, "margin": margin}


def flows_chart(portrait: Portrait, asked: Asked) -> Chart:
    """From the status at the start of the period to that of today; suspects who stayed so are left out."""
    moved = [
        (LifeStatus(was), LifeStatus(now), count)
        for was, now, count in portrait.flows()
        if not was == now == SUSPECT.value
    ]
    order = {status: place for place, status in enumerate(LifeStatus)}
    moved.sort(key=lambda flow: (order[flow[0]], order[flow[1]]))
    was = sorted({each for each, _now, _count in moved}, key=lambda each: order[each])
    now = sorted({each for _was, each, _count in moved}, key=lambda each: order[each])
    nodes = [_node("from", each, "") for each in was]
    nodes += [_node("to", each, companies_url(asked, statuses(each))) for each in now]
    flows = tuple(
        Flow(f"from-{before.value}", f"to-{after.value}", count, companies_url(asked, statuses(after)))
        for before, after, count in moved
    )
    title = _("Passages d’un statut à l’autre en %(months)s mois") % {"months": portrait.months}
    return Chart(ChartKind.SANKEY, title, nodes=tuple(nodes), flows=flows, height="large")


def _node(side: str, status: LifeStatus, url: str) -> Node:
    return Node(f"{side}-{status.value}", str(STATUS_LABELS[status]), f"life-{life_key(status)}", url)
