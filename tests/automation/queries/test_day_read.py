"""The day put together, and as each may see it."""

from __future__ import annotations

from decimal import Decimal as D

import pytest
from django.utils import timezone

from negoce.automation.enums import StakeKind
from negoce.automation.models import DayAction, DayAnswer, PersonDay
from negoce.automation.queries.day.asked import Asked
from negoce.automation.queries.day.assemble import plan_day
from negoce.automation.queries.day.read import count_of_day, day_of, team_days, visible_people
from negoce.automation.rules.day_settings import DAY_SIZE
from negoce.companies.models import Company
from negoce.identity.enums import Role
from negoce.identity.models import RolePolicy, User
from negoce.identity.queries.actors import actor_for
from negoce.portfolio.enums import LifeStatus
from tests.conftest import Queries
from tests.factories.accounts import make_receivable
from tests.factories.companies import make_activity, make_company
from tests.factories.day import TODAY, ago, make_action, make_customer
from tests.factories.deals import make_deal
from tests.factories.identity import make_team, make_user
from tests.factories.orders import make_order

pytestmark = pytest.mark.django_db


@pytest.fixture
def camille() -> User:
    return make_user(Role.SALESPERSON, team=make_team())


def asked_of(person: User) -> Asked:
    return Asked(actor_for(person), person.pk, TODAY)


def dormant(owner: User, net: str = "40000") -> Company:
    company = make_customer(owner, status=LifeStatus.DORMANT, last_order_on=ago(97), p_alive=0.34)
    make_order(company, ago(97), net, cost=str(D(net) / 2))
    return company


def without_margin() -> None:
    RolePolicy.objects.create(role=Role.SALESPERSON.value, field_access={"margin": "none"})


def test_one_action_a_company_the_most_at_stake_first(camille: User) -> None:
    small, large = dormant(camille, "9000"), dormant(camille)
    make_receivable(large, "500.00", due_on=ago(40))
    make_deal(large, owner=camille, close_on=ago(3), amount=D(2_000))
    rows = plan_day(asked_of(camille))
    assert [(row.company_id, row.kind, row.position) for row in rows] == [
        (large.pk, "recall", 0),
        (small.pk, "recall", 1),
    ]
    assert [each["code"] for each in rows[0].others] == ["day.deal_late", "day.overdue_one"]
    assert DayAction.objects.count() == 0


def test_a_task_is_worth_a_year_with_the_company(camille: User) -> None:
    company = make_customer(camille)
    make_activity(company, kind="task", owner=camille, state="planned", starts_at=timezone.now())
    days = Asked(actor_for(camille), camille.pk, timezone.localdate())
    (row,) = (each for each in plan_day(days) if each.kind == "task")
    assert (row.margin, row.revenue) == (D(3_600), D(12_000))


def answer(person: User, company: Company, **fields: object) -> DayAnswer:
    values = {"kind": "recall", "key": company.public_id, "fact": ago(97).isoformat(), "batch": "x"}
    return DayAnswer.objects.create(person=person, company=company, at=timezone.now(), **{**values, **fields})


def test_what_was_answered_comes_back_with_a_new_fact(camille: User) -> None:
    company = dormant(camille)
    answer(camille, company, answer="refused", reason="other")
    assert list(plan_day(asked_of(camille))) == []
    DayAnswer.objects.update(fact="older")
    assert [row.company_id for row in plan_day(asked_of(camille))] == [company.pk]


def test_what_is_refused_often_sinks(camille: User) -> None:
    company = dormant(camille)
    for _ in range(3):
        answer(camille, make_company(), answer="refused", reason="other", key="y")
    answer(make_user(), make_company(), answer="refused", reason="other", key="z")
    (row,) = plan_day(asked_of(camille))
    assert (row.refusals, round(row.learned, 2)) == (3, 0.61)
    make_action(camille, company, learned=row.learned, refusals=3)
    PersonDay.objects.create(person=camille, day=TODAY, computed_at=timezone.now())
    (shown,) = day_of(actor_for(camille), camille.pk, TODAY).today
    assert [step.code for step in shown.ranked.steps] == ["day.learned", "day.value_times"]
    DayAnswer.objects.update(forgotten_at=timezone.now())
    (again,) = plan_day(asked_of(camille))
    assert (again.refusals, again.learned) == (0, 1.0)


