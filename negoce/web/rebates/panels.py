"""The year-end rebates of a company, on its page."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from negoce.billing.enums import RebateState
from negoce.billing.queries.rebates import RebateStand, rebate_stands
from negoce.billing.rebate_words import REBATE_MESSAGES, STATES
from negoce.identity.enums import Permission
from negoce.kit.dates import format_date
from negoce.kit.explain import Explanation
from negoce.kit.money import format_decimal, format_money, format_money_round
from negoce.negotiation.rules.volume_rebate import Band
from negoce.ui.components.tables import TableColumn
from negoce.ui.html import chip
from negoce.ui.words.say import say
from negoce.web.companies.panel_types import DOCUMENTS, Panel
from negoce.web.companies.record import CompanyRecord
from negoce.web.orders.figures import language

_TONES = {RebateState.ACTIVE.value: "info", RebateState.CLOSED.value: ""}


def _read(record: CompanyRecord) -> Mapping[str, object] | None:
    stands = rebate_stands(record.company, timezone.localdate())
    manages = record.actor.may(Permission.MANAGE_CATALOGUE)
    if not stands and not manages:
        return None
    own, bills = record.company.public_id, record.actor.may(Permission.ISSUE_INVOICES)
    return {
        "columns": (TableColumn(_now("Achats HT")), TableColumn(_now("Taux"), numeric=True)),
        "rebates": [_shown(each, own, manages=manages, bills=bills) for each in stands],
        "create_url": reverse("rebates:new", args=[own]) if manages else "",
    }


def _shown(stand: RebateStand, company: str, *, manages: bool, bills: bool) -> Mapping[str, object]:
    row = stand.agreement
    is_active = row.state == RebateState.ACTIVE.value
    part = [company, row.public_id]
    to_settle = stand.is_over and row.credit_id is None and stand.earned.value > 0
    return {
        "row": row,
        "state": chip(str(STATES[row.state]), tone=_TONES[row.state]),
        "start": format_date(row.starts_on, language()),
        "end": format_date(row.ends_on, language()),
        "purchases": format_money(stand.purchases, language()),
        "earned": format_money(stand.earned.value, language()),
        "accrued": format_money(stand.accrued, language()),
        "accrued_to": format_date(stand.accrued_to, language()) if stand.accrued_to else "",
        "following": _following(stand) if is_active else "",
        "bands": _bands(stand.bands),
        "steps": [say(Explanation(each.code, each.figures), REBATE_MESSAGES) for each in stand.earned.steps],
        "to_settle": to_settle,
        "settle_url": reverse("rebates:settlement", args=part) if bills and to_settle else "",
        "credit": (row.credit.number or _now("avoir en brouillon")) if row.credit else "",
        "credit_url": reverse("billing:document", args=[row.credit.public_id]) if row.credit else "",
        "change_url": reverse("rebates:change", args=part) if manages and is_active else "",
        "closing_url": reverse("rebates:closing", args=part) if manages and is_active else "",
    }


def _following(stand: RebateStand) -> str:
    if stand.following is None:
        return "" if stand.is_over else _now("dernière tranche atteinte")
    return _now("encore %(missing)s d’achats pour passer à %(percent)s %%") % {
        "missing": format_money(stand.following.missing, language()),
        "percent": _rate(stand.following.percent),
    }


def _bands(bands: tuple[Band, ...]) -> list[Mapping[str, str]]:
    lines: list[Mapping[str, str]] = []
    floor = Decimal(0)
    for band in bands:
        figures = {
            "from": format_money_round(floor, language()),
            "to": "" if band.up_to is None else format_money_round(band.up_to, language()),
        }
        part = _now("au-delà de %(from)s") if band.up_to is None else _now("de %(from)s à %(to)s")
        lines.append(
            {"part": part % figures, "rate": _now("%(percent)s %%") % {"percent": _rate(band.percent)}}
        )
        floor = band.up_to or floor
    return lines


def _rate(percent: Decimal) -> str:
    return format_decimal(percent, language(), 0 if percent == percent.to_integral_value() else 2)


REBATES = Panel(
    "rebates",
    _("Ristournes de fin d’année"),
    "web/rebates/_company.html",
    _read,
    queries_max=3,
    tab=DOCUMENTS,
)
