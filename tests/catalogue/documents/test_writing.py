"""How documents write figures and identifiers, and what is kept of the seller."""

from __future__ import annotations

from decimal import Decimal

import pytest

from negoce.catalogue.documents.seller_identity import identity_from, snapshot
from negoce.catalogue.documents.writing import (
    colon,
    legal_line,
    written_identifier,
    written_price,
    written_quantity,
    written_rate,
)
from tests.factories.sale_documents import make_seller_identity


@pytest.mark.parametrize(
    ("value", "shown"),
    [("12.000", "12"), ("2.5", "2,5"), ("0.1239", "0,124"), ("1234", "1\u202f234"), ("-3", "−3")],
)
def test_a_quantity_has_the_decimals_it_needs(value: str, shown: str) -> None:
    assert written_quantity(Decimal(value), "fr") == shown


@pytest.mark.parametrize(
    ("value", "french", "english"),
    [
        ("12.5", "12,50\u00a0€", "€12.50"),
        ("0.1234", "0,1234\u00a0€", "€0.1234"),
        ("0.12345", "0,1235\u00a0€", "€0.1235"),
        ("1000", "1\u202f000,00\u00a0€", "€1,000.00"),
    ],
)
def test_a_price_has_two_to_four_decimals(value: str, french: str, english: str) -> None:
    assert (written_price(Decimal(value), "fr", "EUR"), written_price(Decimal(value), "en", "EUR")) == (
        french,
        english,
    )


def test_a_rate_is_in_percent_points() -> None:
    assert (written_rate(Decimal("5.50"), "fr"), written_rate(Decimal("20"), "en")) == ("5,5\u202f%", "20%")


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("552100554", "552 100 554"),
        ("55210055400013", "552 100 554 00013"),
        ("FR7630006000011234567890189", "FR76 3000 6000 0112 3456 7890 189"),
        ("FR96552100554", "FR96552100554"),
        ("BC 4412", "BC 4412"),
    ],
)
def test_identifiers_are_grouped(given: str, shown: str) -> None:
    assert written_identifier(given).replace("\u00a0", " ") == shown


def test_a_snapshot_gives_the_identity_back_without_its_logo() -> None:
    identity = make_seller_identity(logo=b"x", logo_kind="svg", capital=Decimal("150000.00"))
    kept = snapshot(identity)
    assert "logo" not in kept
    assert identity_from(kept | {"later": "unknown"}, logo=b"x", logo_kind="svg") == identity
    assert identity_from({"name": "Seul"}).capital is None


@pytest.mark.parametrize(
    ("given", "begins"),
    [
        ({}, "Négoce Maison, SAS au capital de 150\u202f000,00\u00a0€ · SIRET"),
        ({"name": "Négoce Maison SAS"}, "Négoce Maison SAS au capital de"),
        ({"legal_form": "", "capital": None, "siret": ""}, "Négoce Maison · SIREN\u00a0552"),
        ({"legal_form": "Association", "capital": None}, "Négoce Maison, Association · SIRET"),
    ],
)
def test_the_legal_line_says_what_is_known(given: dict[str, object], begins: str) -> None:
    assert legal_line(make_seller_identity(**given), "fr").startswith(begins)


def test_a_colon_keeps_its_distance_in_french_only() -> None:
    assert (f"Objet{colon('fr')}X", f"Subject{colon('en')}X") == ("Objet\u202f: X", "Subject: X")
