"""The seller's letterhead, as messages show it."""

from __future__ import annotations

from negoce.companies.rules.phones import format_phone
from negoce.outbox.documents.letter import Letterhead
from negoce.parameters.models import Seller

# Mail programs draw no SVG.
_DRAWN = {"png": "png", "jpeg": "jpeg", "jpg": "jpeg"}


def letterhead(seller: Seller) -> Letterhead:
    """Name, address, telephone and site of the seller; their colour; their logo where mail programs draw it."""
    town = " ".join(part for part in (seller.postal_code, seller.city) if part)
    street = ", ".join(part for part in (seller.street, town) if part)
    site = seller.website.removeprefix("https://").removeprefix("http://").rstrip("/")
    reach = " · ".join(part for part in (format_phone(seller.phone) if seller.phone else "", site) if part)
    return Letterhead(
        name=seller.trade_name or seller.name,
        lines=tuple(line for line in (street, reach) if line),
        colour=seller.colour,
        has_logo=logo_of(seller) is not None,
    )


def logo_of(seller: Seller) -> tuple[bytes, str] | None:
    """The logo's bytes and MIME subtype, or None when there is none that mail programs draw."""
    kind = _DRAWN.get(seller.logo_kind.lower(), "")
    return (bytes(seller.logo), kind) if seller.logo and kind else None
