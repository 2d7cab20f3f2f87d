"""The quote that a deal stands at is the same one for its margin, its financing and its signature."""

from __future__ import annotations

from decimal import Decimal

import pytest

from negoce.negotiation.models import Quote
from negoce.negotiation.queries.quote_standing import standing_quote


def _quotes(*states: str) -> list[Quote]:
    """As they are read: the latest first."""
    return [Quote(number=str(place), state=state, net=Decimal(100)) for place, state in enumerate(states)]


@pytest.mark.parametrize(
    ("states", "number"),
    [
        (("draft", "sent"), "0"),
        (("draft", "accepted", "sent"), "1"),
        (("refused", "expired", "sent"), "2"),
        (("refused", "superseded"), None),
        ((), None),
    ],
)
def test_the_accepted_one_then_the_latest_that_is_open(states: tuple[str, ...], number: str | None) -> None:
    found = standing_quote(_quotes(*states))
    assert (None if found is None else found.number) == number
