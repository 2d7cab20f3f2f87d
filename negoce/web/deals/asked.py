"""Which deals a board shows, read from its address."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from negoce.companies.models import Company
from negoce.companies.queries.visible import visible_companies
from negoce.identity.models import User
from negoce.identity.rules.actor import Actor
from negoce.kit.text import name_key
from negoce.negotiation.models import SalesCycle
from negoce.negotiation.queries.deals.asked import PERIODS, BoardAsked
from negoce.negotiation.rules.cycles import columns_of, read_steps

NOBODY = -1


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked, as the query reads it and as the form shows it."""

    query: BoardAsked
    owner: str
    company: Company | None
    period: str
    text: str
    cycle: str

    @property
    def words(self) -> str:
        """The same as part of an address; empty for everything."""
        parts = {
            "owner": self.owner,
            "company": self.company.public_id if self.company else "",
            "period": self.period,
            "q": self.text,
            "cycle": self.cycle,
        }
        return urlencode({name: value for name, value in parts.items() if value})


def read_asked(actor: Actor, given: Mapping[str, str]) -> Asked:
    """Read `owner` (a public id or "me"), `company`, `period`, `q`, `cycle`; what cannot be read is left out."""
    owner = given.get("owner", "")[:20]
    owner_id = actor.user_id if owner == "me" else None
    if owner and owner != "me":
        owner_id = User.objects.filter(public_id=owner).values_list("pk", flat=True).first() or NOBODY
    company = None
    if given.get("company"):
        company = visible_companies(actor).filter(public_id=given["company"][:20]).first()
    period = given.get("period", "")
    period = period if period in PERIODS else ""
    text = given.get("q", "")[:100].strip()
    cycle = _cycle(given.get("cycle", ""))
    query = BoardAsked(
        owner_id=owner_id,
        company_id=company.pk if company else (NOBODY if given.get("company") else None),
        period=period,
        name_key=name_key(text) if text else "",
    )
    if cycle is not None:
        query = replace(
            query,
            cycle_id=cycle.pk,
            with_house=cycle.is_default,
            columns=columns_of(read_steps(cycle.steps)),
        )
    return Asked(query, owner, company, period, text, cycle.public_id if cycle is not None else "")


def _cycle(public_id: str) -> SalesCycle | None:
    return SalesCycle.objects.filter(public_id=public_id[:12]).first() if public_id else None
