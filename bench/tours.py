"""How long a week's tour takes to be worked out, and what it leaves: `python bench/tours.py [candidates] [days]`."""

from __future__ import annotations

import random
import sys
import time
from datetime import date, timedelta

from negoce.portfolio.visits.problem import Candidate, Problem, call_of
from negoce.portfolio.visits.roads import Point, road_matrix
from negoce.portfolio.visits.schedule import schedule
from negoce.portfolio.visits.solve import solve
from negoce.portfolio.visits.terms import USUAL_HOURS, TourTerms


def drawn(candidates: int, days: int, seed: int = 7) -> Problem:
    """Companies around Nantes, some 60 km away, each worth 20 to 400 €."""
    draw, monday = random.Random(seed), date(2026, 11, 23)
    base = Point(47.218, -1.553, "mainland")
    return Problem(
        base,
        tuple(monday + timedelta(days=place) for place in range(days)),
        start=8 * 60,
        end=18 * 60,
        candidates=tuple(
            Candidate(
                key,
                Point(base.latitude + draw.gauss(0, 0.45), base.longitude + draw.gauss(0, 0.6), "mainland"),
                USUAL_HOURS,
                45,
                draw.randint(20, 400),
            )
            for key in range(candidates)
        ),
        terms=TourTerms(),
    )


def main(candidates: int, days: int) -> None:
    """Solve once and say what came out; every tour is put to hours again and must hold."""
    problem = drawn(candidates, days)
    began = time.perf_counter()
    road_matrix([problem.base, *(one.point for one in problem.candidates)], problem.terms)
    matrix = time.perf_counter() - began
    began = time.perf_counter()
    found = solve(problem)
    seconds = time.perf_counter() - began
    by_key = {one.key: one for one in problem.candidates}
    worth = sum(by_key[key].worth for day in found.days for key in day)
    plans = [
        schedule(
            problem.base,
            [call_of(by_key[key], problem, place) for key in day],
            problem.terms,
            start=problem.start,
            end=problem.end,
        )
        for place, day in enumerate(found.days)
    ]
    terms = problem.terms
    spent = sum(
        plan.km * float(terms.km_cost)
        + (plan.driving + sum(by_key[key].minutes for key in day)) / 60 * float(terms.hour_cost)
        for plan, day in zip(plans, found.days, strict=True)
    )
    faults = [visit.problem for plan in plans for visit in plan.visits if visit.problem]
    print(
        f"{candidates} candidates, {days} days: {sum(map(len, found.days))} visits worth {worth:.0f} € that "
        f"leave {worth - spent:.0f} €, "
        f"{sum(plan.km for plan in plans):.0f} km, too long by {sum(plan.over for plan in plans)} min, "
        f"{len(faults)} faults; matrix {matrix * 1000:.0f} ms, solved in {seconds:.2f} s, {found.rounds} rounds"
    )


if __name__ == "__main__":
    main(*(int(each) for each in (sys.argv[1:3] or ("60", "5"))))
