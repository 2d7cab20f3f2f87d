"""The price below the floor in a deal: the quote that carries it, what was asked about it and answered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import F

from negoce.negotiation.enums import ApprovalAnswer, QuoteState
from negoce.negotiation.models import Quote, QuoteApproval
from negoce.negotiation.queries.quote_floor import QuoteFloor, quote_floor
from negoce.negotiation.queries.quotes import current_version, lines_of
from negoce.negotiation.rules.quote_states import OPEN

_SHOWN = 6


@dataclass(frozen=True, slots=True)
class DealApproval:
    """`quote` is the latest that still stands, with where it stands towards the floor; None without one.

    `asked` is what was asked about the quotes of the deal as they are now, the newest first.
    """

    quote: Quote | None
    floor: QuoteFloor | None
    asked: Sequence[QuoteApproval]

    @property
    def waiting(self) -> QuoteApproval | None:
        """What waits for an answer about the quote that stands."""
        if self.quote is None or self.quote.state != QuoteState.APPROVAL:
            return None
        mine = (each for each in self.asked if each.version.quote_id == self.quote.pk)
        return next((each for each in mine if each.answer == ApprovalAnswer.WAITING), None)

    @property
    def may_be_asked(self) -> bool:
        """Whether the quote that stands is a draft under the floor that nobody allowed yet."""
        is_draft = self.quote is not None and self.quote.state == QuoteState.DRAFT
        return is_draft and self.floor is not None and not self.floor.is_allowed


def deal_approval(quotes: Sequence[Quote], today: date) -> DealApproval:
    """The same of the quotes of a deal, the latest first; five queries at most."""
    if not quotes:
        return DealApproval(None, None, ())
    quote = next((each for each in quotes if each.state in OPEN), None)
    asked = QuoteApproval.objects.filter(
        version__quote__in=[each.pk for each in quotes],
        version__version=F("version__quote__current_version"),
    )
    rows = asked.select_related("asked_by", "answered_by", "version__quote").order_by("-pk")
    floor = None
    if quote is not None:
        version = current_version(quote)
        floor = quote_floor(version, lines_of(version), today)
    return DealApproval(quote, floor, list(rows[:_SHOWN]))
