"""The tables of negotiation."""

from negoce.negotiation.models.company_deals import CompanyDeals
from negoce.negotiation.models.deal import Deal, DealContact
from negoce.negotiation.models.quote import Quote, QuoteFile, QuoteLine, QuoteVersion
from negoce.negotiation.models.quote_answer import (
    QuoteAcceptance,
    QuoteApproval,
    QuoteLink,
    QuoteView,
)

__all__ = [
    "CompanyDeals",
    "Deal",
    "DealContact",
    "Quote",
    "QuoteAcceptance",
    "QuoteApproval",
    "QuoteFile",
    "QuoteLine",
    "QuoteLink",
    "QuoteVersion",
    "QuoteView",
]
