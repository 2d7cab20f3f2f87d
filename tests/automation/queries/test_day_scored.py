"""Leads whom a score proposes, in the day of who follows them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal as D

import pytest

from negoce.automation.queries.day.asked import Asked
from negoce.automation.queries.day.assemble import plan_day
from negoce.automation.queries.day.scored import scored_leads
from negoce.automation.rules.day_settings import DaySettings
from negoce.automation.words import say_reason
from negoce.companies.models import Company
from negoce.identity.enums import Role
from negoce.identity.models import User
from negoce.identity.queries.actors import actor_for
from negoce.portfolio.enums import LifeStatus
from negoce.portfolio.models import ModelScore, ScoringFit
from negoce.prospecting.models import CompanyScore
from tests.factories.day import TODAY, ago, make_customer
from tests.factories.identity import make_user
from tests.harness.queries import Queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def camille() -> User:
    return make_user(Role.SALESPERSON)


@pytest.fixture
def asked(camille: User) -> Asked:
    return Asked(actor_for(camille), camille.pk, TODAY)


def _lead(owner: User, *, points: str = "", percent: str = "", **fields: object) -> Company:
    company = make_customer(owner, status=fields.pop("status", LifeStatus.LEAD))
    Company.objects.filter(pk=company.pk).update(**fields)
    if points:
        reached: date | None = ago(3) if D(points) >= 60 else None
        CompanyScore.objects.create(
            company=company, score=D(points), whole=D(points), reached_on=reached, as_of=TODAY
        )
    if percent:
        fit, _made = ScoringFit.objects.get_or_create(
            in_use=True, defaults={"known_until": TODAY, "rows": 400, "good": 40}
        )
        ModelScore.objects.create(company=company, fit=fit, percent=D(percent), as_of=TODAY)
    return company


def test_who_passed_the_threshold_and_waits_is_proposed(asked: Asked, camille: User) -> None:
    by_rules = _lead(camille, points="64.5")
    suspect = _lead(camille, points="70", percent="12", status=LifeStatus.SUSPECT)
    # One in ten turns out well: twice as much is news.
    learned, both = _lead(camille, percent="20"), _lead(camille, points="61", percent="33.4")
    for each in (
        _lead(camille, points="59.9", percent="19.9"),
        _lead(camille, points="90", status=LifeStatus.WARM),
        _lead(camille, points="90", last_contact_on=ago(5)),
        _lead(camille, points="90", next_activity_on=TODAY),
        _lead(make_user(Role.SALESPERSON), points="90"),
    ):
        assert each.pk not in {found.company_id for found in scored_leads(asked)}
    assert [(each.company_id, each.code, each.probability) for each in scored_leads(asked)] == [
        (both.pk, "day.lead_points_learned", 0.334),
        (learned.pk, "day.lead_learned", 0.2),
        (suspect.pk, "day.lead_points", 0.12),
        (by_rules.pk, "day.lead_points", None),
    ]


def test_a_score_taught_another_outcome_promises_no_customer(asked: Asked, camille: User) -> None:
    _lead(camille, percent="80")
    by_rules, better = _lead(camille, points="70", percent="80"), _lead(camille, points="75", percent="5")
    ScoringFit.objects.update(outcome="mauvais_payeur", outcome_label="Mauvais payeur")
    expected = [(better.pk, "day.lead_points", None), (by_rules.pk, "day.lead_points", None)]
    assert [(each.company_id, each.code, each.probability) for each in scored_leads(asked)] == expected
    # Nor does it once another fit is in use, until the job of that one has run.
    ScoringFit.objects.update(in_use=False)
    ScoringFit.objects.create(in_use=True, known_until=TODAY, rows=400, good=40)
    assert {(each.company_id, each.code, each.probability) for each in scored_leads(asked)} == set(expected)


def test_a_day_tells_why_and_a_house_may_do_without(asked: Asked, camille: User) -> None:
    _lead(camille, points="64.5")
    (row,) = plan_day(asked)
    said = say_reason(row.reason).replace("\u00a0", " ")
    assert said == (
        "64 points au score par règles depuis le 17 nov. 2026 (60 : proposé comme prospect), et personne "
        "ne l’a contacté depuis deux semaines."
    )
    assert plan_day(asked, DaySettings(weights={"lead_scored": 0})) == []
    ModelScore.objects.all().delete()
    CompanyScore.objects.all().delete()
    _lead(camille, percent="34")
    (row,) = plan_day(asked)
    assert say_reason(row.reason).replace("\u00a0", " ") == (
        "Chance de devenir client selon le score appris : 34 % (10 % d’habitude), et personne ne l’a contacté depuis "
        "deux semaines."
    )


def test_as_many_queries_for_three_as_for_one(asked: Asked, camille: User, queries: Queries) -> None:
    assert queries.same(lambda: _lead(camille, points="80", percent="40"), lambda: scored_leads(asked)) == 2
