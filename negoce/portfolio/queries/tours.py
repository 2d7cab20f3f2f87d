"""Tours as a person may see them, the settings they are planned with, where a person's days begin."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from django.db.models import Prefetch, QuerySet

from negoce.companies.enums import AddressKind
from negoce.companies.queries.visible import company_rights
from negoce.identity.enums import Permission, Scope
from negoce.identity.models import User
from negoce.identity.rules.actor import Actor
from negoce.portfolio.models import PortfolioSetting, VisitHours, VisitStart, VisitStop, VisitTour
from negoce.portfolio.visits.hours import Hours, parse_windows
from negoce.portfolio.visits.terms import PREFIX, USUAL_HOURS, TourTerms, terms_of


def visible_tours(actor: Actor) -> QuerySet[VisitTour]:
    """Tours of those whose records the actor sees, in no order."""
    rows = VisitTour.objects.order_by()
    return rows if actor.sees_everything else rows.filter(owner_id__in=sorted(actor.colleague_ids))


def visible_stops(actor: Actor) -> QuerySet[VisitStop]:
    """Visits to companies that the actor sees, on tours that they see."""
    return VisitStop.objects.filter(
        company_rights(actor, "company__"),
        company__deleted_at__isnull=True,
        tour__in=visible_tours(actor),
    )


def with_stops(actor: Actor, rows: QuerySet[VisitTour]) -> QuerySet[VisitTour]:
    """Tours with the stops that the actor may see (`seen`), their companies and what they became: two queries more."""
    stops = visible_stops(actor).select_related("company", "activity").order_by("day", "position", "pk")
    return rows.select_related("owner", "plan").prefetch_related(
        Prefetch("stops", queryset=stops, to_attr="seen")
    )


def seen_of(tour: VisitTour) -> Sequence[VisitStop]:
    """The stops that `with_stops` read."""
    stops: Sequence[VisitStop] = vars(tour)["seen"]
    return stops


def may_change_tour(actor: Actor, tour: VisitTour) -> bool:
    """Whether the actor may change a tour that they see: its own person, and who answers for others."""
    own = tour.owner_id == actor.user_id
    return actor.may(Permission.CREATE) and (own or actor.may(Permission.APPROVE_QUOTES))


def people_to_plan_for(actor: Actor) -> QuerySet[User]:
    """Those whose tours the actor may plan: themselves and, for who answers for a team, its people; by name."""
    people = User.objects.filter(is_active=True).order_by("last_name", "first_name", "pk")
    if not actor.may(Permission.APPROVE_QUOTES):
        return people.filter(pk=actor.user_id or 0)
    if actor.scope is Scope.ALL:
        return people
    return people.filter(pk__in=sorted(actor.colleague_ids))


def current_terms() -> TourTerms:
    """The settings in force: one query."""
    rows = PortfolioSetting.objects.filter(key__startswith=PREFIX).order_by("key").values_list("key", "value")
    return terms_of({key.removeprefix(PREFIX): value for key, value in rows})


def start_of(person_id: int) -> VisitStart | None:
    """Where the days of a person begin; None while nobody said."""
    return VisitStart.objects.filter(person_id=person_id).first()


def hours_of(company_ids: Iterable[int]) -> Mapping[int, tuple[Hours, int | None]]:
    """The hours of companies for which somebody set them, with how long a visit lasts there; one query."""
    rows = VisitHours.objects.filter(
        company_id__in=list(company_ids), kind=AddressKind.HEAD_OFFICE.value
    ).order_by("company_id")
    return {row.company_id: (read_hours(row.hours, row.closed), row.minutes) for row in rows}


def read_hours(hours: str, closed: str) -> Hours:
    """Hours as they are kept; the usual ones where there are none."""
    windows = parse_windows(hours).value or USUAL_HOURS.windows
    return Hours(windows, frozenset(int(each) for each in closed.split(",") if each.isdigit()))
