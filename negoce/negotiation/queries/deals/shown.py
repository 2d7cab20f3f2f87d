"""A value of a deal as people read it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import StrEnum

from negoce.kit.dates import format_date
from negoce.kit.money import format_money
from negoce.negotiation.enums import BuyingClass, DealState, DealStep, OutcomeReason, PurchaseStage
from negoce.negotiation.models import Deal
from negoce.negotiation.words.deal import label_of
from negoce.ui.words.say import reader_language

_CHOICES: dict[str, type[StrEnum]] = {
    "state": DealState,
    "step": DealStep,
    "outcome_reason": OutcomeReason,
    "purchase_stage": PurchaseStage,
    "buying_class": BuyingClass,
}


def shown_value(deal: Deal, name: str) -> str:
    """The words of one field; empty for nothing."""
    value = getattr(deal, name)
    if name in _CHOICES:
        return label_of(_CHOICES[name], value)
    if name == "cycle":
        return str(deal.cycle) if deal.cycle is not None else ""
    if name == "owner":
        return deal.owner.full_name if deal.owner is not None else ""
    if isinstance(value, Decimal):
        return format_money(value, reader_language(), deal.currency)
    if isinstance(value, date):
        return format_date(value, reader_language())
    return "" if value is None else str(value)
