"""Whoever is erased leaves the words and filters of plans, and what the journal tells of them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal as D

import pytest

from negoce.identity.actions.journal import Entry, record
from negoce.identity.enums import Role
from negoce.identity.models import JournalEntry
from negoce.prospecting.models import ChannelChoice, MarketFact, PlanCost
from negoce.prospecting.people_data.plan import PLAN_PEOPLE
from tests.factories.erasing import erasing
from tests.factories.identity import make_actor, make_user
from tests.factories.plans import make_plan

pytestmark = pytest.mark.django_db


def test_plans_forget_a_name_that_they_bear() -> None:
    plan = make_plan(
        make_user(Role.MANAGER), name="Réseau de Solange Quillard", note="Passer par Solange Quillard",
        filter_text='name contains "Solange Quillard"', lesson="Solange Quillard aide",
    )  # fmt: skip
    cost = PlanCost.objects.create(
        plan=plan, kind="media", day=date(2026, 11, 2), amount=D(5), words="Solange Quillard"
    )
    choice = ChannelChoice.objects.create(name="Solange Quillard", target="Solange Quillard")
    fact = MarketFact.objects.create(
        topic="technology", words="Selon Solange Quillard", evidence="Solange Quillard",
        declared_on=date(2026, 11, 2), holds_until=date(2026, 12, 2),
    )  # fmt: skip
    record(make_actor(), Entry("created", "prospecting_plan", plan.pk, plan.name))
    entry = JournalEntry.objects.get(subject_kind="prospecting_plan")
    changed = PLAN_PEOPLE.house(erasing(0, "Solange Quillard"))
    for row in (plan, cost, choice, fact, entry):
        row.refresh_from_db()
    texts = (
        plan.name, plan.note, plan.lesson, plan.filter_text, cost.words, choice.name, choice.target,
        fact.words, fact.evidence, entry.subject_name,
    )  # fmt: skip
    assert [text for text in texts if "Quillard" in text] == []
    assert (changed, list(PLAN_PEOPLE.export(0))) == (6, [])
