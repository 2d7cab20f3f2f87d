"""Which price applies: negotiated before list before base, breaks by quantity, dates, and why."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from negoce.catalogue.rules.pricing import ListPrice, NegotiatedTerm, Validity, choose_price
from negoce.kit.worked import CannotWork

DAY = date(2026, 11, 22)
ALWAYS = Validity()
LAST_YEAR = Validity(date(2025, 1, 1), date(2025, 12, 31))
THIS_YEAR = Validity(date(2026, 1, 1), None)


def listed(
    price: str,
    name: str = "Tarif",
    *,
    kind: str = "",
    since: str = "1",
    priority: int = 0,
    when: Validity = ALWAYS,
):
    return ListPrice(name, kind, priority, Decimal(price), Decimal(since), when)


def agreed(
    price: str | None = None,
    off: str | None = None,
    *,
    family: bool = False,
    since: str = "0",
    when: Validity = ALWAYS,
):
    return NegotiatedTerm(
        Decimal(price) if price else None,
        Decimal(off) if off else None,
        family,
        Decimal(since),
        when,
        "accord",
    )


def price(quantity: str = "1", *, base: str | None = "100", lists=(), negotiated=(), kind: str = "retailer"):
    return choose_price(
        quantity=Decimal(quantity),
        day=DAY,
        customer_kind=kind,
        base_price=Decimal(base) if base else None,
        negotiated=negotiated,
        lists=lists,
    )


@pytest.mark.parametrize(
    ("given", "expected", "why"),
    [
        ({}, "100", "price.base"),
        ({"lists": [listed("90")]}, "90", "price.list"),
        ({"lists": [listed("90"), listed("80", "Détaillants", kind="retailer")]}, "80", "price.list"),
        ({"lists": [listed("90"), listed("80", "Grossistes", kind="wholesaler")]}, "90", "price.list"),
        ({"lists": [listed("90", "A"), listed("85", "B", priority=1)]}, "85", "price.list"),
        ({"lists": [listed("90", "A", when=THIS_YEAR), listed("85", "B")]}, "90", "price.list"),
        ({"lists": [listed("90", when=LAST_YEAR)]}, "100", "price.base"),
        ({"quantity": "10", "lists": [listed("90"), listed("85", since="10")]}, "85", "price.list_break"),
        ({"quantity": "9", "lists": [listed("90"), listed("85", since="10")]}, "90", "price.list"),
        ({"quantity": "-10", "lists": [listed("90"), listed("85", since="10")]}, "85", "price.list_break"),
        ({"negotiated": [agreed("70")], "lists": [listed("60")]}, "70", "price.negotiated"),
        ({"negotiated": [agreed("70", family=True), agreed("75")]}, "75", "price.negotiated"),
        ({"negotiated": [agreed("70", when=LAST_YEAR)]}, "100", "price.base"),
        ({"quantity": "5", "negotiated": [agreed("70"), agreed("65", since="5")]}, "65", "price.negotiated"),
        ({"negotiated": [agreed(off="12.5")]}, "87.5000", "price.negotiated_discount"),
        (
            {"negotiated": [agreed(off="10", family=True)], "lists": [listed("90")]},
            "81.0000",
            "price.negotiated_family_discount",
        ),
    ],
)
def test_the_price_and_its_reason(given, expected, why):
    worked = price(**given)
    assert worked.value.unit_price == Decimal(expected)
    assert why in [step.code for step in worked.steps]


def test_a_negotiated_price_says_what_it_replaces():
    assert [step.code for step in price(negotiated=[agreed("70")]).steps] == [
        "price.negotiated",
        "price.instead_of",
    ]


def test_the_order_in_which_prices_are_given_does_not_matter():
    lists = [
        listed("90"),
        listed("85", since="10"),
        listed("80", "Z", kind="retailer"),
        listed("70", "Z", kind="retailer", since="10"),
    ]
    for rows in (lists, lists[::-1]):
        assert price("10", lists=rows).value.unit_price == 70


@pytest.mark.parametrize("given", [{"base": None}, {"base": None, "negotiated": [agreed(off="10")]}])
def test_a_product_without_any_price_is_told(given):
    with pytest.raises(CannotWork):
        price(**given)
