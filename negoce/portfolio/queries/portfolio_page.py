"""What the portfolio page reads: one snapshot, the names of a few customers that the person may see, past months."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from negoce.companies.queries.visible import visible_companies
from negoce.identity.models import User
from negoce.identity.rules.actor import Actor
from negoce.portfolio.enums import LifeStatus
from negoce.portfolio.models import PortfolioSnapshot, StatusBudget

# Of the content, raised with any change of what it holds: pages leave older ones aside, they are taken anew.
CONTENT_VERSION = 3
MONTHS_SHOWN = 24


def latest_snapshot(scope_key: str, segment: str) -> PortfolioSnapshot | None:
    """The last snapshot of a set, in one query; None when there is none that this version of the program wrote.

    A segment without a row holds nothing: the caller asks for the whole set then.
    """
    rows = PortfolioSnapshot.objects.filter(scope_key=scope_key, segment=segment)
    found = rows.order_by("-as_of").first()
    return found if found is not None and found.content.get("version") == CONTENT_VERSION else None


def past_headlines(scope_key: str, segment: str, before: date) -> Sequence[tuple[date, Mapping[str, Any]]]:
    """The few figures kept of the last snapshot of each past month, oldest first."""
    rows = PortfolioSnapshot.objects.filter(scope_key=scope_key, segment=segment, as_of__lte=before)
    months: dict[tuple[int, int], tuple[date, Mapping[str, Any]]] = {}
    for day, headline in rows.order_by("-as_of").values_list("as_of", "headline")[: MONTHS_SHOWN + 40]:
        months.setdefault((day.year, day.month), (day, headline))
    return sorted(months.values(), key=lambda each: each[0])[-MONTHS_SHOWN:]


def year_budgets(year: int) -> Mapping[LifeStatus, Decimal]:
    """The budget that the house gives each status in a year, of those that have one."""
    rows = StatusBudget.objects.filter(year=year, budget__isnull=False).order_by("pk")
    known = rows.values_list("status", "budget")
    return {LifeStatus(status): budget for status, budget in known if budget is not None}


def names_of_companies(actor: Actor, keys: Iterable[int]) -> Mapping[int, tuple[str, str]]:
    """Public id and name of these companies, of those only that the actor sees today."""
    rows = visible_companies(actor).filter(pk__in=list(keys))
    return {key: (public_id, name) for key, public_id, name in rows.values_list("pk", "public_id", "name")}


def names_of_people(keys: Iterable[int]) -> Mapping[int, tuple[str, str]]:
    """Public id and full name of our own people."""
    people = User.objects.filter(pk__in=list(keys)).order_by("pk")
    return {
        each.pk: (each.public_id, each.full_name)
        for each in people.only("pk", "public_id", "first_name", "last_name")
    }
