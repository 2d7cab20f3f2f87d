"""« Prix et avantages » on a company's page: where its prices stand, and what was granted (F5)."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from negoce.billing.queries.rebates import rebates_by_year
from negoce.catalogue.queries.customer_prices import agreements_in_force
from negoce.identity.enums import FieldGroup
from negoce.kit.money import format_decimal, format_money, format_money_round, format_percent
from negoce.kit.worked import CannotWork
from negoce.portfolio.queries.prices_paid import prices_paid
from negoce.portfolio.rules.price_position import price_position
from negoce.web.companies.panel_types import BEHAVIOUR, SIDE, Panel
from negoce.web.companies.record import CompanyRecord
from negoce.web.orders.figures import language
from negoce.web.portfolio.sentences import sentences


def _prices(record: CompanyRecord) -> Mapping[str, object] | None:
    today = timezone.localdate()
    paid = prices_paid(record.company, today)
    if paid is None:
        return None
    try:
        worked = price_position(paid=paid.paid, at_base=paid.at_base)
    except CannotWork:
        return None
    position = worked.value
    rebate = None
    if record.actor.may_read(FieldGroup.MARGIN):
        rebate = rebates_by_year(record.company).get(today.year)
    return {
        "position": _position(position.percent),
        "given": format_money_round(position.given, language()) if position.given else "",
        "agreed": format_decimal(agreements_in_force(record.company, today), language()),
        "rebate": format_money(rebate, language()) if rebate else "",
        "steps": sentences(worked.steps),
    }


def _position(percent: Decimal) -> str:
    if not percent:
        return _now("au prix de base")
    said = format_percent(abs(percent) / 100, language(), 1)
    if percent < 0:
        return _now("%(percent)s sous les prix de base") % {"percent": said}
    return _now("%(percent)s au-dessus des prix de base") % {"percent": said}


PRICES = Panel(
    "prices",
    _("Prix et avantages"),
    "web/portfolio/_prices.html",
    _prices,
    3,
    tab=BEHAVIOUR,
    column=SIDE,
)
