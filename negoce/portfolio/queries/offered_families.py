"""Deals decided by family of the products that their quotes offered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Case, F, QuerySet, Value, When, Window
from django.db.models.functions import Rank

from negoce.catalogue.models import ProductFamily
from negoce.negotiation.enums import QuoteState
from negoce.negotiation.models import Deal, QuoteLine
from negoce.portfolio.queries.deal_tallies import all_of, tallies, tally_of
from negoce.portfolio.rules.reasons import Tally

# A quote has one place for all of its lines.
_COUNTED = """
SELECT family_key, deal_state, COUNT(DISTINCT deal_key), SUM(line_net)
FROM ({lines}) offered WHERE place = 1 GROUP BY family_key, deal_state
"""


@dataclass(frozen=True, slots=True)
class Families:
    """Deals by family of the products offered; `offered` are those that had a quote with such lines."""

    by_family: Mapping[int, Tally]
    names: Mapping[int, str]
    offered: Tally


def read_families(deals: QuerySet[Deal]) -> Families:
    """What was offered in each deal by its quote: the one accepted, else the last; three queries.

    A deal counts once in each family, with what its lines of that family come to.
    """
    lines = QuoteLine.objects.filter(
        version__quote__deal_id__in=deals.order_by().values("pk"),
        version__quote__deleted_at__isnull=True,
        product__family__isnull=False,
        is_chosen=True,
    ).exclude(version__state=QuoteState.SUPERSEDED.value)
    found: dict[int, Tally] = {}
    for family, state, number, whole in _counted(lines):
        found[family] = found.get(family, Tally()) + tally_of(state, number, whole)
    names = ProductFamily.objects.filter(pk__in=found).order_by("pk").values_list("pk", "name")
    offered = deals.filter(pk__in=lines.order_by().values("version__quote__deal_id"))
    return Families(found, dict(names), all_of(tallies(offered)) if found else Tally())


def _counted(lines: QuerySet[QuoteLine]) -> Sequence[tuple[int, str, int, Any]]:
    """By family and state of the deal. Written around what Django writes: it groups by no rank."""
    accepted = Case(When(version__state=QuoteState.ACCEPTED.value, then=Value(0)), default=Value(1))
    rows = lines.order_by().values(
        deal_key=F("version__quote__deal_id"),
        deal_state=F("version__quote__deal__state"),
        family_key=F("product__family_id"),
        line_net=F("net"),
        place=Window(
            Rank(),
            partition_by=F("version__quote__deal_id"),
            order_by=(accepted.asc(), F("version__quote_id").desc()),
        ),
    )
    written, given = rows.query.get_compiler(connection=connection).as_sql()
    with connection.cursor() as cursor:
        cursor.execute(_COUNTED.format(lines=written), given)
        found: list[tuple[int, str, int, Any]] = cursor.fetchall()
    return found
