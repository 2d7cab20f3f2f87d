"""Who sells in the demo: a wholesaler of Grenoble that exists nowhere, with a logo of our own."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from negoce.companies.rules.identifiers import vat_number_of
from negoce.demo.identifiers import FICTION_ZONES, siren_of, siret_of
from negoce.files.rules.pictures import read_picture
from negoce.parameters.models import Seller

LOGO = Path(__file__).resolve().parents[1] / "data" / "seller_logo.svg"
# Beyond the places of companies: no customer of the demo has this number.
PLACE = 99_999
COLOUR = "#1f5f4a"


def seed_seller() -> Seller:
    """Write the seller's identity unless somebody has begun to fill it in."""
    present = Seller.objects.filter(pk=1).exclude(name="").first()
    if present is not None:
        return present
    siren = siren_of(PLACE)
    logo = read_picture(LOGO.read_bytes()).value
    assert logo is not None
    values = {
        "name": "Négoce Maison",
        "legal_form": "SAS",
        "capital": Decimal(150_000),
        "siren": siren,
        "siret": siret_of(siren),
        "vat_number": vat_number_of(siren),
        "register_town": "Grenoble",
        "street": "8 quai Perrière",
        "postal_code": "38000",
        "city": "Grenoble",
        "phone": f"{FICTION_ZONES['4']}0012",
        "email": "bonjour@negoce.example",
        "website": "https://www.negoce.example",
        # The example account of the standard; no bank holds it.
        "iban": "FR7630006000011234567890189",
        "bic": "AGRIFRPP",
        "logo": logo.content,
        "logo_kind": logo.kind,
        "colour": COLOUR,
        "early_percent": Decimal(1),
        "early_days": 8,
    }
    return Seller.objects.update_or_create(pk=1, defaults=values)[0]
