"""The seller's part of each document, as JSON values for the templates."""

from __future__ import annotations

from negoce.catalogue.documents.seller_identity import SellerIdentity
from negoce.catalogue.documents.writing import legal_line
from negoce.kit.money import NO_BREAK_SPACE

_DARK = "#1f5f4a"


def seller_view(seller: SellerIdentity, language: str) -> dict[str, object]:
    """Return names, address, ways to reach and the legal line, written; the language must be the active one."""
    town = " ".join(part for part in (seller.postal_code, seller.city) if part)
    return {
        "name": seller.trade_name or seller.name,
        "address": [line for line in (seller.street, seller.complement, town) if line],
        "reach": [line for line in (spaced_phone(seller.phone), seller.email, _site(seller.website)) if line],
        "legal": legal_line(seller, language),
        "footer": seller.footer,
        "colour": seller.colour or _DARK,
    }


def spaced_phone(phone: str) -> str:
    """A French number two by two: 02 40 12 34 56; others as they are."""
    if phone.startswith("+33") and phone[3:].isdigit() and len(phone) == 12:
        digits = "0" + phone[3:]
        return NO_BREAK_SPACE.join(digits[start : start + 2] for start in range(0, 10, 2))
    return phone


def _site(website: str) -> str:
    return website.removeprefix("https://").removeprefix("http://").removeprefix("www.").rstrip("/")
