"""The lists that the demo's sales manager shares: wholly understood, never about who reads them."""

import pytest

from negoce.companies.models import SavedView
from negoce.companies.queries.lists.registry import LISTS
from negoce.companies.queries.lists.spec import understand
from negoce.companies.queries.lists.views import asked_by
from negoce.demo.seeding.lists import write_lists
from negoce.identity.rules.actor import system_actor
from negoce.portfolio.facts.offer_segment_views import is_for_all
from tests.conftest import TODAY
from tests.demo.test_seed import SCALE, seeded_world

pytestmark = pytest.mark.django_db


def test_its_lists_may_be_columns_for_everybody() -> None:
    seeded_world(scale=SCALE)
    write_lists(TODAY, 0)
    views = SavedView.objects.order_by("position")
    asked = [asked_by(each.query) for each in views]
    assert [each.is_shared for each in views] == [True] * 5
    assert [is_for_all(each.filter) for each in asked] == [True] * 5
    assert [understand(LISTS["companies"], system_actor(), each).problems for each in asked] == [()] * 5
