"""Quantities, unit prices and margins in words."""

from decimal import Decimal

import pytest
from django.utils import translation

from negoce.web.orders.figures import margin_words, price_words, quantity_words


@pytest.mark.parametrize(
    ("quantity", "words"),
    [("1200.000", "1\u202f200"), ("2.500", "2,5"), ("-3", "−3"), ("1E+3", "1\u202f000")],
)
def test_a_quantity_has_no_useless_zeros(quantity: str, words: str) -> None:
    with translation.override("fr"):
        assert quantity_words(Decimal(quantity)) == words


@pytest.mark.parametrize(
    ("price", "words"), [("2.5000", "2,50\u00a0€"), ("0.0375", "0,0375\u00a0€"), ("12", "12,00\u00a0€")]
)
def test_a_unit_price_keeps_what_is_beyond_the_cent(price: str, words: str) -> None:
    with translation.override("fr"):
        assert price_words(Decimal(price), "EUR") == words


def test_a_margin_is_an_amount_and_a_share() -> None:
    with translation.override("fr"):
        assert margin_words(Decimal(100), Decimal(76), "EUR") == "24,00\u00a0€ · 24,0\u202f%"
        assert margin_words(Decimal(-10), Decimal(-6), "EUR") == "−4,00\u00a0€"
        assert margin_words(Decimal(100), None, "EUR") == ""
