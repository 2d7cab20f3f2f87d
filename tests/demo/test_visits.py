"""The demo's tour: worked out for who sells first, once."""

import pytest

from negoce.demo.seeding.visits import DAYS, write_tour
from negoce.jobs.worker import work_off
from negoce.portfolio.models import PortfolioSetting, VisitStop, VisitTour
from tests.conftest import TODAY
from tests.demo.test_seed import SCALE, seeded_world

pytestmark = pytest.mark.django_db


def test_a_tour_waits_to_be_put_into_the_calendar() -> None:
    seeded_world(scale=SCALE)
    # The night has not told yet what customers bring: each visit counts alike.
    PortfolioSetting.objects.create(key="tour_prospect_value", value=500)
    assert write_tour(TODAY) > 0
    assert write_tour(TODAY) == 0
    work_off()
    tour = VisitTour.objects.get()
    assert (tour.state, len(tour.days), tour.in_calendar_at) == ("ready", DAYS, None)
    placed = VisitStop.objects.filter(tour=tour, day__isnull=False)
    assert placed.count() > 0
    assert placed.exclude(problem="").count() == 0
