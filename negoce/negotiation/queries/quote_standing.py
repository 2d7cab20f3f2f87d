"""The quote that a deal stands at: one answer for its margin, its financing and its signature."""

from __future__ import annotations

from collections.abc import Iterable

from negoce.negotiation.enums import QuoteState
from negoce.negotiation.models import Quote
from negoce.negotiation.rules.quote_states import OPEN


def standing_quote(quotes: Iterable[Quote]) -> Quote | None:
    """The accepted one, else the latest that is open, of quotes that come the latest first; None when none counts."""
    known = list(quotes)
    for wanted in ({QuoteState.ACCEPTED}, OPEN):
        found = next((each for each in known if each.state in wanted), None)
        if found is not None:
            return found
    return None
