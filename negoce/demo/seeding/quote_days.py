"""When the demo's quotes were offered and answered: spread over the last weeks, in the order of their numbers.

The ordinary actions date what they do today; here what they wrote takes its own day, before the PDF is made. Nobody
but the demo does so, and only with offers: invoices are issued on their day, in order.
"""

from __future__ import annotations

import random
from datetime import date, datetime, timedelta

from django.utils import timezone

from negoce.demo.moments import at, working_day
from negoce.negotiation.models import Deal, Quote, QuoteVersion
from negoce.outbox.models import Message
from negoce.parameters.queries.seller import seller

# Shorter than an offer is valid, so that those that were sent still wait.
SPAN_DAYS = 27


def offered_on(today: date, place: int, places: int) -> date:
    """Return the working day on which the quote of a place was offered; the last place is the newest."""
    age = round(SPAN_DAYS * (places - 1 - place) / max(1, places - 1))
    return working_day(today - timedelta(days=max(1, age)))


def date_begun(chance: random.Random, deal: Deal, quote: Quote, day: date) -> None:
    """Let a draft have been begun on its day, and its deal some days before."""
    moment = at(chance, day)
    Quote.objects.filter(pk=quote.pk).update(created_at=moment)
    QuoteVersion.objects.filter(quote=quote).update(created_at=moment)
    Deal.objects.filter(pk=deal.pk).update(created_at=moment - timedelta(days=chance.randint(2, 12)))


def date_offer(quote: Quote, day: date, *, until: date | None = None) -> Quote:
    """Let a quote that was just closed have been closed on a day; returns it as stored."""
    valid_until = until or day + timedelta(days=seller().quote_validity_days)
    Quote.objects.filter(pk=quote.pk).update(issued_on=day, valid_until=valid_until)
    QuoteVersion.objects.filter(quote=quote, version=quote.current_version).update(
        issued_on=day, valid_until=valid_until
    )
    quote.refresh_from_db()
    return quote


def date_sending(chance: random.Random, quote: Quote, message: Message, day: date) -> None:
    """Let an offer have left on its day."""
    moment = at(chance, day)
    Quote.objects.filter(pk=quote.pk).update(sent_on=day)
    QuoteVersion.objects.filter(quote=quote, version=quote.current_version).update(sent_at=moment)
    Message.objects.filter(pk=message.pk).update(created_at=moment)


def date_refusal(chance: random.Random, quote: Quote, day: date) -> None:
    """Let a refusal have come on a day."""
    Quote.objects.filter(pk=quote.pk).update(answered_on=day)
    QuoteVersion.objects.filter(quote=quote, version=quote.current_version).update(closed_at=at(chance, day))


def answered_at(chance: random.Random, offered: date, today: date) -> datetime:
    """Return a moment of the last days, not before the offer nor in the future."""
    day = max(offered, today - timedelta(days=chance.randint(0, 5)))
    return min(at(chance, day), timezone.now())
