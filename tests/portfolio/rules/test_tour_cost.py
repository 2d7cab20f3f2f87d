"""What a tour costs, and each of its visits."""

from decimal import Decimal as D

from negoce.portfolio.rules.tour_cost import tour_cost


def test_kilometres_and_hours_are_paid_for() -> None:
    """200 km × 0.45 = 90; 3 h 20 on the road and 3 h 40 of visits × 30 = 210; 300 over 5 visits = 60 each."""
    found = tour_cost(
        visits=5, km=D(200), driving=200, visiting=220, km_cost=D("0.45"), hour_cost=D(30)
    ).value
    assert (found.road, found.time, found.total, found.each) == (
        D("90.00"),
        D("210.00"),
        D("300.00"),
        D("60.00"),
    )


def test_a_tour_without_a_visit_has_no_cost_a_visit() -> None:
    found = tour_cost(visits=0, km=D(0), driving=0, visiting=0, km_cost=D(1), hour_cost=D(30)).value
    assert (found.total, found.each) == (D("0.00"), None)
