"""The maths of tours: hours, roads, what a visit is worth, the days that come out."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from negoce.kit.explain import Explanation
from negoce.portfolio.visits.hours import Hours, Window, parse_clock, parse_windows, write_windows
from negoce.portfolio.visits.interest import VisitFacts, interest
from negoce.portfolio.visits.problem import Candidate, Problem, call_of
from negoce.portfolio.visits.roads import Point, leg
from negoce.portfolio.visits.schedule import Call, schedule
from negoce.portfolio.visits.solve import solve
from negoce.portfolio.visits.terms import USUAL_HOURS, TourTerms

NANTES = Point(47.2316, -1.5483, "mainland")
RENNES = Point(48.1117, -1.6803, "mainland")
AJACCIO = Point(41.9348, 8.7013, "corsica")
PARIS = Point(48.8679, 2.3441, "mainland")
TERMS = TourTerms()
MONDAY = date(2026, 11, 23)


def _week(*candidates: Candidate, days: int = 2) -> Problem:
    dates = tuple(MONDAY + timedelta(days=place) for place in range(days))
    return Problem(NANTES, dates, start=480, end=1_080, candidates=candidates, terms=TERMS)


def _near(key: int, worth: float = 300, **more: object) -> Candidate:
    point = Point(47.2316 + key % 20 * 0.02, -1.5483, "mainland")
    return Candidate(key, point, more.pop("hours", USUAL_HOURS), 45, worth, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "windows"),
    [
        ("8h30-12h, 13h30-17h30", (Window(510, 720), Window(810, 1_050))),
        ("9-18", (Window(540, 1_080),)),
        ("08:00 à 12:00 et 14:00 à 18:00", (Window(480, 720), Window(840, 1_080))),
    ],
)
def test_hours_are_read_and_written_back(text: str, windows: tuple[Window, ...]) -> None:
    assert parse_windows(text).value == windows
    assert parse_windows(write_windows(windows)).value == windows


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("le matin", "hours.shape"),
        ("18h-9h", "hours.order"),
        ("9h-12h, 11h-18h", "hours.order"),
        ("8h-9h, 10h-11h, 12h-13h, 14h-15h", "hours.too_many"),
        ("9h75-12h", "hours.order"),
    ],
)
def test_hours_that_are_none_are_refused(text: str, code: str) -> None:
    finding = parse_windows(text).finding
    assert finding is not None
    assert finding.code == code


@pytest.mark.parametrize(
    ("text", "minute"), [("9h", 540), ("14h15", 855), ("09:30", 570), ("25h", None), ("midi", None)]
)
def test_an_hour_is_read(text: str, minute: int | None) -> None:
    assert parse_clock(text) == minute


def test_a_road_is_the_crow_s_way_times_a_factor_at_a_speed() -> None:
    """Nantes to Rennes: 98.4 km as the crow flies × 1.3 at 55 km/h."""
    road = leg(NANTES, RENNES, TERMS)
    assert road is not None
    assert (road.km, road.minutes) == (127.9, 140)


def test_two_addresses_of_one_commune_are_some_way_apart_and_no_road_leads_over_the_sea() -> None:
    near = leg(NANTES, NANTES, TERMS)
    assert near is not None
    assert (near.km, near.minutes) == (2.0, 3)
    assert leg(NANTES, AJACCIO, TERMS) is None


def test_what_a_visit_is_worth_says_where_it_comes_from() -> None:
    """S4: 6,300 of margin over 14 visits a year is 450.00 a visit; due every 26 days and 39 days ago: × 1.5."""
    facts = VisitFacts(Decimal(6_300), None, Decimal(0), Decimal(14), 39)
    found = interest(facts, Decimal(100))
    assert (found.value, found.need, found.euros) == (Decimal("450.00"), Decimal("1.50"), Decimal("675.00"))
    assert found.reasons == (
        Explanation("visit.year", {"year": Decimal(6_300), "visits": Decimal(14)}),
        Explanation("visit.since", {"days": 39, "due": 26}),
    )


@pytest.mark.parametrize(
    ("facts", "euros"),
    [
        # Nothing known: what the house says a first visit is worth.
        (VisitFacts(None, None, Decimal(0), Decimal(1), None), "100.00"),
        # A customer who costs money is not worth a visit.
        (VisitFacts(Decimal(-50), None, Decimal(0), Decimal(4), None), "0.00"),
        # One tenth of what is to be won: (1,000 + 200) ÷ 4.
        (VisitFacts(Decimal(1_000), Decimal(2_000), Decimal(0), Decimal(4), None), "300.00"),
        # Never more than twice, contract near its end × 1.5, promise × 1.2: 250 × 3.6.
        (VisitFacts(Decimal(1_000), None, Decimal(0), Decimal(4), 900, 30, 2), "900.00"),
        # Every day of a year, or more: due each day, never more than twice: 73,000 ÷ 366 × 2.
        (VisitFacts(Decimal(73_000), None, Decimal(0), Decimal(366), 9), "398.90"),
        # A visit is planned already.
        (VisitFacts(Decimal(1_000), None, Decimal(0), Decimal(4), 91, visit_planned=True), "25.00"),
    ],
)
def test_need_and_value_multiply(facts: VisitFacts, euros: str) -> None:
    assert interest(facts, Decimal(100)).euros == Decimal(euros)


def test_a_day_has_lunch_and_hours_of_its_visits() -> None:
    calls = [Call(NANTES, 45, USUAL_HOURS.windows) for _each in range(5)]
    plan = schedule(NANTES, calls, TERMS, start=480, end=1_080)
    assert [each.start for each in plan.visits] == [510, 558, 606, 654, 810]
    assert (plan.leave, plan.back, plan.over, plan.km) == (507, 858, 0, 12.0)


def test_a_fixed_hour_is_kept_or_said_to_be_missed() -> None:
    calls = [Call(NANTES, 45, USUAL_HOURS.windows), Call(RENNES, 45, USUAL_HOURS.windows, fixed=600)]
    plan = schedule(NANTES, calls, TERMS, start=480, end=1_080)
    assert [each.problem for each in plan.visits] == ["", "late"]
    kept = schedule(NANTES, [Call(RENNES, 45, (), fixed=900)], TERMS, start=480, end=1_080)
    assert [(each.start, each.problem) for each in kept.visits] == [(900, "")]
    assert kept.leave == 760


def test_a_tour_takes_what_is_worth_its_road() -> None:
    found = solve(_week(_near(1), _near(2), _near(3, worth=5)), seconds=1)
    assert sorted(key for day in found.days for key in day) == [1, 2]
    assert found.left_out == {3: "not_worth"}


@pytest.mark.parametrize(
    ("one", "reason"),
    [
        (Candidate(1, AJACCIO, USUAL_HOURS, 45, 900), "no_road"),
        (Candidate(1, PARIS, USUAL_HOURS, 45, 900), "too_far"),
        (Candidate(1, NANTES, Hours((Window(510, 530),)), 45, 900), "too_far"),
        (Candidate(1, NANTES, Hours(USUAL_HOURS.windows, frozenset({0, 1})), 45, 900), "closed"),
    ],
)
def test_what_cannot_be_done_is_said(one: Candidate, reason: str) -> None:
    found = solve(_week(one), seconds=1)
    assert (found.days, found.left_out) == (((), ()), {1: reason})


def test_nobody_to_see_is_an_empty_week() -> None:
    assert solve(_week(), seconds=1).days == ((), ())


def test_two_at_the_same_place_and_one_fixed() -> None:
    same = [Candidate(key, RENNES, USUAL_HOURS, 45, 400) for key in (1, 2)]
    found = solve(_week(*same, _near(3, fixed_day=1, fixed_at=600)), seconds=1)
    assert sorted(key for day in found.days for key in day) == [1, 2, 3]
    assert 3 in found.days[1]
    assert {1, 2} in [set(day) & {1, 2} for day in found.days]


def test_more_than_fit_leaves_the_least_worth_and_every_day_holds() -> None:
    problem = _week(*(_near(key, worth=100 + key) for key in range(150)), days=1)
    found = solve(problem, seconds=1)
    by_key = {one.key: one for one in problem.candidates}
    plan = schedule(
        NANTES, [call_of(by_key[key], problem, 0) for key in found.days[0]], TERMS, start=480, end=1_080
    )
    assert [each.problem for each in plan.visits] == [""] * len(plan.visits)
    assert plan.over == 0
    assert sum(1 for reason in found.left_out.values() if reason == "capped") == 30
    assert len(found.days[0]) + len(found.left_out) == 150
