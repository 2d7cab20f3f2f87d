"""Entries of the negotiation desk: steps, states, reasons and amounts are kept as stored, and told in words."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from django.db import models
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from negoce.negotiation.enums import BuyingClass, DealState, DealStep, OutcomeReason, PurchaseStage
from negoce.negotiation.words.bargaining import CONCESSION_STATES, CONFIDENCE
from negoce.negotiation.words.deal import LABELS
from negoce.negotiation.words.objective import METRICS, OUTCOMES
from negoce.negotiation.words.quote import STATES as QUOTE_STATES
from negoce.negotiation.words.tender import BUYER_KINDS, CALL_KINDS, NEED_KINDS, STAGES

DESK = frozenset(
    {"deal", "bargaining", "concession", "objective", "margin_objective", "tender", "quote", "sales_cycle"}
)
_VALUES: Mapping[tuple[str, str], Mapping[Any, Any]] = {
    ("deal", "state"): LABELS[DealState],
    ("deal", "step"): LABELS[DealStep],
    ("deal", "outcome_reason"): LABELS[OutcomeReason],
    ("deal", "purchase_stage"): LABELS[PurchaseStage],
    ("deal", "buying_class"): LABELS[BuyingClass],
    ("objective", "metric"): METRICS,
    ("objective", "outcome"): OUTCOMES,
    ("margin_objective", "metric"): METRICS,
    ("margin_objective", "outcome"): OUTCOMES,
    ("concession", "state"): CONCESSION_STATES,
    ("bargaining", "confidence"): CONFIDENCE,
    ("quote", "state"): QUOTE_STATES,
    ("tender", "buyer"): BUYER_KINDS,
    ("tender", "need"): NEED_KINDS,
    ("tender", "call"): CALL_KINDS,
    ("tender", "stage"): STAGES,
    ("tender", "reason"): LABELS[OutcomeReason],
}


def desk_value(kind: str, field: str, value: str, found: models.Field[Any, Any] | None) -> str | None:
    """A value in words; None when it is none of ours, or is stored in words."""
    known = _VALUES.get((kind, field), {}).get(value)
    if known is not None:
        return str(known)
    if (kind, field) == ("deal", "people"):
        count = len(value.split(", "))
        return ngettext("%(count)s personne", "%(count)s personnes", count) % {"count": count}
    if (kind, field) == ("deal", "activity"):
        return _("une activité")
    return _amount(value) if kind in DESK and isinstance(found, models.DecimalField) else None


def _amount(value: str) -> str | None:
    try:
        number = Decimal(value)
    except InvalidOperation:
        return None
    return str(number_format(number, use_l10n=True, force_grouping=True))
