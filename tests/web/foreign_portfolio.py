"""What the portfolio knows of somebody else's company, for test_foreign_records."""

from __future__ import annotations

from datetime import date

from negoce.companies.models import Company
from negoce.portfolio import models
from negoce.prospecting.models import TargetCriterion

Values = dict[str, dict[str, object]]
# The house's budgets and plan, which who may set targets sees whole; the list of a move holds what its reader sees.
HOUSE = frozenset(
    f"portfolio:{name}"
    for name in (
        "budget_cell",
        "plan_new",
        "plan_copy",
        "plan_file",
        "plan_action",
        "plan_removal",
        "call_list",
    )
)


def of_the_portfolio(company: Company, mark: str) -> Values:
    """The parts of the addresses of testimonials."""
    testimonial = models.Testimonial.objects.create(
        company=company, place=mark, published_on=date(2026, 1, 1)
    )
    tour = models.VisitTour.objects.create(
        owner_id=company.owner_id, first_day=date(2026, 11, 23), days=["2026-11-23"], start_name="Nantes",
        start_code="44000", latitude=47.2, longitude=-1.5, roads="mainland", state="ready",
    )  # fmt: skip
    stop = models.VisitStop.objects.create(
        tour=tour, company=company, day=date(2026, 11, 23), latitude=47.2, longitude=-1.5, roads="mainland",
        start=540, end=585, arrival=540,
    )  # fmt: skip
    reason = models.ToldReason.objects.create(
        company=company, side="left", reason="price", told_on=date(2026, 1, 1), note=mark
    )
    criterion = TargetCriterion.objects.get(source="headcount")
    return {
        "company_targets": {
            "public_id": company.public_id,
            "criterion": criterion.public_id,
            "side": "left",
            "reason_id": reason.public_id,
        },
        "visits": {
            "public_id": tour.public_id,
            "stop_id": stop.public_id,
            "company_id": company.public_id,
            "day": "2026-11-23",
        },
        "portfolio:testimonial_new": {"public_id": company.public_id},
        "portfolio:testimonial_removal": {
            "public_id": company.public_id,
            "testimonial_id": testimonial.public_id,
        },
    }
