"""The learned score in the product: what was known on a past day, enough or not, kept, chosen, told with reasons."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from django.utils import timezone

from negoce.companies.models import Company
from negoce.identity.actions.journal import Entry, record
from negoce.identity.enums import Role
from negoce.identity.permissions import NotAllowed
from negoce.identity.rules.actor import system_actor
from negoce.kit.refusal import Refused
from negoce.portfolio.actions.scoring_fit import fit_scores, is_due, request_fit, use_fit
from negoce.portfolio.actions.scoring_refresh import refresh_model_scores
from negoce.portfolio.models import ModelScore, ScoringFit
from negoce.portfolio.queries.scoring_facts import facts_by_day, facts_on, past_days, prospects_on
from tests.factories.companies import make_activity, make_company
from tests.factories.identity import make_actor
from tests.factories.orders import make_order

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)
ACTOR = system_actor()


def _at(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(10)))


def _lead(begun: int, *, ordered: int | None = None, **fields: object) -> Company:
    """A company met `begun` days ago; its first purchase `ordered` days ago."""
    company = make_company(**fields)
    make_activity(company, starts_at=_at(TODAY - timedelta(days=begun)), kind="visit")
    if ordered is not None:
        make_order(company, TODAY - timedelta(days=ordered), "100")
    return company


def test_on_a_past_day_stand_those_who_were_known_and_had_not_bought():
    waiting = _lead(400)
    later, before, young = _lead(400, ordered=100), _lead(400, ordered=300), _lead(20)
    make_company()
    days, bought = past_days(TODAY)
    assert days[0] == (TODAY - timedelta(days=180), sorted([waiting.pk, later.pk]))
    assert (bought[later.pk], bought[before.pk]) == (TODAY - timedelta(days=100), TODAY - timedelta(days=300))
    assert set(prospects_on(TODAY)) == {waiting.pk, young.pk}


def test_nothing_that_came_later_is_known():
    company = _lead(300, headcount=80)
    make_activity(company, starts_at=_at(TODAY - timedelta(days=10)), kind="call")
    record(
        ACTOR,
        Entry("updated", "company", company.pk, changes={"headcount": (None, 80)}),
        at=_at(TODAY - timedelta(days=5)),
    )
    _keys, then = facts_on({company.pk: TODAY - timedelta(days=200)})
    _keys, now = facts_on({company.pk: TODAY})
    assert [(table["visits"], table["calls"], table["headcount"]) for table in (then, now)] == [
        (["1"], ["0"], [""]),
        (["1"], ["1"], ["80"]),
    ]
    assert then["days_silent"] == ["100"]


def test_without_enough_outcomes_nothing_is_learned_and_it_is_said():
    _lead(400, ordered=100)
    _lead(400)
    fit = fit_scores(today=TODAY)
    assert (fit.problem, fit.in_use, fit.companies) == ("few_rows", False, 2)
    assert refresh_model_scores(today=TODAY) == 0
    with pytest.raises(Refused):
        use_fit(ACTOR, fit)
    assert not is_due(TODAY)
    assert is_due(TODAY + timedelta(days=40))


def test_a_team_of_one_outcome_learns_nothing():
    for _row in range(3):
        _lead(400)
    assert fit_scores(today=TODAY).problem == "one_class"


def test_few_customers_seen_on_many_days_are_not_enough():
    for row in range(205):
        _lead(720, ordered=150 if row < 4 else None)
    fit = fit_scores(today=TODAY)
    assert fit.good == 24
    assert (fit.problem, fit.figures, fit.in_use) == ("few_holders", {"rows": 4, "least": 20}, False)


def test_an_entry_in_the_file_after_the_day_tells_nothing():
    """Who was entered on the day of its purchase was known before, from its first exchange on."""
    company, day = _lead(300), TODAY - timedelta(days=200)
    Company.objects.filter(pk=company.pk).update(created_at=_at(TODAY - timedelta(days=100)))
    assert facts_on({company.pk: day})[1]["days_known"] == ["100"]
    Company.objects.filter(pk=company.pk).update(created_at=_at(TODAY - timedelta(days=500)))
    assert facts_on({company.pk: day})[1]["days_known"] == ["300"]


def test_facts_of_many_days_are_read_once(queries):
    company = _lead(700)
    make_activity(company, starts_at=_at(TODAY - timedelta(days=300)), kind="call")
    record(
        ACTOR,
        Entry("updated", "company", company.pk, changes={"headcount": (7, 80)}),
        at=_at(TODAY - timedelta(days=250)),
    )
    Company.objects.filter(pk=company.pk).update(headcount=80)
    days = [TODAY - timedelta(days=age) for age in (400, 299, 240)]
    keys, known, table = facts_by_day({company.pk: days})
    assert (keys, known) == ([company.pk] * 3, days)
    assert {name: table[name] for name in ("calls", "days_silent", "exchanges_90_days", "headcount")} == {
        "calls": ["0", "1", "1"],
        "days_silent": ["300", "1", "60"],
        "exchanges_90_days": ["0", "1", "1"],
        "headcount": ["7", "7", "80"],
    }
    with queries.counted() as once:
        facts_by_day({company.pk: days[:1]})
    with queries.exactly(len(once)):
        facts_by_day({company.pk: days})


def test_who_does_not_run_prospecting_asks_for_no_fit():
    with pytest.raises(NotAllowed):
        request_fit(make_actor(Role.SALESPERSON))
    with pytest.raises(Refused):
        request_fit(ACTOR, outcome="nowhere")
    assert request_fit(ACTOR).arguments == {"outcome": ""}


@pytest.fixture
def learned() -> ScoringFit:
    """Large companies become customers, small ones do not, but for a tenth."""
    companies, activities, orders = [], [], []
    from negoce.companies.models import Activity
    from negoce.orders.models import Order

    for row in range(260):
        large = row % 2 == 0
        companies.append(make_company(f"C{row}", headcount=200 if large else 5))
        activities.append(
            Activity(
                company=companies[-1],
                kind="visit",
                state="done",
                subject="x",
                starts_at=_at(TODAY - timedelta(days=200)),
            )
        )
        if large != (row % 10 == 3) and row < 220:
            orders.append(make_order(companies[-1], TODAY - timedelta(days=90), "100"))
    Activity.objects.bulk_create(activities)
    assert Order.objects.count() == len(orders)
    return fit_scores(today=TODAY)


def test_what_is_learned_is_told_with_its_reasons_and_kept(learned):
    assert (learned.problem, learned.in_use, learned.companies) == ("", True, 260)
    assert learned.judged["kept"]["auc"] > 0.75
    assert refresh_model_scores(today=TODAY) == len(prospects_on(TODAY))
    assert refresh_model_scores(today=TODAY) == 0
    large = ModelScore.objects.filter(company__headcount=200).order_by("pk").first()
    small = ModelScore.objects.filter(company__headcount=5).order_by("pk").first()
    assert large is not None
    assert small is not None
    assert large.percent > 50 > small.percent
    assert large.reasons[0]["column"] == "headcount"
    assert large.reasons[0]["added"] > 0 > small.reasons[0]["added"]

    # A purchase takes a company out of those that wait.
    make_order(small.company, TODAY, "100")
    refresh_model_scores(today=TODAY)
    assert not ModelScore.objects.filter(pk=small.pk).exists()

    # A fit chosen by hand stays when the next one comes; one that learned nothing replaces none.
    use_fit(ACTOR, learned)
    second = fit_scores(today=TODAY)
    assert (second.in_use, ScoringFit.objects.get(in_use=True).pk) == (False, learned.pk)
    use_fit(ACTOR, second, follow_newest=True)
    assert list(ScoringFit.objects.filter(in_use=True).values_list("pk", "is_chosen")) == [(second.pk, False)]

    # What other code wrote is not believed.
    ScoringFit.objects.filter(in_use=True).update(content={"version": 0})
    refresh_model_scores(today=TODAY)
    assert not ModelScore.objects.exists()
