"""A document of sale as it is printed: everything decided, everything added up, nothing to look up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Literal

from negoce.catalogue.documents.seller_identity import SellerIdentity
from negoce.catalogue.enums import LineKind
from negoce.catalogue.rules.totals import DocumentAmounts

ZERO = Decimal(0)


class SaleKind(StrEnum):
    """The documents of a sale; each has its own title, columns and boxes."""

    QUOTE = "quote"
    ORDER_CONFIRMATION = "order_confirmation"
    DELIVERY_NOTE = "delivery_note"
    INVOICE = "invoice"
    DEPOSIT_INVOICE = "deposit_invoice"
    CREDIT_NOTE = "credit_note"


class FactLabel(StrEnum):
    """What stands beside the number: the dates and references that documents share, worded in both languages."""

    ISSUED_ON = "issued_on"
    VALID_UNTIL = "valid_until"
    VERSION = "version"
    SUPPLIED_ON = "supplied_on"
    SUPPLY_PERIOD = "supply_period"
    DELIVERY_ON = "delivery_on"
    DELIVERY_TIME = "delivery_time"
    SHIPPED_ON = "shipped_on"
    CUSTOMER_NUMBER = "customer_number"
    FOLLOWED_BY = "followed_by"
    QUOTE = "quote"
    ORDER = "order"
    ORDERED_ON = "ordered_on"
    DELIVERY_NOTE = "delivery_note"
    INVOICE = "invoice"
    INVOICED_ON = "invoiced_on"
    CONTRACT = "contract"
    BUYER_ORDER = "buyer_order"
    SERVICE_CODE = "service_code"
    COMMITMENT = "commitment"
    MARKET = "market"
    OPERATION = "operation"


@dataclass(frozen=True, slots=True)
class Fact:
    """A label and its value; a label that is a plain text is printed as it is. Dates are written by us."""

    label: FactLabel | str
    value: str | date


@dataclass(frozen=True, slots=True)
class Party:
    """A buyer, or where to deliver or to send the bill; identifiers are (label, value): ("SIREN", "552 100 554")."""

    name: str
    address: tuple[str, ...] = ()
    contact: str = ""
    identifiers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """One line: prices and net in euros excluding VAT, rate in percent points, reductions in words.

    `unit` is a code of UN/ECE recommendation 20, printed in the right number ("KGM", "C62"), or words.

    `ordered` and `remaining` are for delivery notes. A title or a note uses `label` (and `description`) alone. An
    option that is not chosen shows its net between brackets and is not counted; `option_group` names the choice it
    is part of.
    """

    kind: LineKind
    label: str
    code: str = ""
    description: str = ""
    quantity: Decimal = ZERO
    unit: str = ""
    unit_price: Decimal = ZERO
    reductions: str = ""
    net: Decimal = ZERO
    vat_rate: Decimal | None = None
    is_option: bool = False
    is_chosen: bool = False
    option_group: str = ""
    ordered: Decimal | None = None
    remaining: Decimal | None = None

    @property
    def counts(self) -> bool:
        """Whether the line is part of the totals."""
        return self.kind is LineKind.ITEM and (self.is_chosen or not self.is_option)


@dataclass(frozen=True, slots=True)
class PrintedAmounts:
    """What `document_amounts` gave, with the words of each of its reductions, in the same order.

    `deductions` are taken off the total including VAT: deposits invoiced, payments received.
    """

    amounts: DocumentAmounts
    reduction_labels: tuple[str, ...] = ()
    deductions: tuple[tuple[str, Decimal], ...] = ()

    @property
    def due(self) -> Decimal:
        """What is left to pay, in euros including VAT."""
        return self.amounts.incl_vat - sum((amount for _label, amount in self.deductions), ZERO)


@dataclass(frozen=True, slots=True)
class Payment:
    """How it is paid, in sentences of the document's language; `instalments` are (words, amount).

    The bank account is the seller's unless `shows_bank` says no.
    """

    terms: str = ""
    due_on: date | None = None
    early_payment: str = ""
    late_payment: str = ""
    instalments: tuple[tuple[str, Decimal], ...] = ()
    shows_bank: bool = True


@dataclass(frozen=True, slots=True)
class AnnexTable:
    """A table of an annex; `numeric` tells the columns of figures. A cell of several lines is set smaller."""

    title: str
    headings: tuple[str, ...]
    numeric: tuple[bool, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Annex:
    """A page that follows the document, worded in its language."""

    title: str
    introduction: tuple[str, ...] = ()
    tables: tuple[AnnexTable, ...] = ()
    mentions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SaleDocument:
    """A quote, an order confirmation, a delivery note, an invoice or a credit note, ready to print.

    `made_on` is the date of the document and the only date inside the file. `title` replaces the usual one of the kind.
    `mentions` are paragraphs of the document's language, as the rules and the seller want them. `acceptance` draws the
    box « Bon pour accord ». `watermark` is printed across each page. A delivery note needs no `amounts` and shows none.
    """

    kind: SaleKind
    number: str
    made_on: date
    seller: SellerIdentity
    buyer: Party
    lines: tuple[PrintedLine, ...]
    amounts: PrintedAmounts | None = None
    title: str = ""
    subject: str = ""
    introduction: str = ""
    facts: tuple[Fact, ...] = ()
    delivery: Party | None = None
    billing: Party | None = None
    payment: Payment | None = None
    mentions: tuple[str, ...] = ()
    acceptance: bool = False
    watermark: str = ""
    annex: Annex | None = None
    language: Literal["fr", "en"] = "fr"
    currency: str = "EUR"
