"""Customers who may be named to another one: they said it of us in public themselves."""

from __future__ import annotations

from collections.abc import Sequence

from negoce.companies.models import Company
from negoce.companies.queries.visible import visible_companies
from negoce.identity.rules.actor import Actor
from negoce.portfolio.models import Testimonial

_SECTOR_DIGITS = 2


def citable_customers(actor: Actor, company: Company, most: int = 5) -> Sequence[Testimonial]:
    """Published testimonials of visible customers of the same sector (APE division), the latest of each; one query.

    None when the sector of the company is not known.
    """
    sector = company.activity_code[:_SECTOR_DIGITS]
    if len(sector) < _SECTOR_DIGITS:
        return []
    rows = Testimonial.objects.filter(
        company__in=visible_companies(actor).exclude(pk=company.pk).filter(activity_code__startswith=sector)
    )
    found: dict[int, Testimonial] = {}
    for row in rows.select_related("company").order_by("-published_on", "-pk")[: most * 4]:
        found.setdefault(row.company_id, row)
    return list(found.values())[:most]
