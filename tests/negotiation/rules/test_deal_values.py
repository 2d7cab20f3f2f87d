"""Values of a deal, as people type them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from negoce.negotiation.rules.deal_values import clean_deal, clean_outcome

TODAY = date(2026, 11, 20)


def test_values_are_read_as_they_are_typed() -> None:
    cleaned = clean_deal(
        {"name": "  Films   2027 ", "amount": "48 000,50 €", "close_on": "15/12/26", "note": "a\n"}, TODAY
    )
    assert cleaned.errors == {}
    assert cleaned.values == {
        "name": "Films 2027",
        "amount": Decimal("48000.50"),
        "close_on": date(2026, 12, 15),
        "note": "a",
    }
    assert clean_deal({"amount": "", "close_on": ""}, TODAY).values == {"amount": None, "close_on": None}


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"name": " "}, "deal.name_needed"),
        ({"name": "x" * 161}, "text.too_long"),
        ({"amount": "-3"}, "number.negative"),
        ({"close_on": "31/02/2027"}, "date.no_such_day"),
        ({"close_on": "15/12/2040"}, "deal.day_unlikely"),
        ({"state": "won"}, "field.unknown"),
    ],
)
def test_what_cannot_be_is_refused(given: dict[str, str], code: str) -> None:
    assert [finding.code for finding in clean_deal(given, TODAY).errors.values()] == [code]


def test_a_deal_that_ends_says_why_and_none_ends_tomorrow() -> None:
    for state in ("won", "lost"):
        silent = clean_outcome({"state": state}, TODAY, won_says_why=True)
        assert {name: finding.code for name, finding in silent.errors.items()} == {
            "outcome_reason": "deal.reason_needed"
        }
    # By an accepted quote, or from a tender: it is asked afterwards.
    assert clean_outcome({"state": "won"}, TODAY).errors == {}
    why = {"state": "won", "outcome_reason": "service"}
    late = clean_outcome({**why, "closed_on": "21/11/2026"}, TODAY)
    assert [finding.code for finding in late.errors.values()] == ["deal.closed_in_future"]
    assert clean_outcome({"state": "open"}, TODAY).errors["state"].code == "deal.outcome_needed"
    won = clean_outcome({**why, "competitor": " Emballages Durand "}, TODAY)
    assert won.errors == {}
    assert won.values["closed_on"] == TODAY
    assert won.values["competitor"] == "Emballages Durand"
