"""The lists behind the figures: the same companies, by the same conditions."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from urllib.parse import urlencode

from django.urls import reverse

from negoce.companies.queries.lists.registry import LISTS
from negoce.companies.rules.filter_text import write_filter
from negoce.companies.rules.filters import Condition, Group, Operator
from negoce.companies.wired import wired
from negoce.portfolio.enums import LifeStatus
from negoce.portfolio.rules.portrait import KEPT, Portrait
from negoce.web.overview.asked import Asked


def statuses(*wanted: LifeStatus) -> Condition:
    """Companies that stand in one of these statuses."""
    return Condition("status", Operator.IS, tuple(each.value for each in wanted))


def lost_since(portrait: Portrait) -> tuple[Condition, ...]:
    """Who was a customer at the start of the period, and was lost since: attrition counts these."""
    lost = (statuses(LifeStatus.LOST), Condition("status_since", Operator.AFTER, (portrait.start,)))
    if not portrait.start:
        return lost
    next_day = date.fromisoformat(portrait.start) + timedelta(days=1)
    return *lost, Condition("first_order_on", Operator.BEFORE, (next_day.isoformat(),))


def new_since(portrait: Portrait) -> tuple[Condition, ...]:
    """Who bought for the first time since the start of the period, and is not lost."""
    return statuses(*KEPT), Condition("first_order_on", Operator.AFTER, (portrait.start,))


def companies_url(asked: Asked, *conditions: Condition, sort: str = "") -> str:
    """The list of the companies looked at, under more conditions; "" when the list has no such column."""
    if not all(each.field in _fields() for each in conditions):
        return ""
    query = {"filter": filter_text(asked, conditions)}
    if sort and sort.lstrip("-") in _fields():
        query["sort"] = sort
    return f"{reverse('lists:companies')}?{urlencode(query)}"


def filter_text(asked: Asked, conditions: Iterable[Condition]) -> str:
    """The filter in words of the address."""
    return write_filter(Group((*asked.conditions, *conditions)))


def _fields() -> frozenset[str]:
    own = (column.key for column in LISTS["companies"].columns)
    return frozenset((*own, *(column.key for column in wired().company_columns)))
