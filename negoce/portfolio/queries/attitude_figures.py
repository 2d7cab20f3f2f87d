"""The pyramid of attitudes as last night counted it (L4)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Max, Sum

from negoce.companies.queries.visible import company_rights
from negoce.identity.rules.actor import Actor
from negoce.portfolio.enums import AttitudeLevel
from negoce.portfolio.models import AttitudeFigures

Counts = Mapping[tuple[AttitudeLevel, AttitudeLevel], int]


@dataclass(frozen=True, slots=True)
class Pyramid:
    """Companies by (level today, level then), 3 and 12 months back; `as_of` is None before the first night."""

    over_3: Counts
    over_12: Counts
    as_of: date | None


def pyramid(actor: Actor) -> Pyramid:
    """The companies that the actor sees, counted; one query."""
    rows = (
        AttitudeFigures.objects.filter(company_rights(actor))
        .order_by()
        .values("level", "level_3", "level_12")
        .annotate(total=Sum("heads"), last=Max("as_of"))
    )
    over_3: dict[tuple[AttitudeLevel, AttitudeLevel], int] = {}
    over_12: dict[tuple[AttitudeLevel, AttitudeLevel], int] = {}
    as_of: date | None = None
    for row in rows:
        now = AttitudeLevel(row["level"])
        for counts, then in ((over_3, row["level_3"]), (over_12, row["level_12"])):
            key = (now, AttitudeLevel(then))
            counts[key] = counts.get(key, 0) + row["total"]
        as_of = row["last"] if as_of is None else max(as_of, row["last"])
    return Pyramid(over_3, over_12, as_of)
