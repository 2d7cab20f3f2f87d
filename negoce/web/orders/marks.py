"""State, promise and lateness of an order, as chips and words."""

from __future__ import annotations

from datetime import date

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from negoce.kit.dates import format_date
from negoce.orders.enums import OrderState
from negoce.orders.models import Delivery, OrderTerms
from negoce.orders.rules.order_progress import days_late
from negoce.orders.words import STATES
from negoce.ui.html import chip
from negoce.web.orders.figures import language

TONES = {
    OrderState.OPEN.value: "info",
    OrderState.PARTLY_DELIVERED.value: "warn",
    OrderState.DELIVERED.value: "good",
    OrderState.CLOSED.value: "",
    OrderState.CANCELLED.value: "bad",
}
WAITING = frozenset({OrderState.OPEN.value, OrderState.PARTLY_DELIVERED.value})


def state_chip(state: str) -> SafeString:
    """The state of an order handled here."""
    tone = TONES.get(state, "")
    return chip(STATES.get(state, state), tone=tone) if tone else chip(STATES.get(state, state))


def late_by(terms: OrderTerms, today: date) -> int:
    """By how many days the promise of an order is broken; 0 once nothing is left to deliver."""
    return days_late(terms.promised_on, today) if terms.state in WAITING else 0


def late_words(days: int) -> str:
    """« 3 jours de retard »; empty when it is not late."""
    if not days:
        return ""
    return ngettext("%(count)s jour de retard", "%(count)s jours de retard", days) % {"count": days}


def day_words(day: date | None) -> str:
    """A day in short, or nothing."""
    return format_date(day, language()) if day is not None else ""


def delivery_chip(delivery: Delivery) -> SafeString:
    """Whether a delivery left, arrived, came back or was a mistake."""
    if delivery.cancelled_at is not None:
        return chip(_("Annulée"), tone="bad")
    if delivery.return_reason:
        return chip(_("Retour"), tone="warn")
    if delivery.delivered_on is not None:
        return chip(_("Livrée"), tone="good")
    return chip(_("En route"), tone="info")
