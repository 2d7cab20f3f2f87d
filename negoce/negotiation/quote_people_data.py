"""What quotes hold about a person: those addressed to them, and the links they were sent."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from negoce.companies.interfaces import PersonData, PersonTable
from negoce.kit.dates import format_date
from negoce.negotiation.models import Quote, QuoteLink
from negoce.negotiation.quote_words import state_label
from negoce.ui.words.say import reader_language


def _export(contact_id: int) -> Sequence[PersonTable]:
    language = reader_language()
    quotes = Quote.objects.filter(contact_id=contact_id, deleted_at__isnull=True).order_by("id")
    links = QuoteLink.objects.filter(contact_id=contact_id).select_related("version__quote").order_by("id")
    return (
        PersonTable(
            "quotes",
            _("Devis adressés"),
            (_("Numéro"), _("Objet"), _("État")),
            [(quote.number, quote.title, state_label(quote.state)) for quote in quotes],
        ),
        PersonTable(
            "quote_links",
            _("Devis envoyés par e-mail"),
            (_("Numéro"), _("Adresse"), _("Date")),
            [
                (
                    link.version.quote.number,
                    link.email,
                    format_date(timezone.localtime(link.created_at).date(), language),
                )
                for link in links
            ],
        ),
    )


def _erase(contact_id: int, _redact: Callable[[str], str]) -> int:
    """The links close and forget their address; what was accepted stays, as the proof of a contract."""
    links = QuoteLink.objects.filter(contact_id=contact_id)
    return links.update(email="", revoked_at=timezone.now(), code_sha256="")


QUOTE_PEOPLE = PersonData("quotes", _("Devis"), _export, _erase)
