"""« Ce qui est prévu » on the page of a company: still a customer, orders to come, value."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from negoce.identity.enums import FieldGroup
from negoce.kit.dates import format_date
from negoce.kit.money import format_decimal, format_money_round, format_percent
from negoce.portfolio.models import CustomerLife
from negoce.portfolio.queries.life_page import life_of
from negoce.web.companies.panel_types import BEHAVIOUR, SIDE, Panel
from negoce.web.companies.record import CompanyRecord
from negoce.web.orders.figures import language

_LIKELY, _DOUBTFUL = 0.8, 0.4


def _foresight(record: CompanyRecord) -> Mapping[str, object] | None:
    life = life_of(record.company)
    if life is None or life.p_alive is None:
        return None
    may_value = record.actor.may_read(FieldGroup.MARGIN) and life.value_36_months is not None
    return {
        "said": _still(life.p_alive),
        "alive": _percent(life.p_alive),
        "in_90": _percent(life.p_order_90),
        "counts": _counts(life),
        "between": _between(life),
        "next_order": _next(life),
        "value": format_money_round(life.value_36_months, language())
        if may_value and life.value_36_months
        else "",
        "as_of": format_date(life.as_of, language()),
    }


def _still(p_alive: float) -> str:
    if p_alive >= _LIKELY:
        return _now("Très probablement encore client.")
    if p_alive >= _DOUBTFUL:
        return _now("Peut-être encore client : à relancer avant qu’il ne s’éloigne.")
    return _now("Sans doute parti, d’après le rythme de ses commandes et celui des autres.")


def _counts(life: CustomerLife) -> str:
    """« 0,4 en 30 jours, 1,3 en 90, 5,1 en un an »."""
    values = (life.expected_30, life.expected_90, life.expected_365)
    thirty, ninety, year = (format_decimal(Decimal(str(each or 0)), language(), 1) for each in values)
    return _now("%(thirty)s en 30 jours, %(ninety)s en 90 jours, %(year)s en un an") % {
        "thirty": thirty,
        "ninety": ninety,
        "year": year,
    }


def _between(life: CustomerLife) -> str:
    if life.expected_90_low is None or life.expected_90_high is None:
        return ""
    low, high = round(life.expected_90_low), round(life.expected_90_high)
    return _now("(huit fois sur dix, de %(low)s à %(high)s en 90 jours)") % {"low": low, "high": high}


def _next(life: CustomerLife) -> str:
    if life.next_order_on is None:
        return ""
    day = format_date(life.next_order_on, language())
    if life.next_order_from is None or life.next_order_until is None:
        return day
    return _now("vers le %(day)s (huit fois sur dix, du %(first)s au %(last)s)") % {
        "day": day,
        "first": format_date(life.next_order_from, language()),
        "last": format_date(life.next_order_until, language()),
    }


def _percent(share: float | None) -> str:
    return "" if share is None else format_percent(Decimal(str(share)), language())


FORESIGHT = Panel(
    "foresight",
    _("Ce qui est prévu"),
    "web/foresight/_foresight.html",
    _foresight,
    1,
    tab=BEHAVIOUR,
    column=SIDE,
)
