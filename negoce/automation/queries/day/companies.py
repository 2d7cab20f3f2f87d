"""The companies that a person's day speaks of, for tools that begin from it."""

from __future__ import annotations

from negoce.automation.models import DayAction
from negoce.companies.queries.visible import visible_companies
from negoce.identity.rules.actor import Actor


def companies_of_day(reader: Actor, person_id: int) -> list[str]:
    """Public ids of the companies of a day as it was last kept, those that the reader sees; one query."""
    about = DayAction.objects.filter(person_id=person_id).order_by().values("company_id")
    rows = visible_companies(reader).filter(pk__in=about).order_by("pk")
    return list(rows.values_list("public_id", flat=True))
