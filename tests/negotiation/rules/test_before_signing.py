"""What is looked at before signing: each point's state, and none right that was not looked at (R-C4, R-C14)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from negoce.catalogue.enums import PaymentTermKind, TermSector
from negoce.catalogue.rules.payment_terms import PaymentTerm
from negoce.kit.worked import Worked
from negoce.negotiation.enums import QuoteState
from negoce.negotiation.rules.before_signing import (
    DeciderFacts,
    OfferFacts,
    PointKey,
    SigningFacts,
    TermsFacts,
    WithdrawalFacts,
    before_signing,
)
from negoce.negotiation.rules.margin_floor import Floor, FloorState
from negoce.negotiation.rules.quote_head import QuoteHead
from negoce.negotiation.words.signing import say_point

TODAY = date(2026, 6, 30)


def head(days: int, kind: PaymentTermKind = PaymentTermKind.AFTER_INVOICE, **more: object) -> QuoteHead:
    return QuoteHead(
        term=PaymentTerm(kind, days),
        **more,
    )


def floor(state: FloorState, least: int = 24) -> Worked[Floor]:
    return Worked(Floor(state, Decimal(least), Decimal("22.10")))


OFFER = OfferFacts(
    number="D-7",
    version=1,
    state=QuoteState.SENT,
    valid_until=date(2026, 7, 20),
    head=head(45),
    floor=floor(FloorState.ABOVE),
)
RIGHT = SigningFacts(
    begun_on=date(2026, 5, 1),
    offer=OFFER,
    terms=TermsFacts("7", date(2026, 6, 3)),
    withdrawal=WithdrawalFacts(employees=40),
    deciders=(DeciderFacts("Anne Roux", date(2026, 6, 12)),),
)
SMALL = WithdrawalFacts(True, True, True, True, 5)
UNTOLD, UNMET, WATCH, MET = "untold", "unmet", "watch", "met"


def said(facts: SigningFacts, key: str) -> tuple[str, str]:
    point = next(each for each in before_signing(facts, TODAY) if each.key == key)
    assert not say_point(point.said).startswith("signing.")
    return point.state.value, point.said.code.removeprefix("signing.")


def test_everything_right_is_eight_points_met() -> None:
    points = before_signing(RIGHT, TODAY)
    assert [each.key for each in points] == list(PointKey)
    assert {each.state.value for each in points} == {MET}


def test_nothing_known_is_nothing_right_but_what_was_looked_at() -> None:
    points = before_signing(SigningFacts(begun_on=TODAY), TODAY)
    assert [(each.key.value, each.state.value) for each in points] == [
        ("offer", UNMET),
        ("terms_of_sale", UNTOLD),
        ("withdrawal", UNTOLD),
        ("mentions", MET),
        ("decider", UNTOLD),
        ("promises", MET),
    ]


@pytest.mark.parametrize(
    ("change", "key", "state", "code"),
    [
        ({"state": QuoteState.ACCEPTED}, "offer", MET, "accepted"),
        ({"state": QuoteState.READY}, "offer", WATCH, "offer_ready"),
        ({"state": QuoteState.DRAFT}, "offer", UNMET, "offer_draft"),
        ({"state": QuoteState.APPROVAL}, "offer", UNMET, "offer_approval"),
        ({"state": QuoteState.REFUSED}, "offer", UNMET, "offer_refused"),
        ({"state": QuoteState.EXPIRED}, "offer", UNMET, "offer_expired"),
        ({"state": QuoteState.SUPERSEDED}, "offer", UNMET, "offer_superseded"),
        ({"valid_until": date(2026, 6, 29)}, "offer", UNMET, "offer_over"),
        ({"valid_until": None}, "offer", MET, "offer_sent"),
        ({"head": head(60)}, "payment_term", MET, "term_within"),
        ({"head": head(61)}, "payment_term", UNMET, "term_over"),
        (
            {"head": head(60, PaymentTermKind.END_OF_MONTH_THEN_DAYS)},
            "payment_term",
            UNMET,
            "term_over",
        ),
        ({"head": head(800)}, "payment_term", UNMET, "term_unreadable"),
        ({"head": head(90, sector=TermSector.SEASONAL)}, "payment_term", UNTOLD, "term_seasonal"),
        ({"head": head(31, sector=TermSector.TRANSPORT)}, "payment_term", UNMET, "term_over"),
        ({"head": head(90, payment_with_order=True)}, "payment_term", MET, "paid_with_order"),
        ({"floor": floor(FloorState.UNDER)}, "margin", UNMET, "margin_under"),
        (
            {"floor": floor(FloorState.UNDER), "approved_on": date(2026, 6, 20)},
            "margin",
            MET,
            "margin_allowed",
        ),
        ({"floor": floor(FloorState.UNPROVEN)}, "margin", UNMET, "margin_unproven"),
        (
            {"floor": floor(FloorState.UNPROVEN), "was_sent": True},
            "margin",
            WATCH,
            "margin_unproven_sent",
        ),
        ({"floor": floor(FloorState.UNKNOWN)}, "margin", UNTOLD, "margin_unknown"),
        ({"floor": floor(FloorState.ABOVE, 0)}, "margin", UNTOLD, "no_floor"),
    ],
)
def test_what_hangs_on_the_quote(change: dict[str, object], key: str, state: str, code: str) -> None:
    facts = replace(RIGHT, offer=replace(OFFER, **change))
    assert said(facts, key) == (state, code)


@pytest.mark.parametrize(
    ("change", "key", "state", "code"),
    [
        ({"is_public": True}, "payment_term", UNTOLD, "term_public"),
        ({"terms": TermsFacts("7")}, "terms_of_sale", UNMET, "terms_not_sent"),
        ({"terms": TermsFacts("7", older="6")}, "terms_of_sale", UNMET, "terms_older"),
        ({"terms": TermsFacts("7", TODAY, failed=True)}, "terms_of_sale", UNMET, "terms_failed"),
        ({"missing": ("seller_siren", "buyer_address")}, "mentions", UNMET, "mentions_missing"),
        ({"deciders": (DeciderFacts("Anne Roux"),)}, "decider", UNMET, "decider_never"),
        (
            {"deciders": (DeciderFacts("Anne Roux", date(2026, 4, 30)),)},
            "decider",
            UNMET,
            "decider_before",
        ),
        ({"promises": 2, "oldest_promise": TODAY}, "promises", WATCH, "promises_open"),
        (
            {"promises": 2, "late_promises": 1, "oldest_promise": date(2026, 6, 1)},
            "promises",
            UNMET,
            "promises_late",
        ),
        ({"withdrawal": WithdrawalFacts(off_premises=False)}, "withdrawal", MET, "withdrawal_on_premises"),
        (
            {"withdrawal": WithdrawalFacts(outside_activity=False)},
            "withdrawal",
            MET,
            "withdrawal_inside_activity",
        ),
        ({"withdrawal": WithdrawalFacts(employees=6)}, "withdrawal", MET, "withdrawal_large_staff"),
        ({"withdrawal": WithdrawalFacts(employees=5)}, "withdrawal", UNTOLD, "withdrawal_untold"),
        (
            {"withdrawal": replace(SMALL, employees=None)},
            "withdrawal",
            UNTOLD,
            "withdrawal_staff_unknown",
        ),
        (
            {"withdrawal": replace(SMALL, information_given=None)},
            "withdrawal",
            UNTOLD,
            "withdrawal_applies_untold",
        ),
        (
            {"withdrawal": replace(SMALL, information_given=False)},
            "withdrawal",
            UNMET,
            "withdrawal_not_informed",
        ),
        ({"withdrawal": replace(SMALL, is_service=False)}, "withdrawal", MET, "withdrawal_from_receipt"),
        ({"withdrawal": SMALL}, "withdrawal", MET, "withdrawal_until"),
    ],
)
def test_what_hangs_on_the_customer(change: dict[str, object], key: str, state: str, code: str) -> None:
    assert said(replace(RIGHT, **change), key) == (state, code)


def test_a_service_signed_on_30_june_may_be_withdrawn_until_15_july() -> None:
    points = before_signing(replace(RIGHT, withdrawal=SMALL), TODAY)
    found = next(each for each in points if each.key is PointKey.WITHDRAWAL)
    assert found.said.figures == {"until": date(2026, 7, 15)}
