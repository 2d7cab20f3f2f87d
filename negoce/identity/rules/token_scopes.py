"""What a token may be used for: reading or writing one part of the file, taking lists out. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

MAX_DAYS = 730


class TokenScope(StrEnum):
    """One door that a token opens; it never opens more than its owner's own rights."""

    COMPANIES_READ = "companies:read"
    COMPANIES_WRITE = "companies:write"
    CONTACTS_READ = "contacts:read"
    CONTACTS_WRITE = "contacts:write"
    ACTIVITIES_READ = "activities:read"
    ACTIVITIES_WRITE = "activities:write"
    PRODUCTS_READ = "products:read"
    PRODUCTS_WRITE = "products:write"
    DEALS_READ = "deals:read"
    DEALS_WRITE = "deals:write"
    QUOTES_READ = "quotes:read"
    QUOTES_WRITE = "quotes:write"
    ORDERS_READ = "orders:read"
    ORDERS_WRITE = "orders:write"
    INVOICES_READ = "invoices:read"
    INVOICES_WRITE = "invoices:write"
    INVOICES_ISSUE = "invoices:issue"
    PAYMENTS_READ = "payments:read"
    PAYMENTS_WRITE = "payments:write"
    CONTRACTS_READ = "contracts:read"
    CONTRACTS_WRITE = "contracts:write"
    PROSPECTING_READ = "prospecting:read"
    PROSPECTING_WRITE = "prospecting:write"
    STEERING_READ = "steering:read"
    STEERING_WRITE = "steering:write"
    IMPORTS_READ = "imports:read"
    IMPORTS_WRITE = "imports:write"
    SEARCH_READ = "search:read"
    RULES = "rules"
    EXPORT = "export"


def known_scopes(values: Iterable[object]) -> tuple[TokenScope, ...]:
    """Those of the values that are scopes, each once, in the order of the list."""
    wanted = {str(value) for value in values}
    return tuple(scope for scope in TokenScope if scope.value in wanted)
