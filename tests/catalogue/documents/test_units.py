"""Units after a quantity."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.utils.translation import override

from negoce.catalogue.documents.units import printed_unit


@pytest.mark.parametrize(
    ("code", "quantity", "french", "english"),
    [
        ("KGM", "12", "kg", "kg"),
        ("C62", "1", "unité", "unit"),
        ("C62", "12", "unités", "units"),
        ("DAY", "1.5", "jour", "days"),
        ("RO", "-2", "rouleaux", "rolls"),
        ("XYZ", "2", "XYZ", "XYZ"),
    ],
)
def test_the_unit_agrees_with_its_quantity(code: str, quantity: str, french: str, english: str) -> None:
    with override("fr"):
        assert printed_unit(code, Decimal(quantity)) == french
    with override("en"):
        assert printed_unit(code, Decimal(quantity)) == english
