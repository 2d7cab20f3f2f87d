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
