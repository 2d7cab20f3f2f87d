"""Which deals the board, the forecast and the calendar show, read from their address: the same for all three."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from urllib.parse import urlencode

from django.urls import reverse

from negoce.companies.models import Company
from negoce.companies.queries.lists.conditions import condition_of
from negoce.companies.queries.lists.directory import Directory
from negoce.companies.queries.lists.spec import Asked as ListAsked
from negoce.companies.queries.lists.spec import understand
from negoce.companies.queries.lists.views import View, views_of
from negoce.companies.queries.visible import visible_companies
from negoce.companies.rules.filter_text import MAX_LENGTH, write_filter
from negoce.companies.rules.filters import RELATIVE, YES, Condition, Group, Operator, normalise
from negoce.identity.models import User
from negoce.identity.rules.actor import Actor
from negoce.kit.text import name_key
from negoce.negotiation.enums import DealState
from negoce.negotiation.models import SalesCycle
from negoce.negotiation.queries.deals.asked import PERIODS, BoardAsked, period_days
from negoce.negotiation.queries.deals.lists import DEAL_LIST
from negoce.negotiation.rules.cycles import columns_of, read_steps
from negoce.web.lists.filter_words import sentence

NOBODY = -1
OPEN_VIEW = "open"
# What is over stands on no board, and all that is not is what a board shows anyway.
_OTHER_VIEWS = frozenset({"won", "lost", OPEN_VIEW})


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked, as the query reads it and as the form shows it."""

    query: BoardAsked
    owner: str
    company: Company | None
    period: str
    text: str
    cycle: str
    view: str = ""
    filter: str = ""
    filter_words: str = ""
    views: Sequence[View] = ()
    listed: Group = field(default_factory=Group)

    @property
    def words(self) -> str:
        """The same as part of an address; empty for everything."""
        parts = {
            "owner": self.owner,
            "company": self.company.public_id if self.company else "",
            "period": self.period,
            "q": self.text,
            "cycle": self.cycle,
            "view": self.view,
            "filter": self.filter,
        }
        return urlencode({name: value for name, value in parts.items() if value})


def read_asked(actor: Actor, given: Mapping[str, str]) -> Asked:
    """Read `owner`, `company`, `period`, `q`, `cycle`, and `view` and `filter` as the list does.

    An owner is a public id, "me" or "team". What cannot be read is left out.
    """
    owner = given.get("owner", "")[:20]
    company = None
    if given.get("company"):
        company = visible_companies(actor).filter(public_id=given["company"][:20]).first()
    period = given.get("period", "")
    period = period if period in PERIODS else ""
    text = given.get("q", "")[:100].strip()
    cycle = _cycle(given.get("cycle", ""))
    query = BoardAsked(
        owner_ids=_owners(actor, owner),
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
    found = Asked(query, owner, company, period, text, cycle.public_id if cycle is not None else "")
    return _narrowed(actor, found, given.get("view", "")[:40], given.get("filter", "")[:MAX_LENGTH])


def _owners(actor: Actor, owner: str) -> tuple[int, ...] | None:
    if not owner:
        return None
    people = Directory(actor).person_ids([owner]) if owner in RELATIVE else _named(owner)
    return tuple(people) or (NOBODY,)


def _named(public_id: str) -> list[int]:
    return list(User.objects.filter(public_id=public_id).order_by().values_list("pk", flat=True))


def _narrowed(actor: Actor, asked: Asked, view_key: str, text: str) -> Asked:
    """The same with what a view of the list and a filter written as the list writes it add."""
    views = [each for each in views_of(DEAL_LIST, actor) if each.key not in _OTHER_VIEWS]
    view = next((each for each in views if each.key == view_key), None)
    whole = text or (view.asked.filter if view is not None else "")
    if not whole:
        return replace(asked, views=views)
    spec = understand(DEAL_LIST, actor, ListAsked(filter=whole))
    words = sentence(spec, spec.filter).removeprefix("(").removesuffix(")") if text else ""
    return replace(
        asked,
        query=replace(asked.query, where=condition_of(spec, spec.filter)),
        view=view.key if view is not None else "",
        filter=spec.filter_text if text else "",
        filter_words=words,
        views=views,
        listed=spec.filter,
    )


def list_url(asked: Asked, today: date, *more: Condition) -> str:
    """The list of the same deals, as its own filter says it, and of `more`."""
    base = reverse("lists:deals")
    if not asked.words and not more:
        return f"{base}?view={OPEN_VIEW}"
    if asked.view and asked.words == f"view={asked.view}" and not more:
        return f"{base}?{asked.words}"
    parts: list[Condition | Group] = [asked.listed, Condition("state", Operator.IS, (DealState.OPEN.value,))]
    if asked.owner:
        parts.append(Condition("owner", Operator.IS, (asked.owner,)))
    if asked.company is not None:
        parts.append(Condition("company", Operator.IS, (asked.company.name,)))
    if asked.cycle:
        parts.append(Condition("cycle", Operator.IS, (asked.cycle,)))
    if asked.period == "overdue":
        parts.append(Condition("overdue", Operator.IS, (YES,)))
    elif asked.period == "none":
        parts.append(expected_between(None, None))
    elif asked.period:
        parts.append(expected_between(*period_days(asked.period, today)))
    values = {"filter": write_filter(normalise((*parts, *more))), "q": asked.text}
    return f"{base}?{urlencode({name: value for name, value in values.items() if value})}"


def expected_between(first: date | None, last: date | None) -> Condition:
    """The condition of the list for deals expected from one day to another; without a day where neither is given."""
    if first is not None and last is not None:
        return Condition("close_on", Operator.BETWEEN, (first.isoformat(), last.isoformat()))
    if first is not None:
        return Condition("close_on", Operator.AFTER, ((first - timedelta(days=1)).isoformat(),))
    if last is not None:
        return Condition("close_on", Operator.BEFORE, ((last + timedelta(days=1)).isoformat(),))
    return Condition("close_on", Operator.EMPTY, ())


def _cycle(public_id: str) -> SalesCycle | None:
    return SalesCycle.objects.filter(public_id=public_id[:12]).first() if public_id else None
