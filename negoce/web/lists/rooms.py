"""The lists that the shells of upper rooms bring, by key: one line each, as in `Wiring.lists`."""

from __future__ import annotations

from collections.abc import Mapping

from negoce.web.billing.lists import INVOICE_SCREEN
from negoce.web.catalogue.lists import PRODUCT_SCREEN
from negoce.web.contracts.lists import CONTRACT_SCREEN
from negoce.web.deals.lists import DEAL_SCREEN
from negoce.web.lists.screen_type import Screen
from negoce.web.orders.lists import ORDER_SCREEN
from negoce.web.outbox.lists import MESSAGE_SCREEN
from negoce.web.payments.lists import PAYMENT_SCREEN, RECEIVABLE_SCREEN
from negoce.web.quotes.lists import QUOTE_SCREEN
from negoce.web.tenders.lists import TENDER_SCREEN

ROOM_SCREENS: Mapping[str, Screen] = {
    "invoices": INVOICE_SCREEN,
    "contracts": CONTRACT_SCREEN,
    "messages": MESSAGE_SCREEN,
    "deals": DEAL_SCREEN,
    "orders": ORDER_SCREEN,
    "payments": PAYMENT_SCREEN,
    "products": PRODUCT_SCREEN,
    "quotes": QUOTE_SCREEN,
    "receivables": RECEIVABLE_SCREEN,
    "tenders": TENDER_SCREEN,
}
