"""What a plan asks for and promises, drawn while it is typed: the chain of contacts, the cost of a customer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from negoce.kit.money import format_decimal
from negoce.kit.worked import CannotWork, Step
from negoce.prospecting.rules.channel_cost import Acquisition, acquisition
from negoce.prospecting.rules.plan_work_back import Rates, WorkBack, work_back
from negoce.prospecting.words.plan import PLAN_MESSAGES
from negoce.ui.words.figures import cents, money, number, percent
from negoce.ui.words.say import reader_language


@dataclass(frozen=True, slots=True)
class Expected:
    """The chain as lines (label, count, how), what it costs, and the sentences that explain it."""

    chain: Sequence[Mapping[str, str]]
    work: WorkBack | None
    cost: Acquisition | None
    warnings: Sequence[str]
    why: Sequence[str]


def expected(
    orders: int,
    rates: Rates,
    *,
    segment: int | None,
    budget: Decimal,
    yearly_margin: Decimal | None,
) -> Expected:
    """What the orders wanted need of a target, and what each customer would cost."""
    try:
        worked = work_back(orders, rates, segment=segment)
    except CannotWork as cannot:
        return Expected((), None, None, (said(Step(cannot.finding.code, cannot.finding.figures)),), ())
    found = worked.value
    steps = list(worked.steps)
    cost = None
    if orders and budget:
        priced = acquisition([budget], orders, yearly_margin=yearly_margin)
        cost, steps = priced.value, [*steps, *priced.steps]
    chain = (
        {"label": _("Contacts"), "count": number(found.contacts), "rate": percent(rates.contact, 0)},
        {"label": _("Rendez-vous"), "count": number(found.meetings), "rate": percent(rates.meeting, 0)},
        {"label": _("Devis"), "count": number(found.quotes), "rate": percent(rates.quote, 0)},
        {"label": _("Commandes"), "count": number(found.orders), "rate": ""},
    )
    warnings = [said(Step(each.code, each.figures)) for each in worked.findings]
    return Expected(chain, found, cost, warnings, [said(each) for each in steps])


def cost_words(cost: Acquisition | None) -> Mapping[str, str]:
    """The cost of a customer and its payback as the page writes them."""
    if cost is None:
        return {"each": "—", "payback": ""}
    payback = ""
    if cost.payback_months is not None:
        months = format_decimal(cost.payback_months, reader_language(), 1)
        payback = _("serait remboursé en %(months)s mois d’après la marge attendue") % {"months": months}
    return {"each": cents(cost.each), "payback": payback, "budget": money(cost.cost)}


def said(step: Step) -> str:
    """A step of R-P5 or R-P6 in a sentence, its figures written for the reader."""
    language = reader_language()
    figures = {
        name: format_decimal(value, language, 0 if value == value.to_integral_value() else 2)
        if isinstance(value, Decimal)
        else format_decimal(value, language)
        if isinstance(value, int)
        else value
        for name, value in step.figures.items()
    }
    return str(PLAN_MESSAGES[step.code]) % figures
