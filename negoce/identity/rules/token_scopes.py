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
    ORDERS_READ = "orders:read"
    PRODUCTS_READ = "products:read"
    QUOTES_READ = "quotes:read"
    QUOTES_WRITE = "quotes:write"
    IMPORTS_READ = "imports:read"
    IMPORTS_WRITE = "imports:write"
    SEARCH_READ = "search:read"
    RULES = "rules"
    EXPORT = "export"


def known_scopes(values: Iterable[object]) -> tuple[TokenScope, ...]:
    """Those of the values that are scopes, each once, in the order of the list."""
    wanted = {str(value) for value in values}
    return tuple(scope for scope in TokenScope if scope.value in wanted)
