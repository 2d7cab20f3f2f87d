"""The quotes of a deal, as lines of its page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from negoce.identity.rules.actor import Actor
from negoce.kit.dates import format_date
from negoce.kit.money import format_money
from negoce.negotiation.enums import DealState
from negoce.negotiation.models import Deal, Quote
from negoce.negotiation.rules.deal_won import Offered, won_by
from negoce.negotiation.words.quote import STATES, TONES
from negoce.ui.words.say import reader_language
from negoce.web.companies.record import url_or_nothing


def quote_lines(_actor: Actor, quotes: Sequence[Quote]) -> Sequence[Mapping[str, object]]:
    """What the card of quotes shows of each."""
    language = reader_language()
    return [
        {
            "number": quote.number,
            "title": quote.title,
            "url": url_or_nothing("quotes:quote", quote.public_id),
            "state": STATES[quote.state],
            "tone": TONES[quote.state],
            "net": format_money(quote.net, language),
            "day": format_date(quote.issued_on, language) if quote.issued_on else "",
        }
        for quote in quotes
    ]


def proposed_win(deal: Deal, quotes: Sequence[Quote]) -> str:
    """What the page of a deal under way says of the quotes that its customer accepted; nothing without one."""
    won = won_by([Offered(quote.state, quote.net) for quote in quotes])
    if deal.state != DealState.OPEN or won is None:
        return ""
    amount = format_money(won.amount, reader_language(), deal.currency)
    if won.others_open:
        return _(
            "Le client a accepté pour %(amount)s HT. Un autre devis attend sa réponse : l’affaire reste en cours."
        ) % {"amount": amount}
    return _("Le client a accepté pour %(amount)s HT.") % {"amount": amount}
