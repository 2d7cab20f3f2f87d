"""Every address of the API, and how a path finds its own."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from negoce.api.activities.endpoints import ENDPOINTS as ACTIVITIES
from negoce.api.calculators.endpoints import rule_endpoints
from negoce.api.catalogue.endpoints import ENDPOINTS as PRODUCTS
from negoce.api.companies.endpoints import ENDPOINTS as COMPANIES
from negoce.api.contacts.endpoints import ENDPOINTS as CONTACTS
from negoce.api.contracts.endpoints import ENDPOINTS as CONTRACTS
from negoce.api.day.endpoints import ENDPOINTS as DAY
from negoce.api.deals.endpoints import ENDPOINTS as DEALS
from negoce.api.endpoints import Endpoint
from negoce.api.imports.endpoints import ENDPOINTS as IMPORTS
from negoce.api.invoices.endpoints import ENDPOINTS as INVOICES
from negoce.api.orders.endpoints import ENDPOINTS as ORDERS
from negoce.api.payments.endpoints import ENDPOINTS as PAYMENTS
from negoce.api.prospecting.endpoints import ENDPOINTS as PROSPECTING
from negoce.api.quotes.endpoints import ENDPOINTS as QUOTES
from negoce.api.search.endpoints import ENDPOINTS as SEARCH
from negoce.api.steering.endpoints import ENDPOINTS as STEERING
from negoce.kit.public_id import is_public_id

ENDPOINTS: tuple[Endpoint, ...] = (
    *COMPANIES,
    *CONTACTS,
    *ACTIVITIES,
    *PROSPECTING,
    *PRODUCTS,
    *DAY,
    *DEALS,
    *QUOTES,
    *ORDERS,
    *INVOICES,
    *PAYMENTS,
    *CONTRACTS,
    *STEERING,
    *IMPORTS,
    *SEARCH,
    *rule_endpoints(),
)


def find(method: str, path: str) -> tuple[Endpoint, Mapping[str, str]] | None:
    """The endpoint of a method and a path under the root, with the ids that the path holds."""
    for endpoint in _by_method().get(method, ()):
        ids = _matches(endpoint.path, path)
        if ids is not None:
            return endpoint, ids
    return None


def methods_of(path: str) -> list[str]:
    """The methods that a path takes, none for an address that does not exist."""
    return [method for method in _by_method() if find(method, path) is not None]


@lru_cache(maxsize=1)
def _by_method() -> Mapping[str, tuple[Endpoint, ...]]:
    methods = dict.fromkeys(endpoint.method for endpoint in ENDPOINTS)
    return {
        method: tuple(endpoint for endpoint in ENDPOINTS if endpoint.method == method) for method in methods
    }


def _matches(pattern: str, path: str) -> Mapping[str, str] | None:
    if "{" not in pattern:
        return {} if pattern == path.rstrip("/") else None
    wanted, given = pattern.split("/"), path.rstrip("/").split("/")
    if len(wanted) != len(given):
        return None
    ids = {}
    for part, found in zip(wanted, given, strict=True):
        if part.startswith("{"):
            if not is_public_id(found):
                return None
            ids[part[1:-1]] = found
        elif part != found:
            return None
    return ids
