"""The tables of billing."""

from negoce.billing.models.fiscal_document import (
    DepositUse,
    FiscalDocument,
    FiscalFile,
    FiscalLine,
    PlatformEvent,
    PlatformSubmission,
)
from negoce.billing.models.platform_cursor import PlatformCursor
from negoce.billing.models.platform_message import PlatformMessage
from negoce.billing.models.rebate import RebateAccrual, RebateAgreement
from negoce.billing.models.receivable import (
    BankLine,
    BankStatement,
    ExternalDocument,
    Payment,
    Receivable,
    Reminder,
    Settlement,
)
from negoce.billing.models.reminder_plan import ReminderPlanStep
from negoce.billing.models.series import FiscalCounter, FiscalSeries
from negoce.billing.models.settled_invoice import SettledInvoice

__all__ = [
    "BankLine",
    "BankStatement",
    "DepositUse",
    "ExternalDocument",
    "FiscalCounter",
    "FiscalDocument",
    "FiscalFile",
    "FiscalLine",
    "FiscalSeries",
    "Payment",
    "PlatformCursor",
    "PlatformEvent",
    "PlatformMessage",
    "PlatformSubmission",
    "RebateAccrual",
    "RebateAgreement",
    "Receivable",
    "Reminder",
    "ReminderPlanStep",
    "SettledInvoice",
    "Settlement",
]
