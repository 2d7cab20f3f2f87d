"""A quote that the customer refuses, the refusal taken back, and offers whose time is over."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Conflict, refuse_field
from negoce.negotiation.actions.quotes.loading import journal, loaded, move, store
from negoce.negotiation.enums import OutcomeReason, QuoteState
from negoce.negotiation.models import Quote
from negoce.negotiation.queries.quotes import current_version
from negoce.negotiation.rules.quote_states import QuoteMove

_LONGEST = 500


def refuse_quote(
    actor: Actor, quote: Quote, *, reason: str, note: str = "", revision: int | None = None
) -> Quote:
    """Record that the customer said no, and why. Raises Refused without one of the known reasons."""
    if reason not in set(OutcomeReason):
        raise refuse_field("reason", _("Choisissez la raison : elle servira à comprendre ce qui se perd."))
    with transaction.atomic():
        row, version = loaded(actor, quote, revision=revision)
        before, after = move(version, QuoteMove.REFUSE)
        version.outcome_reason, version.outcome_note = reason, note.strip()[:_LONGEST]
        version.closed_at = timezone.now()
        version.save()
        store(row, version, answered_on=timezone.localdate())
        journal(actor, row, "changed", {"state": (before, after), "reason": ("", reason)})
    return row


def take_back_refusal(actor: Actor, quote: Quote, *, revision: int | None = None) -> Quote:
    """Put a refused quote back among those that wait for an answer."""
    with transaction.atomic():
        row, version = loaded(actor, quote, revision=revision)
        before, after = move(version, QuoteMove.TAKE_BACK)
        version.outcome_reason, version.outcome_note, version.closed_at = "", "", None
        version.save()
        store(row, version, answered_on=None)
        journal(actor, row, "changed", {"state": (before, after)})
    return row


def due_to_expire(today: date, limit: int) -> list[Quote]:
    """Quotes that were offered until a day before today."""
    open_states = [QuoteState.READY.value, QuoteState.SENT.value]
    rows = Quote.objects.filter(state__in=open_states, valid_until__lt=today, deleted_at__isnull=True)
    return list(rows.order_by("valid_until", "id")[:limit])


def expire_quote(actor: Actor, quote: Quote) -> bool:
    """Let an offer's time be over; False when it was answered or changed meanwhile."""
    with transaction.atomic():
        row = Quote.objects.filter(pk=quote.pk, revision=quote.revision).first()
        if row is None:
            return False
        version = current_version(row)
        before, after = move(version, QuoteMove.EXPIRE)
        version.closed_at = timezone.now()
        version.save()
        try:
            store(row, version)
        except Conflict:
            transaction.set_rollback(True)
            return False
        journal(actor, row, "changed", {"state": (before, after)})
    return True
