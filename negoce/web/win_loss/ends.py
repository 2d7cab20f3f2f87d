"""At which step deals are lost, and how long won and lost ones take."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from negoce.companies.rules.filters import Condition, Operator
from negoce.kit.dates import add_months
from negoce.negotiation.enums import DealState, DealStep
from negoce.negotiation.models import Deal
from negoce.negotiation.rules.deal_steps import STEPS
from negoce.negotiation.words.deal import label_of
from negoce.portfolio.queries.deal_tallies import Tallies, tallies
from negoce.portfolio.queries.decided_days import days_at_steps, days_to_end
from negoce.portfolio.rules.reasons import Tally, share
from negoce.portfolio.rules.win_loss import FEW, Spread, spread, step_ends
from negoce.ui.charts import Chart, ChartKind, Series, Unit
from negoce.ui.words.figures import NOTHING, number, percent, short_money
from negoce.web.win_loss.asked import Asked


def when_context(asked: Asked, deals: QuerySet[Deal], whole: Tally) -> Mapping[str, object]:
    """What the tab of steps and delays shows; four queries."""
    at_steps = {key: days.elements() for key, days in days_at_steps(deals).items()}
    ends = step_ends(
        whole.decided,
        [each.value for each in STEPS],
        tallies(deals.filter(state=DealState.LOST.value), "step"),
        at_steps,
    )
    took = days_to_end(deals)
    won, lost = (spread(took[each].elements()) for each in (True, False))
    return {
        "spreads": [
            {"label": _("Jours pour gagner"), **_spread(won)},
            {"label": _("Jours pour perdre"), **_spread(lost)},
        ],
        "steps": [
            {
                "name": label_of(DealStep, each.step),
                "reached": number(each.reached),
                "lost": number(each.lost) if each.lost else NOTHING,
                "url": asked.deals(Condition("step", Operator.IS, (each.step,)), state=DealState.LOST.value)
                if each.lost
                else "",
                "amount": short_money(each.lost_amount) if each.lost else "",
                "rate": percent(each.share.percent, 0) if each.reached >= FEW else NOTHING,
                "between": _between(each.share.low, each.share.high) if each.reached >= FEW else "",
                "won_days": number(each.won_days.middle),
                "lost_days": number(each.lost_days.middle),
            }
            for each in ends
            if each.reached
        ],
        "few": FEW,
        "chart": _trend(tallies(deals, "closed_on"), asked),
    }


def _between(low: object, high: object) -> str:
    return _("%(low)s à %(high)s") % {"low": percent(low, 0), "high": percent(high, 0)}  # type: ignore[arg-type]


def _spread(days: Spread) -> Mapping[str, str]:
    if days.middle is None:
        few = _("%(count)s affaires dont les jours sont connus ; il en faut %(few)s")
        return {"value": NOTHING, "note": few % {"count": number(days.count), "few": number(FEW)}}
    note = _("la moitié entre %(low)s et %(high)s ; %(count)s affaires")
    return {
        "value": number(days.middle),
        "note": note % {"low": number(days.low), "high": number(days.high), "count": number(days.count)},
    }


def _trend(by_day: Tallies, asked: Asked) -> Chart:
    months, first = [], add_months(asked.start.replace(day=1), 0 if asked.start.day == 1 else 1)
    while first <= asked.today:
        months.append(first)
        first = add_months(first, 1)
    known = dict.fromkeys(months, Tally())
    for day, each in by_day.items():
        if (month := day.replace(day=1)) in known:
            known[month] += each
    counts = list(known.values())
    # Over three months: one month has few deals, or none.
    spans = [sum(counts[max(place - 2, 0) : place + 1], Tally()) for place in range(len(counts))]
    return Chart(
        ChartKind.BARS,
        _("Affaires gagnées et perdues par mois"),
        tuple(f"{month:%m/%Y}" for month in months),
        (
            Series(_("Gagnées"), tuple(each.won for each in counts), hue="good"),
            Series(_("Perdues"), tuple(each.lost for each in counts), hue="bad"),
            Series(
                _("Taux sur 3 mois"),
                tuple(share(each.won, each.decided) for each in spans),
                hue="ink-3",
                line=True,
                unit=Unit.PERCENT,
            ),
        ),
        x_label=_("Mois"),
        height="small",
    )
