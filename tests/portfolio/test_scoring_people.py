"""A person who is erased leaves what a learned score quotes of free texts."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.utils import timezone

from negoce.portfolio.models import ModelScore, ScoringFit
from negoce.portfolio.scoring_people import SCORING_PEOPLE
from tests.factories.companies import make_company
from tests.factories.erasing import erasing

pytestmark = pytest.mark.django_db


def test_quoted_values_and_levels_forget_a_name() -> None:
    today = timezone.localdate()
    content = {
        "version": 1,
        "columns": [{"name": "Apporteur", "kind": "level", "levels": ["jean gardot", "salon"]}],
    }
    fit = ScoringFit.objects.create(
        known_until=today, outcome="issue", outcome_label="Issue", content=content
    )
    reasons = [{"column": "Apporteur", "value": "Jean Gardot", "added": 0.4}]
    ModelScore.objects.create(
        company=make_company(), fit=fit, percent=Decimal(40), reasons=reasons, as_of=today
    )
    changed = SCORING_PEOPLE.house(erasing(0, "Jean Gardot"))
    fit.refresh_from_db()
    assert changed == 2
    assert fit.content["columns"][0]["levels"] == ["…", "salon"]
    assert ModelScore.objects.get().reasons == [{"column": "Apporteur", "value": "…", "added": 0.4}]
    assert SCORING_PEOPLE.house(erasing(0, "Jean Gardot")) == 0
