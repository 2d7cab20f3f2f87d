"""Each step that a deal reaches is kept with its day: odds are learned from it."""

from __future__ import annotations

from datetime import date

import pytest

from negoce.negotiation.actions.deals.create import create_deal
from negoce.negotiation.actions.deals.step import change_step
from negoce.negotiation.actions.deals.update import update_deal
from negoce.negotiation.models import DealStepChange
from tests.factories.companies import make_company
from tests.factories.identity import make_actor

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_today")]
TODAY = date(2026, 11, 20)


def test_the_first_step_and_those_that_follow_are_kept() -> None:
    actor = make_actor()
    deal = create_deal(actor, company=make_company(), values={"name": "Films"}, step="contact")
    change_step(actor, deal, step="negotiation")
    change_step(actor, deal, step="negotiation")
    update_deal(actor, deal, changes={"note": "Rien de neuf"})
    kept = DealStepChange.objects.filter(deal=deal).values_list("before", "after", "happened_on")
    assert list(kept) == [("", "contact", TODAY), ("contact", "negotiation", TODAY)]
