"""Tours: whom to see, the days worked out, set by hand, put into the calendar (S4)."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal as D

import pytest
from django.utils import timezone

from negoce.companies.enums import ActivityState
from negoce.companies.models import Activity, Company
from negoce.companies.rules.places import Place, place_of
from negoce.identity.enums import Role
from negoce.identity.models import JournalEntry
from negoce.identity.permissions import NotAllowed
from negoce.identity.queries.actors import actor_for
from negoce.identity.rules.actor import Actor
from negoce.jobs.worker import work_off
from negoce.kit.refusal import Conflict, Refused
from negoce.portfolio.actions.tours.arrange import drop_stop, fix_stop, move_stop
from negoce.portfolio.actions.tours.calendar import put_in_calendar, take_out_of_calendar
from negoce.portfolio.actions.tours.create import TourAsked, create_tour
from negoce.portfolio.actions.tours.settings import delete_tour, save_tour_terms, save_visit_hours
from negoce.portfolio.actions.tours.solve import finish_tour, solve_again
from negoce.portfolio.models import CustomerLife, VisitStop, VisitTour
from negoce.portfolio.queries.appointments import appointments_on
from negoce.portfolio.queries.tour_candidates import Candidates, CandidatesAsked, tour_candidates
from negoce.portfolio.queries.tours import current_terms, hours_of
from negoce.portfolio.visits.hours import Hours, Window
from negoce.portfolio.visits.terms import TourTerms
from tests.factories.companies import make_activity, make_company
from tests.factories.identity import make_user
from tests.harness.queries import Queries

pytestmark = pytest.mark.django_db


def _next_monday() -> date:
    today = timezone.localdate()
    return today + timedelta(days=7 - today.weekday())


def _nantes() -> Place:
    place = place_of("44000", "Nantes")
    assert place is not None
    return place


def _customer(actor: Actor, name: str, code: str, city: str, *, net: str = "8000") -> Company:
    company = make_company(name, owner_id=actor.user_id, postal_code=code, city=city, department=code[:2])
    today = timezone.localdate()
    CustomerLife.objects.create(
        company=company, status="regular", computed="regular", status_since=today, as_of=today,
        net_12_months=D(net), margin_12_months=D(net) / 4,
    )  # fmt: skip
    return company


def _seller() -> Actor:
    return actor_for(make_user(Role.SALESPERSON))


def _candidates(actor: Actor, **more: object) -> Candidates:
    asked = CandidatesAsked(actor, actor.user_id or 0, timezone.localdate(), TourTerms(), **more)  # type: ignore[arg-type]
    return tour_candidates(asked)


def _tour(actor: Actor, *, days: int = 2) -> VisitTour:
    monday = _next_monday()
    asked = TourAsked(
        actor.user_id or 0,
        tuple(monday + timedelta(days=each) for each in range(days)),
        _nantes(),
        480,
        1_080,
    )
    tour, _job = create_tour(actor, asked, _candidates(actor).lines, TourTerms(), today=timezone.localdate())
    finish_tour(tour.public_id, seconds=0.5)
    tour.refresh_from_db()
    return tour


def _stop(tour: VisitTour, company: Company) -> VisitStop:
    return VisitStop.objects.select_related("tour").get(tour=tour, company=company)


def _hours(day: date) -> list[tuple[int, int | None, int | None]]:
    rows = VisitStop.objects.filter(day=day).order_by("position")
    return [(each.company_id, each.start, each.end) for each in rows]


def test_candidates_come_by_what_a_visit_is_worth_and_say_why() -> None:
    actor = _seller()
    small = _customer(actor, "Petite", "44190", "Clisson", net="800")
    large = _customer(actor, "Grande", "44600", "Saint-Nazaire", net="12000")
    visited = timezone.now() - timedelta(days=30)
    make_activity(large, kind="visit", state=ActivityState.DONE.value, starts_at=visited)
    nowhere = make_company("Nulle part", owner_id=actor.user_id, postal_code="", city="")
    make_company("Autre", postal_code="44000", city="Nantes")
    found = _candidates(actor)
    # 12,000 × 25 % ÷ 6 = 500 a visit, 30 days of 60: × 0.50; 800 × 25 % ÷ 6 = 33.33, never visited: × 1.
    assert [(each.company_id, each.interest.euros) for each in found.lines] == [
        (large.pk, D("250.00")),
        (nowhere.pk, D("100.00")),
        (small.pk, D("33.33")),
    ]
    assert [each.code for each in found.lines[0].interest.reasons] == ["visit.year", "visit.since"]
    assert [each.place is None for each in found.lines] == [False, True, False]


def test_a_margin_is_estimated_for_who_may_not_read_it() -> None:
    reader = actor_for(make_user(Role.READ_ONLY))
    _customer(reader, "Cliente", "44000", "Nantes", net="6000")
    found = _candidates(reader).lines[0].interest
    assert (found.reasons[0].code, found.euros) == ("visit.year_estimated", D("250.00"))


def test_candidates_cost_the_same_for_three_as_for_one(queries: Queries) -> None:
    actor = _seller()
    queries.same(
        lambda: _customer(actor, "Cliente", "44000", "Nantes"), lambda: list(_candidates(actor).lines)
    )


def test_a_filter_and_chosen_companies_narrow_and_show_nothing_hidden() -> None:
    actor = _seller()
    one = _customer(actor, "Cliente", "44000", "Nantes")
    _customer(actor, "Autre", "35000", "Rennes")
    hidden = make_company("Cachée", postal_code="44000", city="Nantes")
    by_filter = _candidates(actor, filter_text="department is 44")
    assert [each.company_id for each in by_filter.lines] == [one.pk]
    chosen = _candidates(actor, public_ids=[one.public_id, hidden.public_id])
    assert [each.company_id for each in chosen.lines] == [one.pk]
    assert _candidates(actor, filter_text="nonsense is 4").problem is True


def test_a_tour_is_worked_out_by_a_job() -> None:
    actor = _seller()
    near = [_customer(actor, f"Cliente {code}", code, city) for code, city in (
        ("44190", "Clisson"), ("44600", "Saint-Nazaire"), ("44110", "Châteaubriant"))]  # fmt: skip
    island = _customer(actor, "Corse", "20000", "Ajaccio")
    nowhere = make_company("Nulle part", owner_id=actor.user_id)
    asked = TourAsked(actor.user_id or 0, (_next_monday(),), _nantes(), 480, 1_080)
    tour, _job = create_tour(actor, asked, _candidates(actor).lines, TourTerms(), today=timezone.localdate())
    assert tour.state == "computing"
    work_off()
    tour.refresh_from_db()
    assert tour.state == "ready"
    placed = VisitStop.objects.filter(tour=tour, day__isnull=False).order_by("position")
    assert {each.company_id for each in placed} == {each.pk for each in near}
    assert [each.problem for each in placed] == ["", "", ""]
    assert _stop(tour, island).left_out == "no_road"
    assert _stop(tour, nowhere).left_out == "no_place"
    assert finish_tour(tour.public_id) == 0


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"days": ()}, "days"),
        ({"days": (date(2020, 1, 6),)}, "days"),
        ({"day_end": 500}, "day_end"),
    ],
)
def test_a_tour_that_makes_no_sense_is_refused(changes: dict[str, object], field: str) -> None:
    actor = _seller()
    _customer(actor, "Cliente", "44000", "Nantes")
    given = {
        "person_id": actor.user_id, "days": (_next_monday(),), "start": _nantes(),
        "day_start": 480, "day_end": 1_080,
    }  # fmt: skip
    with pytest.raises(Refused) as refused:
        create_tour(
            actor, TourAsked(**{**given, **changes}), _candidates(actor).lines, TourTerms(),  # type: ignore[arg-type]
            today=timezone.localdate(),
        )  # fmt: skip
    assert list(refused.value.fields) == [field]
    assert VisitTour.objects.count() == 0


def test_nobody_plans_for_a_colleague_without_leading_them() -> None:
    actor, other = _seller(), make_user(Role.SALESPERSON)
    _customer(actor, "Cliente", "44000", "Nantes")
    asked = TourAsked(other.pk, (_next_monday(),), _nantes(), 480, 1_080)
    with pytest.raises(NotAllowed):
        create_tour(actor, asked, _candidates(actor).lines, TourTerms(), today=timezone.localdate())


def test_a_visit_is_moved_fixed_and_dropped_and_hours_follow() -> None:
    actor = _seller()
    one = _customer(actor, "Une", "44190", "Clisson")
    two = _customer(actor, "Deux", "44190", "Clisson")
    tour = _tour(actor)
    tuesday = _next_monday() + timedelta(days=1)
    move_stop(actor, _stop(tour, one), day=tuesday, position=0)
    move_stop(actor, _stop(tour, two), day=tuesday, position=1)
    assert _hours(tuesday) == [(one.pk, 517, 562), (two.pk, 565, 610)]
    move_stop(actor, _stop(tour, two), day=tuesday, position=0)
    assert [_stop(tour, each).position for each in (two, one)] == [0, 1]
    fix_stop(actor, _stop(tour, two), minute=15 * 60, minutes=60)
    assert _hours(tuesday) == [(one.pk, 517, 562), (two.pk, 900, 960)]
    drop_stop(actor, _stop(tour, one))
    assert (_stop(tour, one).day, _stop(tour, one).left_out) == (None, "by_hand")
    with pytest.raises(Refused):
        move_stop(actor, _stop(tour, one), day=tuesday + timedelta(days=9), position=0)


def test_a_change_on_an_old_page_is_a_conflict() -> None:
    actor = _seller()
    one = _customer(actor, "Une", "44190", "Clisson")
    tour = _tour(actor)
    drop_stop(actor, _stop(tour, one), seen=tour.revision)
    with pytest.raises(Conflict):
        drop_stop(actor, _stop(tour, one), seen=tour.revision)


def test_the_place_that_a_visit_is_given_is_one_among_those_that_are_seen() -> None:
    """Who moves a visit counts those on screen; a company that is no longer theirs keeps its place between them."""
    actor = _seller()
    names = ("Une", "Deux", "Cachée", "Trois")
    one, two, hidden, three = (_customer(actor, name, "44190", "Clisson") for name in names)
    tour = _tour(actor)
    monday = _next_monday()
    for place, company in enumerate((one, hidden, two, three)):
        move_stop(actor, _stop(tour, company), day=monday, position=place)
    Company.objects.filter(pk=hidden.pk).update(owner=make_user(Role.SALESPERSON))
    move_stop(actor, _stop(tour, three), day=monday, position=1)
    assert [key for key, _start, _end in _hours(monday)] == [one.pk, three.pk, hidden.pk, two.pk]
    move_stop(actor, _stop(tour, three), day=monday, position=0)
    assert [key for key, _start, _end in _hours(monday)] == [three.pk, one.pk, hidden.pk, two.pk]
    move_stop(actor, _stop(tour, three), day=monday, position=2)
    assert [key for key, _start, _end in _hours(monday)] == [one.pk, hidden.pk, two.pk, three.pk]


def test_what_is_fixed_stays_when_worked_out_again_and_what_was_dropped_stays_away() -> None:
    actor = _seller()
    one = _customer(actor, "Une", "44190", "Clisson")
    two = _customer(actor, "Deux", "44600", "Saint-Nazaire")
    tour = _tour(actor)
    tuesday = _next_monday() + timedelta(days=1)
    move_stop(actor, _stop(tour, one), day=tuesday, position=0)
    fix_stop(actor, _stop(tour, one), minute=16 * 60)
    drop_stop(actor, _stop(tour, two))
    solve_again(actor, tour)
    with pytest.raises(Refused):
        drop_stop(actor, _stop(tour, one))
    work_off()
    assert (_stop(tour, one).day, _stop(tour, one).start, _stop(tour, one).fixed_at) == (tuesday, 960, 960)
    assert _stop(tour, two).left_out == "by_hand"


def test_the_calendar_is_filled_once_and_emptied() -> None:
    actor = _seller()
    one = _customer(actor, "Une", "44190", "Clisson")
    tour = _tour(actor)
    assert put_in_calendar(actor, tour) == 1
    assert put_in_calendar(actor, tour) == 0
    activity = Activity.objects.get(company=one, kind="visit")
    stop = _stop(tour, one)
    assert stop.day is not None
    assert stop.start is not None
    begins = datetime.combine(stop.day, datetime.min.time()) + timedelta(minutes=stop.start)
    assert timezone.localtime(activity.starts_at).replace(tzinfo=None) == begins
    assert (activity.state, activity.duration_minutes, activity.owner_id) == ("planned", 45, actor.user_id)
    with pytest.raises(Refused):
        drop_stop(actor, stop)
    assert take_out_of_calendar(actor, tour) == 1
    assert Activity.objects.filter(company=one, deleted_at__isnull=True).count() == 0
    assert put_in_calendar(actor, tour) == 1


def test_a_tour_goes_around_the_appointments_of_its_days() -> None:
    actor = _seller()
    near, met = (
        _customer(actor, "Proche", "44190", "Clisson"),
        _customer(actor, "Prise", "44600", "Saint-Nazaire"),
    )
    monday = _next_monday()
    at = timezone.make_aware(datetime.combine(monday, datetime.min.time()) + timedelta(hours=10))
    activity = make_activity(
        met, kind="visit", state="planned", starts_at=at, duration_minutes=60, owner_id=actor.user_id
    )
    make_activity(near, kind="call", state="planned", starts_at=at, owner_id=actor.user_id)
    kept = appointments_on(actor, actor.user_id or 0, [monday])
    assert [(each.company_id, each.minute, each.minutes) for each in kept.values()] == [(met.pk, 600, 60)]
    asked = TourAsked(actor.user_id or 0, (monday,), _nantes(), 480, 1_080)
    lines = _candidates(actor).lines
    tour, _job = create_tour(actor, asked, lines, TourTerms(), today=timezone.localdate(), appointments=kept)
    work_off()
    stop = _stop(tour, met)
    assert (stop.day, stop.start, stop.end, stop.activity_id) == (monday, 600, 660, activity.pk)
    with pytest.raises(Refused):
        fix_stop(actor, stop, minute=700)
    put_in_calendar(actor, tour)
    assert Activity.objects.filter(kind="visit", state="planned").count() == 2
    # What stood there before the tour stays.
    assert take_out_of_calendar(actor, tour) == 1
    assert Activity.objects.filter(kind="visit", deleted_at__isnull=True).get() == activity


def test_a_visit_that_was_made_stays_when_the_tour_is_deleted() -> None:
    actor = _seller()
    one = _customer(actor, "Une", "44190", "Clisson")
    tour = _tour(actor)
    put_in_calendar(actor, tour)
    Activity.objects.filter(company=one).update(state=ActivityState.DONE.value)
    delete_tour(actor, tour)
    assert VisitTour.objects.count() == 0
    assert Activity.objects.filter(company=one, deleted_at__isnull=True).count() == 1


def test_a_colleague_s_tour_is_out_of_reach() -> None:
    actor = _seller()
    one = _customer(actor, "Une", "44190", "Clisson")
    tour = _tour(actor)
    with pytest.raises(NotAllowed):
        drop_stop(_seller(), _stop(tour, one))
    with pytest.raises(NotAllowed):
        put_in_calendar(_seller(), tour)


def test_hours_of_a_company_are_kept_and_rule_the_tour() -> None:
    actor = _seller()
    one = _customer(actor, "Une", "44190", "Clisson")
    save_visit_hours(actor, one, hours="14h-16h", closed=frozenset({0}), minutes=30)
    assert hours_of([one.pk]) == {one.pk: (Hours((Window(840, 960),), frozenset({0})), 30)}
    stop = _stop(_tour(actor), one)
    assert (stop.day, stop.start, stop.minutes) == (_next_monday() + timedelta(days=1), 840, 30)
    with pytest.raises(Refused):
        save_visit_hours(actor, one, hours="le matin", closed=frozenset(), minutes=None)
    with pytest.raises(Refused):
        save_visit_hours(actor, one, hours="", closed=frozenset(range(7)), minutes=None)


def test_a_change_of_hours_is_journalled_with_what_stood_there() -> None:
    actor = _seller()
    one = _customer(actor, "Une", "44190", "Clisson")
    save_visit_hours(actor, one, hours="14h-16h", closed=frozenset({0}), minutes=30)
    save_visit_hours(actor, one, hours="9h-12h", closed=frozenset({0, 4}), minutes=30)
    save_visit_hours(actor, one, hours="9h-12h", closed=frozenset({0, 4}), minutes=30)
    told = JournalEntry.objects.filter(subject_kind="company", subject_id=one.pk, verb="updated").order_by(
        "pk"
    )
    assert [entry.values for entry in told] == [
        {"visit_hours": ["", "14:00-16:00"], "visit_closed": [[], [0]], "visit_minutes": [None, 30]},
        {"visit_hours": ["14:00-16:00", "09:00-12:00"], "visit_closed": [[0], [0, 4]]},
    ]


def test_settings_hold_for_the_next_tours() -> None:
    admin = actor_for(make_user())
    save_tour_terms(admin, TourTerms(speed=D(100)))
    assert current_terms() == TourTerms(speed=D(100))
    ((_before, after),) = JournalEntry.objects.get(subject_kind="portfolio_settings").values.values()
    assert after == "100"
    with pytest.raises(Refused):
        save_tour_terms(admin, TourTerms(speed=D(500)))
    with pytest.raises(NotAllowed):
        save_tour_terms(_seller(), TourTerms(speed=D(60)))
