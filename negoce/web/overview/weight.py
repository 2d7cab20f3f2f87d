"""How far the revenue depends on a few customers, and where customers stand by recency and frequency."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from itertools import accumulate
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from negoce.companies.rules.filters import Condition, Operator
from negoce.portfolio.enums import ParetoClass
from negoce.portfolio.rules.portrait import Portrait, share
from negoce.portfolio.rules.thresholds import Thresholds
from negoce.ui.charts import Chart, ChartKind, HeatCell, Series, Unit
from negoce.web.overview.asked import Asked
from negoce.web.overview.figures import number, percent, short_money
from negoce.web.overview.links import companies_url
from negoce.web.overview.tiles import is_alert

BEST = 5


def concentration_card(
    portrait: Portrait, asked: Asked, names: Mapping[int, tuple[str, str]], thresholds: Thresholds
) -> dict[str, Any] | None:
    """Classes A, B and C, the curve, and the largest customers that the person may see; None when nothing was sold."""
    place = portrait.content["concentration"]
    if place is None:
        return None
    classes = [
        {
            "name": each.value,
            "number": number(count),
            "people": percent(share(count, place["customers"]), 0),
            "revenue": short_money(Decimal(cents) / 100),
            "share": percent(share(cents, place["whole"]), 0),
            "url": companies_url(asked, Condition("revenue_class", Operator.IS, (each.value,))),
        }
        for each in ParetoClass
        for count, cents in [place["classes"].get(each.value, (0, 0))]
    ]
    return {
        "classes": classes,
        "lorenz": lorenz_chart(place),
        "largest": largest_chart(place, names),
        "alert": is_alert(portrait, thresholds),
        "limit": percent(thresholds.concentration_percent, 0),
    }


def lorenz_chart(place: Mapping[str, Any]) -> Chart:
    """The share of the revenue made by each share of the customers, from the smallest to the largest."""
    people = list(accumulate((count for count, _cents in place["lorenz"]), initial=0))
    money = list(accumulate((cents for _count, cents in place["lorenz"]), initial=0))
    shares = tuple(share(part, people[-1]) or Decimal(0) for part in people)
    return Chart(
        ChartKind.LINES,
        _("Courbe de concentration (Lorenz)"),
        tuple(percent(part, 0) for part in shares),
        (
            Series(_("CA cumulé"), tuple(share(part, money[-1]) or Decimal(0) for part in money)),
            Series(_("Si tous étaient pareils"), shares, hue="line-strong", dashed=True),
        ),
        unit=Unit.PERCENT,
        x_label=_("Clients, du plus petit au plus grand"),
    )


def largest_chart(place: Mapping[str, Any], names: Mapping[int, tuple[str, str]]) -> Chart:
    """The largest customers, and what they make together, one after the other."""
    rows = [(names[key], cents) for key, cents in place["largest_ones"] if key in names]
    together = list(accumulate(cents for _name, cents in rows))
    return Chart(
        ChartKind.BARS,
        _("Les plus grands clients (Pareto)"),
        tuple(name for (_id, name), _cents in rows),
        (
            Series(
                _("CA 12 mois"),
                tuple(Decimal(cents) / 100 for _name, cents in rows),
                links=tuple(
                    reverse("companies:record", args=[public_id]) for (public_id, _name), _cents in rows
                ),
            ),
            Series(
                _("Part cumulée"),
                tuple(share(cents, place["whole"]) for cents in together),
                hue="warn",
                line=True,
                unit=Unit.PERCENT,
            ),
        ),
        unit=Unit.MONEY,
        x_label=_("Client"),
    )


def rfm_chart(portrait: Portrait, asked: Asked) -> Chart:
    """Customers by their notes of recency (rows, the best on top) and frequency (columns)."""
    cells = [
        HeatCell(frequency - 1, BEST - recency, count, _cell_url(asked, recency, frequency))
        for recency, frequency, count, _cents in portrait.content["rfm"]
    ]
    notes = tuple(str(note) for note in range(1, BEST + 1))
    return Chart(
        ChartKind.HEAT,
        _("Clients par récence et fréquence (5 : les meilleurs)"),
        notes,
        rows=notes[::-1],
        cells=tuple(cells),
        x_label=_("Fréquence"),
        y_label=_("Récence"),
    )


def _cell_url(asked: Asked, recency: int, frequency: int) -> str:
    return companies_url(
        asked,
        Condition("rfm_recency", Operator.IS, (str(recency),)),
        Condition("rfm_frequency", Operator.IS, (str(frequency),)),
    )
