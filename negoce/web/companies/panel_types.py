"""What a room declares to stand on the page of a company."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from negoce.companies.models import Company
from negoce.web.addresses import address_of
from negoce.web.companies.record import CompanyRecord

OVERVIEW, IDENTITY, PEOPLE = "overview", "identity", "contacts"
# The third and fourth chapters of the customer file (F5, F6), then what is being sold and what was written.
BEHAVIOUR, RESULTS, DEALS, DOCUMENTS = "behaviour", "results", "deals", "documents"
MAIN, SIDE = "main", "side"
# Under the name, on every tab.
HEAD = "head"


@dataclass(frozen=True, slots=True)
class Panel:
    """A card of the company page, with an address and a budget of its own.

    `read` gives the context of `template`, or None when there is nothing to show: then the panel is absent.
    `queries_max` counts what `read` asks of the database when the panel is drawn alone, the company itself
    aside. A panel is drawn again on its own when an answer triggers the event `panel-<key>`.
    """

    key: str
    title: Any
    template: str
    read: Callable[[CompanyRecord], Mapping[str, object] | None]
    queries_max: int
    tab: str = OVERVIEW
    column: str = MAIN

    def url(self, company: Company) -> str:
        """The panel's own address."""
        return address_of("companies:panel", company.public_id, self.key)
