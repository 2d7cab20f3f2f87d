"""The customer says no, or asks for something else, on the page of the offer."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from negoce.companies.rules.value_cleaning import clean_paragraphs
from negoce.identity.actions.journal import Entry, record
from negoce.identity.models import JournalEntry
from negoce.identity.rules.actor import system_actor
from negoce.kit.refusal import Refused
from negoce.negotiation.actions.quotes.online_news import tell_follower
from negoce.negotiation.actions.quotes.outcome import refuse_quote
from negoce.negotiation.enums import OutcomeReason
from negoce.negotiation.models import QuoteLink
from negoce.negotiation.queries.quote_links import status_of
from negoce.negotiation.rules.quote_link import MOST_CHANGES_A_DAY, LinkStatus

# Why a customer says no, among the reasons that we keep.
REASONS = (
    OutcomeReason.PRICE,
    OutcomeReason.DELIVERY_TIME,
    OutcomeReason.PRODUCT,
    OutcomeReason.TERMS,
    OutcomeReason.NO_BUDGET,
    OutcomeReason.NO_NEED,
    OutcomeReason.OTHER,
)
NOTE_MAX = 500
_CHANGE = "change_asked"


def refuse_online(link: QuoteLink, *, reason: str, note: str) -> None:
    """Record the refusal of the version of a link and tell who follows it. Raises Refused."""
    if reason not in REASONS:
        message = _("Choisissez une raison : elle nous aide à faire mieux.")
        raise Refused(message, fields={"reason": [message]})
    words = _note(note)
    with transaction.atomic():
        row = _open(link, (LinkStatus.OPEN, LinkStatus.OVER))
        refuse_quote(system_actor(), row.version.quote, reason=reason, note=words)
        tell_follower(row, _("Devis %(number)s refusé en ligne : comprendre pourquoi"), words)


def ask_change(link: QuoteLink, *, note: str) -> None:
    """Pass on what the customer would change; the offer stays as it is. Raises Refused."""
    words = _note(note)
    if not words:
        message = _("Dites ce qu’il faudrait changer.")
        raise Refused(message, fields={"note": [message]})
    with transaction.atomic():
        row = _open(link, (LinkStatus.OPEN, LinkStatus.OVER, LinkStatus.REFUSED))
        quote = row.version.quote
        since = timezone.now() - timedelta(days=1)
        asked = JournalEntry.objects.filter(
            subject_kind="quote", subject_id=quote.pk, verb=_CHANGE, at__gt=since
        )
        if asked.count() >= MOST_CHANGES_A_DAY:
            raise Refused(
                _(
                    "Vos demandes précédentes sont bien arrivées. Pour en dire plus, contactez la personne qui"
                    " suit ce devis."
                )
            )
        record(system_actor(), Entry(_CHANGE, "quote", quote.pk, quote.number, quote.company_id))
        tell_follower(row, _("Devis %(number)s : le client demande une modification"), words)


def _open(link: QuoteLink, statuses: tuple[LinkStatus, ...]) -> QuoteLink:
    rows = QuoteLink.objects.select_related("version__quote__company__owner", "version__quote__owner")
    row = rows.get(pk=link.pk)
    if status_of(row) not in statuses:
        raise Refused(_("Cette offre vient de changer : rechargez la page pour voir où elle en est."))
    return row


def _note(note: str) -> str:
    parsed = clean_paragraphs(note, NOTE_MAX)
    if parsed.finding is not None:
        message = _("C’est trop long : %(most)s caractères au plus.") % {"most": NOTE_MAX}
        raise Refused(message, fields={"note": [message]})
    return parsed.value or ""
