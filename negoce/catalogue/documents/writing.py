"""How documents write figures, dates and identifiers, in one language."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import gettext as _

from negoce.catalogue.documents.seller_identity import SellerIdentity
from negoce.kit.dates import format_date
from negoce.kit.money import NARROW_SPACE, NO_BREAK_SPACE, SYMBOLS, format_decimal, format_money

_MOST_DECIMALS = 4


def colon(language: str) -> str:
    """What stands between a word and what it announces: a thin space comes before it in French, none in English."""
    return f"{NARROW_SPACE}: " if language == "fr" else ": "


def written_value(value: str | date, language: str) -> str:
    """A text as it is, or a date: 21 nov. 2026, on one line."""
    if isinstance(value, date):
        return format_date(value, language).replace(" ", NO_BREAK_SPACE)
    return value


def written_quantity(value: Decimal, language: str) -> str:
    """A quantity with the decimals it has, three at most: 12, 2,5."""
    return format_decimal(value, language, _decimals(value, least=0, most=3))


def written_price(value: Decimal, language: str, currency: str) -> str:
    """A unit price with two decimals, or up to four when it has them."""
    decimals = _decimals(value, least=2, most=_MOST_DECIMALS)
    if decimals == 2:
        return format_money(value, language, currency)
    written, symbol = format_decimal(value, language, decimals), SYMBOLS.get(currency, currency)
    return f"{written}{NO_BREAK_SPACE}{symbol}" if language == "fr" else f"{symbol}{written}"


def written_rate(value: Decimal, language: str) -> str:
    """A rate in percent points: 20 %, 5,5 %, 8.5%."""
    written = format_decimal(value, language, _decimals(value, least=0, most=2))
    return f"{written}{NARROW_SPACE}%" if language == "fr" else f"{written}%"


def written_identifier(value: str) -> str:
    """A SIREN (three by three), a SIRET (then five) or an IBAN (four by four), held on one line."""
    compact = value.replace(" ", "")
    if compact.isdigit() and len(compact) in (9, 14):
        parts = [compact[0:3], compact[3:6], compact[6:9], compact[9:]]
    elif len(compact) >= 15 and compact[:2].isalpha():
        parts = [compact[start : start + 4] for start in range(0, len(compact), 4)]
    else:
        return value
    return NO_BREAK_SPACE.join(part for part in parts if part)


def legal_line(seller: SellerIdentity, language: str) -> str:
    """What the law wants of the seller on each document: form, capital, SIREN, register, VAT number.

    The language must be the active one: words come from the catalogue of texts.
    """
    named = seller.name.casefold().endswith(f" {seller.legal_form.casefold()}")
    company = seller.name if named or not seller.legal_form else f"{seller.name}, {seller.legal_form}"
    if seller.legal_form and seller.capital is not None:
        capital = format_money(seller.capital, language)
        company = _("%(form)s au capital de %(capital)s") % {"form": company, "capital": capital}
    known = f"SIREN{NO_BREAK_SPACE}{written_identifier(seller.siren)}" if seller.siren else ""
    if seller.siret:
        known = f"SIRET{NO_BREAK_SPACE}{written_identifier(seller.siret)}"
    parts = (
        known,
        f"RCS {seller.register_town}" if seller.register_town else "",
        _("TVA %(number)s") % {"number": seller.vat_number} if seller.vat_number else "",
    )
    held = [part.replace(" ", NO_BREAK_SPACE) for part in parts if part]
    return " · ".join([company, *held] if company else held)


def _decimals(value: Decimal, *, least: int, most: int) -> int:
    """How many decimals the value needs, once rounded to the most."""
    rounded = value.quantize(Decimal(1).scaleb(-most), ROUND_HALF_UP).normalize()
    exponent = rounded.as_tuple().exponent
    assert isinstance(exponent, int)
    return max(least, -exponent)
