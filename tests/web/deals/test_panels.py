"""The panels of the page of a deal: each alone at its address, within its budget."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from negoce.identity.enums import Role, Scope
from negoce.negotiation.actions.deals.people import set_deal_person
from negoce.negotiation.enums import DealRole
from negoce.web.deals.panel_types import DealPanel, DealRecord
from negoce.web.deals.panels import PANELS
from tests.factories.companies import make_company, make_contact
from tests.factories.deals import make_deal
from tests.factories.identity import make_actor, make_user
from tests.harness.queries import Queries

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_today")]


@pytest.mark.parametrize("panel", PANELS, ids=[panel.key for panel in PANELS])
def test_a_panel_keeps_to_its_queries(panel: DealPanel, queries: Queries) -> None:
    company = make_company("Laiterie du Vercors")
    deal = make_deal(company, "Films 2027", amount=Decimal(48000), close_on=date(2026, 12, 15))
    actor = make_actor(Role.MANAGER, scope=Scope.ALL)
    for _each in range(3):
        set_deal_person(actor, deal, make_contact(company), role=DealRole.USER.value)
    with queries.at_most(panel.queries_max):
        panel.read(DealRecord(actor, deal))


def test_a_panel_is_drawn_at_its_address_and_an_unknown_one_is_not() -> None:
    deal = make_deal(make_company("Laiterie du Vercors"), "Films 2027")
    browser = Client()
    browser.force_login(make_user(Role.MANAGER, scope=Scope.ALL.value))
    drawn = browser.get(reverse("deals:panel", args=[deal.public_id, "people"])).content.decode()
    assert 'id="panel-people"' in drawn
    assert 'hx-trigger="panel-people from:body"' in drawn
    assert browser.get(reverse("deals:panel", args=[deal.public_id, "nothing"])).status_code == 404
    ended = browser.get(reverse("deals:panel", args=[deal.public_id, "outcome"]))
    assert (ended.status_code, ended.content) == (200, b"")
