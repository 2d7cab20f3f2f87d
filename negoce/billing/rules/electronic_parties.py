"""Who sells, buys and receives, as an electronic invoice names them."""

from __future__ import annotations

from dataclasses import dataclass

from negoce.billing.rules.electronic_codes import DIRECTORY_SCHEME

FRANCE = "FR"


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """A postal address; `lines` are at most three (street, complement, more)."""

    lines: tuple[str, ...] = ()
    postal_code: str = ""
    city: str = ""
    country: str = FRANCE


@dataclass(frozen=True, slots=True)
class Identifier:
    """An identifier and the list it belongs to (ISO 6523, or EM for an e-mail address)."""

    scheme: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyContact:
    """Whom to ask (BG-6, BG-9)."""

    name: str = ""
    phone: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """The seller (BG-4) or the buyer (BG-7).

    `legal_note` is what the law wants after the name (legal form, capital); `register` the town of the register.
    `endpoint` is the electronic address; without one it is the SIREN in the French directory.
    """

    name: str
    address: Address
    trade_name: str = ""
    siren: str = ""
    siret: str = ""
    vat_number: str = ""
    legal_form: str = ""
    capital: str = ""
    register: str = ""
    other_ids: tuple[Identifier, ...] = ()
    endpoint: Identifier | None = None
    contact: PartyContact | None = None

    @property
    def electronic_address(self) -> Identifier | None:
        """Return where platforms send what is for this party; None when nothing tells."""
        if self.endpoint is not None:
            return self.endpoint
        if self.siren:
            return Identifier(DIRECTORY_SCHEME, self.siren)
        if self.contact is not None and self.contact.email:
            return Identifier("EM", self.contact.email)
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryPlace:
    """Where goods went (BG-13), when it is not the buyer's own address."""

    name: str = ""
    address: Address | None = None
    siret: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicBuyer:
    """What a public body asks of its suppliers on Chorus Pro, by its entry in the directory; None: nobody looked."""

    needs_service_code: bool | None = False
    needs_commitment: bool | None = False
