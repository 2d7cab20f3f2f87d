"""Who leaves: by salesperson, type of buyer and kind of company, month after month, and cohort by cohort."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from negoce.companies.enums import BuyerType, CompanyKind
from negoce.companies.queries.lists.options import members_of
from negoce.companies.rules.filters import Condition, Operator
from negoce.kit.dates import add_months, format_month
from negoce.portfolio.enums import LifeStatus
from negoce.portfolio.measures.cohorts import quarter_of
from negoce.portfolio.rules.portrait import KEPT, Portrait, share
from negoce.ui.charts import Chart, ChartKind, HeatCell, Series, Unit
from negoce.ui.words.say import reader_language
from negoce.web.overview.asked import Asked
from negoce.web.overview.figures import number, percent
from negoce.web.overview.links import companies_url, lost_since, statuses

FEWEST = 3
_MOST_ROWS = 12
_FEW_MONTHS = 3


def groups(portrait: Portrait, asked: Asked, people: Mapping[int, tuple[str, str]]) -> list[dict[str, Any]]:
    """Attrition of each group that had customers at the start, the worst first, column by column."""
    kinds = dict(members_of(CompanyKind)(asked.actor))
    buyers = dict(members_of(BuyerType)(asked.actor))
    by = portrait.period.get("by", {})
    found = []
    for title, column, words in (
        (_("Par commercial"), "owner_id", {key: name for key, (_id, name) in people.items()}),
        (_("Par type d’acheteur"), "buyer_type", buyers),
        (_("Par activité"), "kind", kinds),
    ):
        rows = [_row(asked, portrait, column, row, words, people) for row in by.get(column, ()) if row[1]]
        rows.sort(key=lambda row: (-row["rate"], row["label"]))
        if len(rows) > 1:
            found.append(
                {"title": title, "rows": rows[:_MOST_ROWS], "chart": _chart(title, rows[:_MOST_ROWS])}
            )
    return found


def _row(
    asked: Asked,
    portrait: Portrait,
    column: str,
    row: Sequence[Any],
    words: Mapping[Any, Any],
    people: Mapping[int, tuple[str, str]],
) -> dict[str, Any]:
    key, start, lost = row
    rate = share(lost, start) or Decimal(0)
    field = column.removesuffix("_id")
    value = people[key][0] if field == "owner" and key in people else str(key or "")
    conditions = list(lost_since(portrait))
    conditions.append(Condition(field, Operator.IS, (value,)) if value else Condition(field, Operator.EMPTY))
    return {
        "label": str(words.get(key) or (_("Personne") if field == "owner" else _("Non renseigné"))),
        "rate": rate,
        "shown": percent(rate),
        "kept": percent(100 - rate),
        "of": _("%(lost)s sur %(start)s") % {"lost": number(lost), "start": number(start)},
        "url": companies_url(asked, *conditions),
    }


def _chart(title: str, rows: Sequence[Mapping[str, Any]]) -> Chart:
    series = Series(
        _("Attrition"),
        tuple(row["rate"] for row in rows),
        hue="life-lost",
        links=tuple(row["url"] for row in rows),
    )
    kept = Series(_("Fidélisation"), tuple(100 - row["rate"] for row in rows), hue="accent-light")
    return Chart(
        ChartKind.STACKED,
        _("Attrition : %(groups)s") % {"groups": title.lower()},
        tuple(row["label"] for row in rows),
        (series, kept),
        unit=Unit.PERCENT,
        x_label=title,
        horizontal=True,
        height="small" if len(rows) <= 4 else "medium",
    )


def cohort_chart(portrait: Portrait, asked: Asked, as_of: date) -> Chart:
    """Of those who began in a quarter, the share that bought in each quarter since."""
    counts = {(began, age): count for began, age, count in portrait.content["cohorts"]}
    began = sorted({row for row, _age in counts})
    oldest = max((quarter_of(as_of) - row for row in began), default=0)
    urls = {row: companies_url(asked, *_began_in(row)) for row in began}
    cells = [
        HeatCell(age, place, share(counts.get((row, age), 0), counts[row, 0]) or Decimal(0), urls[row])
        for place, row in enumerate(began)
        for age in range(quarter_of(as_of) - row + 1)
        if counts.get((row, 0))
    ]
    return Chart(
        ChartKind.HEAT,
        _("Part des clients qui achètent encore, selon leur trimestre d’arrivée"),
        tuple(f"+{age}" for age in range(oldest + 1)),
        rows=tuple(
            _("T%(quarter)s %(year)s · %(count)s")
            % {"quarter": row % 4 + 1, "year": row // 4, "count": number(counts.get((row, 0), 0))}
            for row in began
        ),
        cells=tuple(cells),
        unit=Unit.PERCENT,
        x_label=_("Trimestres depuis le premier achat"),
    )


def _began_in(quarter: int) -> tuple[Condition, ...]:
    """Who bought for the first time in a quarter; who only ever brought goods back has bought nothing."""
    first = date(quarter // 4, quarter % 4 * 3 + 1, 1)
    last = add_months(first, 3) - timedelta(days=1)
    began = Condition("first_order_on", Operator.BETWEEN, (first.isoformat(), last.isoformat()))
    return statuses(*KEPT, LifeStatus.LOST), began


def trend_chart(history: Sequence[tuple[date, Mapping[str, Any]]]) -> Chart | None:
    """Attrition over 12 months, as each past month's snapshot said it; None under three months."""
    known = [(day, line["heads"]) for day, line in history if line.get("heads") and line["heads"]["started"]]
    if len(known) < _FEW_MONTHS:
        return None
    return Chart(
        ChartKind.LINES,
        _("Attrition sur 12 mois, mois après mois"),
        tuple(format_month(day, reader_language()) for day, _heads in known),
        (Series(_("Attrition"), tuple(share(heads["lost"], heads["started"]) for _day, heads in known)),),
        unit=Unit.PERCENT,
        x_label=_("Mois"),
        height="small",
    )
