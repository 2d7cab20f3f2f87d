"""Filters by tags, and any filter through a table that links companies to something."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

from django.db.models import Exists, Model, OuterRef, Q, QuerySet

from negoce.companies.models import CompanyTag
from negoce.companies.queries.lists.hints import hint, learn
from negoce.companies.rules.filters import Operator

# Up to this many links, reading them first is quicker than asking each company in the order of the list.
FEW_LINKS = 2_000


def linked(links: QuerySet[Model], *told_by: Hashable, company: str = "pk") -> Q:
    """Companies with one of these link rows (of a model with a `company`), or what the path `company` ties to one.

    `told_by` names the links for the hint that is kept of them.

    The two forms mean the same. Databases guess badly how many rows a tag or a product has, so we look:
    few links are read first, many are asked about company by company until the page is full.
    """
    few = hint(told_by)
    if few is None:
        few = links.order_by()[: FEW_LINKS + 1].count() <= FEW_LINKS
        learn(told_by, few)
    if few:
        return Q(**{f"{company}__in": links.values("company_id")})
    return Q(Exists(links.filter(company_id=OuterRef(company))))


def chosen_links(operator: str, every: QuerySet[Model], chosen: QuerySet[Model], *told_by: Hashable) -> Q:
    """Companies with one of the links chosen, or none of them; or, whatever was chosen, with any link or none."""
    if operator in (Operator.FILLED, Operator.EMPTY):
        held = Q(Exists(every.filter(company_id=OuterRef("pk"))))
        return held if operator == Operator.FILLED else ~held
    if operator in (Operator.IS_NOT, Operator.NONE):
        return ~Q(Exists(chosen.filter(company_id=OuterRef("pk"))))
    return linked(chosen, *told_by)


def tag_condition(operator: Operator, tag_ids: Sequence[int], company: str = "pk") -> Q:
    """Companies with any, all or none of these tags, or with some or no tag at all.

    From another list, `company` is the path of the key of the company.
    """
    links = CompanyTag.objects.order_by()
    if operator is Operator.FILLED:
        return Q(Exists(links.filter(company_id=OuterRef(company))))
    if operator is Operator.EMPTY:
        return ~Q(Exists(links.filter(company_id=OuterRef(company))))
    if operator is Operator.ALL:
        condition = Q()
        for tag_id in tag_ids:
            condition &= linked(links.filter(tag_id=tag_id), "tags", tag_id, company=company)
        return condition
    if operator is Operator.NONE:
        return ~Q(Exists(links.filter(company_id=OuterRef(company), tag_id__in=tag_ids)))
    return linked(links.filter(tag_id__in=tag_ids), "tags", *tag_ids, company=company)
