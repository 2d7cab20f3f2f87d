"""The closed lists of electronic invoices: the codes that EN 16931 and the French rules let a document bear."""

from enum import StrEnum

SIREN_SCHEME = "0002"
SIRET_SCHEME = "0009"
# The French directory of electronic addresses: SIREN, SIREN_SIRET or SIREN_SIRET_routing code.
DIRECTORY_SCHEME = "0225"


class DocumentType(StrEnum):
    """What a document is (BT-3, UNTDID 1001)."""

    INVOICE = "380"
    DEPOSIT = "386"
    CREDIT_NOTE = "381"
    CORRECTED = "384"
    DEPOSIT_CREDIT_NOTE = "503"


CREDIT_TYPES = frozenset({DocumentType.CREDIT_NOTE, DocumentType.DEPOSIT_CREDIT_NOTE})
DEPOSIT_TYPES = frozenset({DocumentType.DEPOSIT, DocumentType.DEPOSIT_CREDIT_NOTE})


class Operation(StrEnum):
    """What is sold; the letter that begins the billing mode (BT-23), a mandatory mention of the reform."""

    GOODS = "B"
    SERVICES = "S"
    MIXED = "M"


class BillingStage(StrEnum):
    """The digit that ends the billing mode (BT-23)."""

    DIRECT = "1"
    ALREADY_PAID = "2"
    FINAL_AFTER_DEPOSIT = "4"


class VatDue(StrEnum):
    """When VAT falls due (BT-8): on the invoice (option for VAT on debits), on delivery, on payment."""

    INVOICE = "invoice"
    DELIVERY = "delivery"
    PAYMENT = "payment"


class PaymentMeans(StrEnum):
    """How one pays (BT-81, UNTDID 4461)."""

    CASH = "10"
    CHEQUE = "20"
    CREDIT_TRANSFER = "30"
    CARD = "48"
    SEPA_TRANSFER = "58"
    SEPA_DIRECT_DEBIT = "59"
    CLEARING = "97"


class NoteSubject(StrEnum):
    """What a note speaks of (BT-21, UNTDID 4451), as far as French rules name it."""

    LATE_PENALTIES = "PMD"
    RECOVERY_FEE = "PMT"
    EARLY_PAYMENT = "AAB"
    LEGAL_REGISTER = "ABL"
    LEGAL_FORM = "REG"
    GENERAL = "AAI"
    TAX = "TXD"
    TREATMENT = "BAR"


class Profile(StrEnum):
    """Which rules a document follows (BT-24): the norm; its French extension, for UBL and CII alone; Factur-X's own."""

    EN16931 = "urn:cen.eu:en16931:2017"
    FACTURX_EXTENDED = "urn:cen.eu:en16931:2017#conformant#urn:factur-x.eu:1p0:extended"
    EXTENDED_CTC_FR = "urn:cen.eu:en16931:2017#conformant#urn.cpro.gouv.fr:1p0:extended-ctc-fr"


def billing_mode(operation: Operation, stage: BillingStage) -> str:
    """Return the billing mode (BT-23), such as ``B1`` or ``S4``."""
    return f"{operation.value}{stage.value}"
