"""The life cycle: how many stand where, what they bring, and who went from where to where."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from negoce.companies.rules.filters import Condition, Operator
from negoce.portfolio.enums import LifeStatus
from negoce.portfolio.life_words import STATUS_LABELS
from negoce.portfolio.queries.life_columns import past_status
from negoce.portfolio.rules.portrait import KEPT, Portrait, Standing
from negoce.ui.charts import Chart, ChartKind, Flow, Node
from negoce.ui.components.tables import FootCell, TableColumn
from negoce.web.overview.asked import Asked
from negoce.web.overview.figures import NOTHING, change, number, short_money
from negoce.web.overview.links import companies_url, statuses

SUSPECT = LifeStatus.SUSPECT


def life_key(status: LifeStatus) -> str:
    """How colours name a status."""
    return "approach" if status is LifeStatus.TO_APPROACH else status.value


def life_table(
    portrait: Portrait, asked: Asked, budgets: Mapping[LifeStatus, Decimal] | None, year: int, *, margin: bool
) -> dict[str, Any]:
    """A line a status; what serving it costs, its budget and what customers are still worth for who may read margins.

    `budgets` are those of the year, None for who looks at a part of the house: they are set for the whole.
    """
    standings = portrait.standings()
    shown = budgets if margin else None
    found = portrait.value()
    lines = [
        {
            "label": str(STATUS_LABELS[each.status]),
            "life": life_key(each.status),
            "url": companies_url(asked, statuses(each.status)),
            "number": number(each.number),
            "change": change(each.number, each.before),
            "revenue": short_money(each.revenue) if each.revenue else NOTHING,
            "costs": _costs(each, asked, shown) if margin else [],
        }
        for each in standings
    ]
    columns = [
        TableColumn(_("Statut")),
        TableColumn(_("Entreprises"), numeric=True),
        TableColumn(_("Évolution"), numeric=True),
        TableColumn(_("CA"), numeric=True),
    ]
    foot = [
        FootCell(_("Ensemble")),
        FootCell(number(portrait.content["companies"]), numeric=True, strong=True),
        FootCell(),
        FootCell(_whole(each.revenue for each in standings), numeric=True, strong=True),
    ]
    if margin:
        columns.append(TableColumn(_("Coût de gestion"), numeric=True))
        foot.append(FootCell(_whole(each.cost for each in standings), numeric=True, strong=True))
        # As much as the width of the card holds: who sees the budgets finds the value on the tile and in the lists.
        if shown is not None:
            columns.append(TableColumn(_("Budget %(year)s") % {"year": year}, numeric=True))
            foot.append(FootCell(_whole(shown.values()), numeric=True, strong=True))
        else:
            columns.append(TableColumn(_("Valeur 36 mois"), numeric=True))
            foot.append(FootCell(short_money(found[0]) if found else NOTHING, numeric=True, strong=True))
    return {"lines": lines, "columns": columns, "foot": foot}


def _costs(
    standing: Standing, asked: Asked, budgets: Mapping[LifeStatus, Decimal] | None
) -> list[tuple[str, str]]:
    """What who reads margins reads of a status, each with where it leads."""
    served = companies_url(asked, statuses(standing.status), Condition("service_cost", Operator.OVER, ("0",)))
    found = [(short_money(standing.cost) if standing.cost else NOTHING, served if standing.cost else "")]
    if budgets is not None:
        budget = budgets.get(standing.status)
        found.append((NOTHING if budget is None else short_money(budget), reverse("portfolio:budgets")))
        return found
    worth = companies_url(asked, statuses(standing.status), sort="-value_36_months")
    # What the foot adds up: who is lost is no longer a customer, and has no line in it.
    counted = standing.value is not None and standing.status in KEPT
    found.append((short_money(standing.value), worth) if counted else (NOTHING, ""))
    return found


def _whole(amounts: Iterable[Decimal]) -> str:
    whole = sum(amounts, Decimal(0))
    return short_money(whole) if whole else NOTHING


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
    stood = past_status(portrait.months)
    then = {each: Condition(stood, Operator.IS, (each.value,)) for each in was}
    nodes = [_node("from", each, companies_url(asked, then[each])) for each in was]
    nodes += [_node("to", each, companies_url(asked, statuses(each))) for each in now]
    flows = tuple(
        Flow(f"from-{before.value}", f"to-{after.value}", count, _passage_url(asked, then[before], after))
        for before, after, count in moved
    )
    title = _("Passages d’un statut à l’autre en %(months)s mois") % {"months": portrait.months}
    return Chart(ChartKind.SANKEY, title, nodes=tuple(nodes), flows=flows, height="large")


def _passage_url(asked: Asked, then: Condition, now: LifeStatus) -> str:
    """Who went from one status to the other, and nobody else."""
    return companies_url(asked, then, statuses(now))


def _node(side: str, status: LifeStatus, url: str) -> Node:
    return Node(f"{side}-{status.value}", str(STATUS_LABELS[status]), f"life-{life_key(status)}", url)