def test_margins_are_hidden_and_the_ranking_still_works(camille: User) -> None:
    low, high = make_company(owner=camille), make_company(owner=camille)
    make_action(camille, low, margin=D(100), revenue=D(90_000))
    make_action(camille, high, margin=D(9_000), revenue=D(20_000))
    PersonDay.objects.create(person=camille, day=TODAY, computed_at=timezone.now())
    seen = day_of(actor_for(camille), camille.pk, TODAY)
    assert [(each.company, each.stake.shown, each.stake.kind) for each in seen.today] == [
        (high, D(9_000), StakeKind.MARGIN),
        (low, D(100), StakeKind.MARGIN),
    ]
    assert seen.first_sum == 9_100
    without_margin()
    hidden = day_of(actor_for(camille), camille.pk, TODAY)
    assert [(each.company, each.stake.shown, each.stake.kind) for each in hidden.today] == [
        (low, D(90_000), StakeKind.REVENUE),
        (high, D(20_000), StakeKind.REVENUE),
    ]
    # Nothing of what is shown was worked out from a margin.
    DayAction.objects.update(margin=D(1))
    again = day_of(actor_for(camille), camille.pk, TODAY)
    assert [each.ranked for each in again.today] == [each.ranked for each in hidden.today]


def test_the_first_opening_of_a_day_works_it_out_and_writes_nothing(camille: User) -> None:
    company = dormant(camille)
    PersonDay.objects.create(person=camille, day=ago(1), computed_at=timezone.now())
    day = day_of(actor_for(camille), camille.pk, TODAY)
    assert [each.company for each in day.today] == [company]
    assert (day.is_fresh, DayAction.objects.count()) == (False, 0)


def test_a_day_has_its_size_and_the_rest_waits(camille: User) -> None:
    for number in range(DAY_SIZE + 3):
        make_action(camille, make_company(owner=camille), margin=D(1_000 + number))
    today = timezone.localdate()
    PersonDay.objects.create(person=camille, day=today, computed_at=timezone.now())
    answer(camille, make_company(), answer="done")
    answer(camille, make_company(), answer="postponed", key="p", batch="p")
    day = day_of(actor_for(camille), camille.pk, today)
    assert (len(day.today), len(day.later), day.answered) == (DAY_SIZE - 1, 4, 1)
    assert count_of_day(actor_for(camille), today) == DAY_SIZE - 1


def test_a_company_that_is_not_seen_any_more_is_left_out(camille: User) -> None:
    make_action(camille, make_company())
    PersonDay.objects.create(person=camille, day=TODAY, computed_at=timezone.now())
    assert day_of(actor_for(camille), camille.pk, TODAY).is_empty


def test_who_leads_a_team_sees_its_days(camille: User) -> None:
    manager = make_user(Role.MANAGER, team=camille.team)
    other_team = make_user(Role.SALESPERSON, team=make_team())
    for person, margin in ((camille, 5_000), (other_team, 9_000)):
        make_action(person, make_company(owner=person), margin=D(margin))
        PersonDay.objects.create(person=person, day=TODAY, computed_at=timezone.now())
    lead = actor_for(manager)
    assert set(visible_people(lead)) == {manager, camille}
    assert [(line.person, line.actions, line.at_stake) for line in team_days(lead, TODAY)] == [
        (camille, 1, D(5_000))
    ]
    assert len(day_of(lead, camille.pk, TODAY).today) == 1
    assert day_of(lead, other_team.pk, TODAY).is_empty
    assert list(visible_people(actor_for(camille))) == [camille]


def test_as_many_questions_for_three_as_for_one(camille: User, queries: Queries) -> None:
    queries.same(make=lambda: dormant(camille), read=lambda: plan_day(asked_of(camille)))


def test_a_kept_day_is_read_in_few_questions(camille: User, queries: Queries) -> None:
    PersonDay.objects.create(person=camille, day=TODAY, computed_at=timezone.now())
    actor = actor_for(camille)
    queries.same(
        make=lambda: make_action(camille, make_company(owner=camille)),
        read=lambda: day_of(actor, camille.pk, TODAY),
    )


def test_a_message_about_no_company_is_its_senders_alone(camille: User) -> None:
    make_action(
        camille, kind="message", key="m1", target="m1", gesture="open",
        reason={"code": "day.message_failed", "figures": {"subject": "Salaires", "on": "2026-11-18"}},
    )  # fmt: skip
    PersonDay.objects.create(person=camille, day=TODAY, computed_at=timezone.now())
    boss = make_user(Role.MANAGER, team=camille.team)
    assert [each.action.key for each in day_of(actor_for(camille), camille.pk, TODAY).today] == ["m1"]
    assert day_of(actor_for(boss), camille.pk, TODAY).is_empty
    assert [each.actions for each in team_days(actor_for(boss), TODAY)] == [0]
