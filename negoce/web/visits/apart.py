"""Who cannot be seen on any of the days, even alone: said before a tour is worked out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from negoce.companies.rules.places import Place
from negoce.portfolio.queries.tour_candidates import CandidateLine
from negoce.portfolio.queries.tours import hours_of
from negoce.portfolio.visits.problem import Candidate, Problem, impossible
from negoce.portfolio.visits.roads import Point
from negoce.portfolio.visits.terms import USUAL_HOURS, TourTerms


def out_of_reach(
    lines: Sequence[CandidateLine],
    start: Place | None,
    days: Sequence[date],
    hours: tuple[int | None, int | None],
    terms: TourTerms,
) -> Mapping[int, str]:
    """Why, by company, as `LeftOut` has it; nothing while the start, the days or the hours of the day are not known."""
    leave, back = hours
    if start is None or not days or leave is None or back is None:
        return {}
    known = hours_of(line.company_id for line in lines)
    base = Point(start.latitude, start.longitude, start.roads)
    problem = Problem(base, tuple(days), leave, back, (), terms)
    found: dict[int, str] = {}
    for line in lines:
        open_hours, minutes = known.get(line.company_id, (USUAL_HOURS, None))
        if line.point is None:
            continue
        one = Candidate(line.company_id, line.point, open_hours, minutes or int(terms.visit_minutes), 0.0)
        reason = impossible(one, problem)
        if reason:
            found[line.company_id] = reason
    return found
