"""The closed lists of billing; anyone may import them."""

from enum import StrEnum


class PlatformStatus(StrEnum):
    """The life of an electronic invoice (AFNOR XP Z12-012); the value is the code that platforms exchange."""

    SUBMITTED = "200"
    SENT = "201"
    RECEIVED = "202"
    MADE_AVAILABLE = "203"
    TAKEN_CHARGE = "204"
    APPROVED = "205"
    PARTLY_APPROVED = "206"
    DISPUTED = "207"
    SUSPENDED = "208"
    COMPLETED = "209"
    REFUSED = "210"
    PAYMENT_SENT = "211"
    PAID = "212"
    REJECTED = "213"


class VatRegime(StrEnum):
    """How often a firm declares its VAT."""

    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    SIMPLIFIED = "simplified"
    FRANCHISE = "franchise"


class ReportKind(StrEnum):
    """What is reported of sales that no electronic invoice carries."""

    TRANSACTIONS = "transactions"
    PAYMENTS = "payments"


class DocumentKind(StrEnum):
    """What a fiscal document is."""

    INVOICE = "invoice"
    DEPOSIT = "deposit"
    CREDIT_NOTE = "credit_note"


class DocumentState(StrEnum):
    """A draft may change and go; what is issued is locked for good."""

    DRAFT = "draft"
    ISSUED = "issued"


class PaymentMethod(StrEnum):
    """How money came."""

    TRANSFER = "transfer"
    DIRECT_DEBIT = "direct_debit"
    CARD = "card"
    CHEQUE = "cheque"
    BILL = "bill"
    CASH = "cash"
    OTHER = "other"


class PaymentSource(StrEnum):
    """How we know of a payment."""

    ENTERED = "entered"
    BANK = "bank"
    IMPORTED = "imported"
    DEMO = "demo"


class BankLineState(StrEnum):
    """What became of a movement of the bank's statement."""

    WAITING = "waiting"
    MATCHED = "matched"
    IGNORED = "ignored"


class RebateState(StrEnum):
    """Whether a year-end rebate is still being set aside."""

    ACTIVE = "active"
    CLOSED = "closed"
