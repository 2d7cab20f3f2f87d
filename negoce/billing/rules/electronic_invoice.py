"""An electronic invoice as one frozen value: all that EN 16931 and the French rules let it say.

The XML, the Factur-X, the mandatory mentions and the messages to platforms all start from it. Amounts are
`Decimal` euros to the cent unless said; a credit note bears positive amounts, its type says that they are given back.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from negoce.billing.rules.electronic_codes import (
    CREDIT_TYPES,
    BillingStage,
    DocumentType,
    Operation,
    PaymentMeans,
    VatDue,
    billing_mode,
)
from negoce.billing.rules.electronic_parties import DeliveryPlace, Party, PublicBuyer
from negoce.catalogue.rules.totals import VatGroup

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Note:
    """A free text (BG-1) with the code of its subject (`NoteSubject`, or empty)."""

    text: str
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Preceding:
    """An earlier document that this one corrects, credits or completes (BG-3)."""

    number: str
    issued_on: date
    type: DocumentType = DocumentType.INVOICE


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowance:
    """A reduction, or a charge when `is_charge`, on a line or (with `vat`) on the document (BG-20, 21, 27, 28).

    `percent` (points) and `base` are told only when the amount was worked out from them.
    """

    amount: Decimal
    reason: str
    is_charge: bool = False
    percent: Decimal | None = None
    base: Decimal | None = None
    vat: VatGroup | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line (BG-25): `price` excludes VAT and is of one unit; `net` = quantity × price − allowances + charges."""

    number: str
    name: str
    quantity: Decimal
    unit: str
    price: Decimal
    net: Decimal
    vat: VatGroup
    code: str = ""
    buyer_code: str = ""
    description: str = ""
    note: str = ""
    allowances: tuple[Allowance, ...] = ()
    starts_on: date | None = None
    ends_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class VatLine:
    """The VAT of one category and rate (BG-23); an exemption names its article, and its VATEX code if known."""

    group: VatGroup
    base: Decimal
    vat: Decimal
    exemption: str = ""
    exemption_code: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """What is printed below the lines (BG-22)."""

    lines: Decimal
    base: Decimal
    vat: Decimal
    incl_vat: Decimal
    due: Decimal
    allowances: Decimal = ZERO
    charges: Decimal = ZERO
    prepaid: Decimal = ZERO


@dataclass(frozen=True, slots=True, kw_only=True)
class Payment:
    """How and when to pay (BG-16, BT-9, BT-20)."""

    means: PaymentMeans = PaymentMeans.CREDIT_TRANSFER
    due_on: date | None = None
    terms: str = ""
    iban: str = ""
    bic: str = ""
    account_name: str = ""
    reference: str = ""
    mandate: str = ""
    debited_iban: str = ""
    creditor_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class References:
    """What the buyer knows the sale by: BT-13, 12, 14, 10 (service code of a public body), 16, 11, 19."""

    order: str = ""
    contract: str = ""
    seller_order: str = ""
    buyer_reference: str = ""
    delivery_note: str = ""
    project: str = ""
    accounting: str = ""
    tender: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ElectronicInvoice:
    """An invoice, deposit invoice, credit note or corrected invoice, complete and never changed."""

    number: str
    type: DocumentType
    issued_on: date
    seller: Party
    buyer: Party
    operation: Operation
    lines: tuple[Line, ...]
    vat_lines: tuple[VatLine, ...]
    totals: Totals
    payment: Payment
    stage: BillingStage = BillingStage.DIRECT
    vat_due: VatDue | None = None
    delivered_on: date | None = None
    period_starts_on: date | None = None
    period_ends_on: date | None = None
    delivery: DeliveryPlace | None = None
    references: References = References()
    preceding: tuple[Preceding, ...] = ()
    notes: tuple[Note, ...] = ()
    allowances: tuple[Allowance, ...] = ()
    public_buyer: PublicBuyer | None = None
    is_franchise: bool = False
    vat_on_debits: bool = False
    currency: str = "EUR"

    @property
    def mode(self) -> str:
        """Return the billing mode (BT-23)."""
        return billing_mode(self.operation, self.stage)

    @property
    def is_credit(self) -> bool:
        """Tell whether the amounts are given back."""
        return self.type in CREDIT_TYPES

    @property
    def sign(self) -> int:
        """Return 1 for what the buyer owes, −1 for what is given back."""
        return -1 if self.is_credit else 1

    def note_on(self, subject: str) -> str:
        """Return the text of the notes on a subject, empty when there is none."""
        return " ".join(note.text for note in self.notes if note.subject == subject).strip()
