"""What is still to be told: reviews of meetings, reasons of deals that ended; to whom, and for how long."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal as D

import pytest

from negoce.automation.actions.day_answer import refuse
from negoce.automation.actions.day_refresh import refresh_day
from negoce.automation.enums import DayKind
from negoce.automation.models import DayAction
from negoce.automation.queries.day.asked import Asked
from negoce.automation.queries.day.assemble import plan_day
from negoce.automation.queries.day.told import meetings_to_review, outcomes_to_explain
from negoce.automation.rules.day_figures import pack
from negoce.automation.rules.day_stake import Amounts
from negoce.automation.words import say_reason
from negoce.companies.models import Activity
from negoce.identity.enums import Role
from negoce.identity.models import User
from negoce.identity.queries.actors import actor_for
from negoce.negotiation.models import DealActivity, Debrief
from tests.factories.companies import make_activity, make_company
from tests.factories.day import TODAY, ago
from tests.factories.deals import make_deal
from tests.factories.identity import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def camille() -> User:
    return make_user(Role.SALESPERSON)


@pytest.fixture
def asked(camille: User) -> Asked:
    return Asked(actor_for(camille), camille.pk, TODAY)


def at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 10, tzinfo=UTC)


def held(owner: User, days: int = 2, kind: str = "visit", **fields: object) -> Activity:
    given = {"company": make_company(owner=owner), "subject": "Présenter la gamme", **fields}
    return make_activity(kind=kind, owner=owner, starts_at=at(ago(days)), **given)


def test_a_meeting_just_held_asks_for_its_review(asked: Asked, camille: User) -> None:
    visit = held(camille)
    deal = make_deal(visit.company, "Corner 2027", owner=camille, amount=D(8_000))
    DealActivity.objects.create(activity=visit, deal=deal)
    (found,) = meetings_to_review(asked)
    assert (found.kind, found.target, found.gesture, found.due_on) == (
        DayKind.REVIEW,
        visit.public_id,
        "review",
        ago(2),
    )
    assert (found.amounts, found.by_year) == (Amounts(revenue=D(8_000)), False)
    said = say_reason({"code": found.code, "figures": pack(found.figures)})
    assert said.replace("\u00a0", " ") == (
        "Entretien du 18 nov. 2026 pour « Corner 2027 » : Présenter la gamme. Faites-en le bilan tant qu’il est frais."
    )


def test_what_asks_for_no_review(asked: Asked, camille: User) -> None:
    Debrief.objects.create(activity=held(camille), author=camille, met_on=ago(2))
    held(camille, days=15)
    held(camille, state="planned")
    held(camille, kind="call")
    held(camille, kind="email")
    held(make_user(Role.SALESPERSON))
    held(camille, days=-1)
    assert list(meetings_to_review(asked)) == []
    call = held(camille, kind="call")
    DealActivity.objects.create(activity=call, deal=make_deal(call.company))
    assert [each.target for each in meetings_to_review(asked)] == [call.public_id]
    assert [each.target for each in meetings_to_review(Asked(asked.actor, camille.pk, ago(-16)))] == []


def test_a_deal_that_ended_without_a_reason_asks_for_it(asked: Asked, camille: User) -> None:
    company = make_company(owner=camille)
    lost = make_deal(company, "Vitrine", state="lost", closed_on=ago(6), amount=D(4_000), owner=camille)
    make_deal(company, state="lost", closed_on=ago(6), outcome_reason="price", owner=camille)
    make_deal(company, state="won", closed_on=ago(91), owner=camille)
    make_deal(company, owner=camille)
    make_deal(make_company(), state="won", closed_on=ago(3), owner=make_user())
    (found,) = outcomes_to_explain(asked)
    assert (found.code, found.target, found.gesture, found.amounts) == (
        "day.outcome_lost",
        lost.public_id,
        "explain",
        Amounts(revenue=D(4_000)),
    )
    said = say_reason({"code": found.code, "figures": pack(found.figures)})
    assert (
        said.replace("\u00a0", " ") == "« Vitrine » est perdue depuis 6 jours : personne n’a noté pourquoi."
    )


def test_who_may_change_nothing_is_asked_nothing(camille: User) -> None:
    reader = make_user(Role.READ_ONLY)
    held(reader)
    make_deal(make_company(owner=reader), state="won", closed_on=ago(3), owner=reader)
    asked = Asked(actor_for(reader), reader.pk, TODAY)
    assert (list(meetings_to_review(asked)), list(outcomes_to_explain(asked))) == ([], [])


def test_refusals_of_reviews_are_learned_and_telling_comes_after_selling(asked: Asked, camille: User) -> None:
    company = make_company(owner=camille)
    task = make_activity(company, kind="task", owner=camille, state="planned", starts_at=at(TODAY))
    visits = [held(camille, company=make_company(owner=camille)) for _each in range(2)]
    rows = plan_day(asked)
    assert [row.kind for row in rows] == ["task", "review", "review"]
    assert rows[0].target == task.public_id
    refresh_day(asked.actor, today=TODAY)
    before = DayAction.objects.get(person=camille, target=visits[1].public_id)
    refuse(asked.actor, kind="review", key=visits[0].public_id, reason="not_worth_it", words="", today=TODAY)
    refresh_day(asked.actor, today=TODAY)
    after = DayAction.objects.get(person=camille, target=visits[1].public_id)
    assert after.learned < before.learned
    assert not DayAction.objects.filter(person=camille, target=visits[0].public_id).exists()
