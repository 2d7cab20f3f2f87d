"""Who sells, as a document prints it: frozen when the document is made, whatever the settings become."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from decimal import Decimal

from negoce.parameters.models import Seller


@dataclass(frozen=True, slots=True)
class SellerIdentity:
    """The seller's names, identifiers, addresses, bank and looks; the texts are as entered, identifiers compact."""

    name: str
    trade_name: str = ""
    legal_form: str = ""
    capital: Decimal | None = None
    siren: str = ""
    siret: str = ""
    vat_number: str = ""
    register_town: str = ""
    street: str = ""
    complement: str = ""
    postal_code: str = ""
    city: str = ""
    country: str = "FR"
    phone: str = ""
    email: str = ""
    website: str = ""
    iban: str = ""
    bic: str = ""
    is_vat_exempt: bool = False
    vat_on_debits: bool = False
    footer: str = ""
    colour: str = "#1f5f4a"
    logo: bytes = b""
    logo_kind: str = ""


_FROM_MODEL = tuple(field.name for field in fields(SellerIdentity) if field.name not in ("logo", "capital"))


def seller_identity(seller: Seller) -> SellerIdentity:
    """Return the identity that is stored now, with the logo."""
    values = {name: getattr(seller, name) for name in _FROM_MODEL}
    return SellerIdentity(**values, capital=seller.capital, logo=bytes(seller.logo or b""))


def snapshot(identity: SellerIdentity) -> dict[str, object]:
    """Return JSON values to keep with an issued document: all but the logo."""
    kept = asdict(identity)
    del kept["logo"], kept["logo_kind"]
    return kept | {"capital": None if identity.capital is None else str(identity.capital)}


def identity_from(kept: Mapping[str, object], *, logo: bytes = b"", logo_kind: str = "") -> SellerIdentity:
    """Return the identity of a snapshot; keys that are unknown are left aside, missing ones take their default."""
    values = {name: kept[name] for name in _FROM_MODEL if name in kept and name != "logo_kind"}
    capital = kept.get("capital")
    return SellerIdentity(
        **values,  # type: ignore[arg-type]
        capital=None if capital is None else Decimal(str(capital)),
        logo=logo,
        logo_kind=logo_kind,
    )
