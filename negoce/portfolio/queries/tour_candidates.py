"""Whom to see this week: companies by what a visit is worth, with where they stand (S4)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, F, Max, Min, QuerySet
from django.utils import timezone

from negoce.companies.enums import ActivityKind, ActivityState, Relation, ReportItemKind
from negoce.companies.models import Activity, Company
from negoce.companies.queries.lists.matching import matching
from negoce.companies.queries.lists.registry import LISTS
from negoce.companies.queries.lists.spec import Asked as AskedOfList
from negoce.companies.queries.lists.spec import understand
from negoce.companies.queries.visible import visible_companies
from negoce.companies.rules.places import Place, place_of
from negoce.identity.enums import FieldGroup
from negoce.identity.rules.actor import Actor
from negoce.kit.money import round_money
from negoce.loyalty.enums import ContractState
from negoce.loyalty.models import Contract
from negoce.portfolio.enums import LifeStatus
from negoce.portfolio.models import StatusBudget
from negoce.portfolio.visits.interest import Interest, VisitFacts, interest
from negoce.portfolio.visits.roads import Leg, Point, leg
from negoce.portfolio.visits.terms import TourTerms

# So many are looked at; the page says how many more there are.
MOST = 500
# How often a company is seen a year where the budgets by status do not say.
VISITS_A_YEAR: Mapping[str, Decimal] = {
    LifeStatus.TO_APPROACH.value: Decimal(1), LifeStatus.COLD.value: Decimal(2),
    LifeStatus.WARM.value: Decimal(4), LifeStatus.HOT.value: Decimal(12), LifeStatus.NEW.value: Decimal(6),
    LifeStatus.IRREGULAR.value: Decimal(4), LifeStatus.REGULAR.value: Decimal(6),
    LifeStatus.AMBASSADOR.value: Decimal(6), LifeStatus.DORMANT.value: Decimal(2),
    LifeStatus.LOST.value: Decimal(1),
}  # fmt: skip
_READ = (
    *("pk", "public_id", "name", "postal_code", "city", "country", "owner_id", "life__status"),
    *("life__net_12_months", "life__margin_12_months", "profit__potential", "deal_figures__open_amount"),
)


@dataclass(frozen=True, slots=True)
class CandidatesAsked:
    """For whom, as of when, among what: chosen companies, those of a filter, or those that the person follows."""

    actor: Actor
    person_id: int
    today: date
    terms: TourTerms
    base: Point | None = None
    public_ids: Sequence[str] | None = None
    filter_text: str = ""


@dataclass(frozen=True, slots=True)
class CandidateLine:
    """A company that may be visited; `place` is None where nobody knows where it stands."""

    company_id: int
    public_id: str
    name: str
    city: str
    status: str
    place: Place | None
    road: Leg | None
    interest: Interest

    @property
    def point(self) -> Point | None:
        """Where it stands, for the maths."""
        return (
            None if self.place is None else Point(self.place.latitude, self.place.longitude, self.place.roads)
        )


@dataclass(frozen=True, slots=True)
class Candidates:
    """Those looked at, the most worth first; how many `more` there are; `problem`: the filter is not understood."""

    lines: Sequence[CandidateLine]
    more: int = 0
    problem: bool = False


def tour_candidates(asked: CandidatesAsked) -> Candidates:
    """The companies that may be seen, in as many queries whatever their number."""
    rows, problem = _rows(asked)
    if rows is None:
        return Candidates((), 0, problem)
    total = rows.count()
    first = F("life__net_12_months").desc(nulls_last=True)
    found = list(rows.order_by(first, "pk").values(*_READ)[:MOST])
    keys = [row["pk"] for row in found]
    known = _Known(keys, asked.today)
    lines = [_line(row, asked, known) for row in found]
    lines.sort(key=lambda one: (-one.interest.euros, one.name, one.company_id))
    return Candidates(lines, max(0, total - len(found)))


def _rows(asked: CandidatesAsked) -> tuple[QuerySet[Company] | None, bool]:
    if asked.public_ids is not None:
        return visible_companies(asked.actor).filter(public_id__in=asked.public_ids), False
    if asked.filter_text:
        spec = understand(LISTS["companies"], asked.actor, AskedOfList(filter=asked.filter_text))
        return (None, True) if spec.problems else (matching(spec), False)
    own = visible_companies(asked.actor).filter(owner_id=asked.person_id)
    return own.filter(relation=Relation.CUSTOMER.value), False


class _Known:
    """What other tables say of some companies: five queries."""

    def __init__(self, keys: Sequence[int], today: date) -> None:
        self.today = today
        visits = Activity.objects.filter(
            company_id__in=keys, kind=ActivityKind.VISIT.value, deleted_at__isnull=True
        ).order_by()
        done = visits.filter(state=ActivityState.DONE.value)
        self.last_visit = _by_company(done, Max("starts_at"))
        planned = visits.filter(state=ActivityState.PLANNED.value, starts_at__gte=timezone.now())
        self.planned = _by_company(planned, Min("starts_at"))
        promised = Activity.objects.filter(
            company_id__in=keys,
            state=ActivityState.PLANNED.value,
            deleted_at__isnull=True,
            from_report_item__kind=ReportItemKind.PROMISE.value,
        )
        self.promises = _by_company(promised.order_by(), Count("pk"))
        contracts = Contract.objects.filter(
            company_id__in=keys, state=ContractState.ACTIVE.value, ends_on__gte=today
        )
        self.contract_end = _by_company(contracts.order_by(), Min("ends_on"))
        rows = StatusBudget.objects.filter(year=today.year, visits_a_year__gt=0).order_by("status")
        said = {status: visits for status, visits in rows.values_list("status", "visits_a_year") if visits}
        self.visits_a_year: Mapping[str, Decimal] = {**VISITS_A_YEAR, **said}


def _by_company(rows: QuerySet[Any], what: Any) -> Mapping[int, Any]:
    return dict(rows.values("company_id").annotate(found=what).values_list("company_id", "found"))


def _line(row: Mapping[str, Any], asked: CandidatesAsked, known: _Known) -> CandidateLine:
    place = place_of(row["postal_code"], row["city"]) if row["country"] == "FR" else None
    point = None if place is None else Point(place.latitude, place.longitude, place.roads)
    road = leg(asked.base, point, asked.terms) if asked.base is not None and point is not None else None
    facts = _facts(row, asked, known)
    return CandidateLine(
        company_id=row["pk"],
        public_id=row["public_id"],
        name=row["name"],
        city=row["city"],
        status=row["life__status"] or "",
        place=place,
        road=road,
        interest=interest(facts, asked.terms.prospect_value),
    )


def _facts(row: Mapping[str, Any], asked: CandidatesAsked, known: _Known) -> VisitFacts:
    key, status, rate = row["pk"], row["life__status"] or "", asked.terms.margin_rate / 100
    net = row["life__net_12_months"] or None
    margin = row["life__margin_12_months"] if asked.actor.may_read(FieldGroup.MARGIN) else None
    estimated = net is not None and margin is None
    last, end = known.last_visit.get(key), known.contract_end.get(key)
    return VisitFacts(
        year=round_money(net * rate) if estimated and net is not None else margin if net else None,
        potential=_of(row["profit__potential"], rate),
        open_deals=_of(row["deal_figures__open_amount"], rate) or Decimal(0),
        visits_a_year=known.visits_a_year.get(status, Decimal(1)),
        days_since_visit=None if last is None else max(0, (asked.today - timezone.localdate(last)).days),
        contract_ends_in=None if end is None else (end - asked.today).days,
        promises=known.promises.get(key, 0),
        visit_planned=key in known.planned,
        is_dormant=status == LifeStatus.DORMANT.value,
        revenue=net if estimated else None,
    )


def _of(revenue: Decimal | None, rate: Decimal) -> Decimal | None:
    """The margin that a revenue is taken to leave."""
    return None if revenue is None else round_money(Decimal(revenue) * rate)
