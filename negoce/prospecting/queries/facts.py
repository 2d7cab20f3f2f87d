"""The facts of prospecting that the life cycle reads, for some companies or for all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby
from operator import itemgetter

from django.db.models import F, Max, QuerySet

from negoce.prospecting.enums import ReferralOutcome
from negoce.prospecting.models import QualificationAnswer, QualificationCriterion, Referral
from negoce.prospecting.rules.qualification import DatedAnswer, validated_since

_CHUNK = 5_000


def qualified_on(company_ids: Sequence[int] | None = None) -> Mapping[int, date]:
    """The day since which each company is qualified (R-P1 on one grid at least); the others are absent.

    None asks for all of them. Two queries, more only beyond 500 companies asked by key.
    """
    grids = _criteria_by_grid()
    found: dict[int, date] = {}
    for rows in _chunks(company_ids):
        for company_id, entries in groupby(rows, key=itemgetter(0)):
            history = [DatedAnswer(criterion, answer, on) for _company, criterion, answer, on in entries]
            days = [day for criteria in grids if (day := validated_since(criteria, history)) is not None]
            if days:
                found[company_id] = min(days)
    return found


def referral_won_on(company_ids: Sequence[int] | None = None) -> Mapping[int, date]:
    """The latest day on which somebody whom the company recommended became a customer; the others are absent.

    None asks for all of them. One query, more only beyond 500 companies asked by key.
    """
    found: dict[int, date] = {}
    for part in _parts(company_ids):
        rows = Referral.objects.filter(outcome=ReferralOutcome.CUSTOMER.value).exclude(
            referrer_company=F("referred_company")
        )
        if part is not None:
            rows = rows.filter(referrer_company_id__in=part)
        found.update(
            rows.order_by()
            .values_list("referrer_company_id")
            .annotate(last=Max("won_on"))
            .values_list("referrer_company_id", "last")
        )
    return found


def _criteria_by_grid() -> Sequence[Sequence[int]]:
    rows = QualificationCriterion.objects.filter(is_active=True).order_by("grid_id", "position", "pk")
    pairs = rows.values_list("grid_id", "pk")
    return [[pk for _grid, pk in own] for _key, own in groupby(pairs, key=itemgetter(0))]


def _chunks(company_ids: Sequence[int] | None) -> Iterator[Iterator[tuple[int, int, str, date]]]:
    for part in _parts(company_ids):
        rows: QuerySet[QualificationAnswer] = QualificationAnswer.objects.all()
        if part is not None:
            rows = rows.filter(company_id__in=part)
        values = rows.order_by("company_id", "answered_on", "pk").values_list(
            "company_id", "criterion_id", "answer", "answered_on"
        )
        yield values.iterator(chunk_size=_CHUNK)


def _parts(company_ids: Sequence[int] | None) -> Iterator[Sequence[int] | None]:
    if company_ids is None:
        yield None
        return
    for start in range(0, len(company_ids), 500):
        yield company_ids[start : start + 500]
