"""The quotes of a deal, as lines of its page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from negoce.identity.rules.actor import Actor
from negoce.kit.dates import format_date
from negoce.kit.money import format_money
from negoce.negotiation.models import Quote
from negoce.negotiation.quote_words import STATES, TONES
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
