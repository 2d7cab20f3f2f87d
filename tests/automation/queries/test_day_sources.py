"""What each source proposes, and to whom."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from decimal import Decimal as D

import pytest

from negoce.automation.queries.day.activities import activities_due
from negoce.automation.queries.day.after_sale import contracts_ending, deliveries_late, money_owed
from negoce.automation.queries.day.asked import Asked, Candidate
from negoce.automation.queries.day.assemble import plan_day
from negoce.automation.queries.day.customers import expected_orders, hot_prospects, welcomes
from negoce.automation.queries.day.deals import deals_waiting, deciders_not_met
from negoce.automation.queries.day.offers import approvals_waiting, messages_stopped, quotes_waiting
from negoce.automation.queries.day.recall import recalls
from negoce.automation.rules.day_figures import pack
from negoce.automation.rules.day_settings import DaySettings
from negoce.automation.rules.day_stake import Amounts
from negoce.automation.words import say_reason
from negoce.companies.models import ReportItem
from negoce.identity.enums import Role
from negoce.identity.models import User
from negoce.identity.queries.actors import actor_for
from negoce.loyalty.models import Contract
from negoce.negotiation.models import DealContact, Quote, QuoteApproval, QuoteLink, QuoteVersion, QuoteView
from negoce.orders.models import OrderTerms, PromiseChange
from negoce.portfolio.enums import LifeStatus
from negoce.portfolio.models import PortfolioSetting
from tests.factories.accounts import make_receivable
from tests.factories.companies import make_activity, make_company, make_contact
from tests.factories.day import TODAY, ago, make_customer, make_life
from tests.factories.deals import make_deal
from tests.factories.handled_orders import make_contract, make_handled
from tests.factories.identity import make_user
from tests.factories.orders import make_order
from tests.factories.outbox import make_message

pytestmark = pytest.mark.django_db


@pytest.fixture
def camille() -> User:
    return make_user(Role.SALESPERSON)


@pytest.fixture
def asked(camille: User) -> Asked:
    return Asked(actor_for(camille), camille.pk, TODAY)


def told(found: object) -> list[tuple[str, object]]:
    """Code and company of each candidate."""
    assert isinstance(found, list | tuple)
    return [(each.code, each.company_id) for each in found if isinstance(each, Candidate)]


def at(day: object, hour: int = 9) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC)  # type: ignore[attr-defined]


def test_a_dormant_customer_is_recalled_for_its_last_year(asked: Asked, camille: User) -> None:
    bruneau = make_customer(
        camille, status=LifeStatus.DORMANT, last_order_on=ago(97), p_alive=0.34, status_since=ago(35)
    )
    make_order(bruneau, ago(97), "40000", cost="26000")
    make_order(bruneau, ago(400), "20000", cost="15600")
    make_order(bruneau, ago(97 + 365), "99999", cost="1")
    make_order(bruneau, ago(98), "99999", cost="1", currency="USD")
    (found,) = recalls(asked)
    assert (found.code, dict(found.figures)) == ("day.recall", {"cadence": 31, "days": 97, "percent": 34})
    assert (found.amounts, found.probability, found.gesture) == (Amounts(D(18_400), D(60_000)), 0.34, "call")
    assert (found.key, found.fact, found.due_on) == (bruneau.public_id, ago(97).isoformat(), ago(35))


def test_a_call_is_worth_what_the_team_says_that_it_costs(asked: Asked, camille: User) -> None:
    quiet = make_customer(camille, status=LifeStatus.DORMANT, last_order_on=ago(97), p_alive=0.34)
    make_order(quiet, ago(97), "1000", cost="800")
    assert len(recalls(asked)) == 1  # 0.34 × 200 − 45 = 23
    PortfolioSetting.objects.create(key="contact_cost", value=D(68))
    assert recalls(asked) == []


def test_what_was_sent_back_since_is_not_worth_a_call(asked: Asked, camille: User) -> None:
    kept, returned = (
        make_customer(camille, status=LifeStatus.DORMANT, last_order_on=ago(97), p_alive=0.34)
        for _ in range(2)
    )
    for company in (kept, returned):
        make_order(company, ago(97), "4000", cost="2000")
    make_order(kept, ago(30), "-1000", cost="-500")
    make_order(returned, ago(30), "-4000", cost="-2000")
    found = {each.company_id: each.amounts for each in recalls(asked)}
    assert found == {kept.pk: Amounts(D(1_500), D(3_000))}


def test_two_days_of_ordering_are_not_called_one_order(asked: Asked, camille: User) -> None:
    twice = make_customer(
        camille,
        status=LifeStatus.DORMANT,
        last_order_on=ago(200),
        order_days=2,
        cadence_days=None,
        p_alive=0.5,
    )
    make_order(twice, ago(200), "9000", cost="4000")
    (found,) = recalls(asked)
    assert (found.code, dict(found.figures)) == (
        "day.recall_twice",
        {"cadence": 0, "days": 200, "percent": 50},
    )


def test_who_ordered_once_is_judged_as_in_the_portfolio(asked: Asked, camille: User) -> None:
    once: dict[str, object] = {"status": LifeStatus.LOST, "last_order_on": ago(200), "order_days": 1}
    known = make_customer(camille, p_alive=0.12, cadence_days=None, **once)
    unknown = make_customer(camille, p_alive=None, cadence_days=None, **once)
    PortfolioSetting.objects.create(key="recall_percent", value=30)
    for company in (known, unknown):
        make_order(company, ago(200), "9000", cost="4000")
    found = {each.company_id: (each.code, each.probability) for each in recalls(asked)}
    assert found == {
        known.pk: ("day.recall_once", 0.12),
        unknown.pk: ("day.recall_once_unknown", 0.3),
    }


@pytest.mark.parametrize(
    "change",
    [
        {"net": "100"},  # 30 € of margin × 0.34 is less than a call
        {"last_contact_on": ago(3)},
        {"next_activity_on": TODAY},
        {"other": True},
    ],
)
def test_who_is_not_worth_a_call_or_is_in_touch_is_left_alone(
    asked: Asked, camille: User, change: dict[str, object]
) -> None:
    company = make_customer(camille, status=LifeStatus.DORMANT, last_order_on=ago(97), p_alive=0.34)
    make_order(company, ago(97), str(change.pop("net", "40000")))
    if change.pop("other", False):
        company.owner = make_user(Role.SALESPERSON)
    for name, value in change.items():
        setattr(company, name, value)
    company.save()
    assert told(recalls(asked)) == []


def test_orders_that_did_not_come(asked: Asked, camille: User) -> None:
    # What the model foresees lies ahead always: it does not say that an order is late.
    foreseen = make_customer(camille, "A", last_order_on=ago(50), next_order_until=ago(-40), p_order_90=0.6)
    alone = make_customer(camille, "B", last_order_on=ago(50), net_12_months=D(6_000))
    make_customer(camille, "C", last_order_on=ago(46))  # 1.5 cadences have not passed
    make_customer(camille, "D", last_order_on=ago(50), gaps_variation=0.9)  # it often lets more days pass
    found = expected_orders(asked)
    assert told(found) == [("day.order_late_known", foreseen.pk), ("day.order_late", alone.pk)]
    assert (found[0].due_on, found[0].probability, found[0].amounts) == (
        ago(4),
        0.6,
        Amounts(D("300.00"), D("1000.00")),
    )


def test_new_customers_and_hot_prospects(asked: Asked, camille: User) -> None:
    new = make_customer(camille, "A", status=LifeStatus.NEW, first_order_on=ago(15))
    called = make_customer(camille, "B", status=LifeStatus.NEW, first_order_on=ago(15))
    type(called).objects.filter(pk=called.pk).update(last_contact_on=ago(2))
    make_customer(camille, "C", status=LifeStatus.NEW, first_order_on=ago(3))
    hot = make_customer(camille, "D", status=LifeStatus.HOT)
    busy = make_customer(camille, "E", status=LifeStatus.HOT)
    type(busy).objects.filter(pk=busy.pk).update(next_activity_on=TODAY)
    assert told(welcomes(asked)) == [("day.welcome", new.pk)]
    assert told(hot_prospects(asked)) == [("day.hot_prospect", hot.pk)]


def test_promises_and_tasks_up_to_today(asked: Asked, camille: User) -> None:
    company = make_company(owner=camille)
    planned = {"owner": camille, "state": "planned"}
    promise = make_activity(company, kind="task", subject="Échantillon", starts_at=at(ago(4)), **planned)
    visit = make_activity(company, kind="visit", subject="Bilan", starts_at=at(TODAY), **planned)
    make_activity(company, kind="task", starts_at=at(ago(-1)), **planned)
    make_activity(company, kind="task", starts_at=at(TODAY), owner=make_user(), state="planned")
    make_activity(company, kind="call", starts_at=at(TODAY), owner=camille)
    meeting = make_activity(company, kind="visit", owner=camille, starts_at=at(ago(10)))
    ReportItem.objects.create(activity=meeting, kind="promise", text="Échantillon", task=promise)
    found = activities_due(asked)
    assert [(each.kind, each.code, each.gesture, each.target) for each in found] == [
        ("task", "day.task", "prepare", visit.public_id),
        ("promise", "day.promise_late", "open", promise.public_id),
    ]
    assert found[1].figures["days"] == 4


def test_a_step_planned_with_who_went_quiet_has_its_chance(asked: Asked, camille: User) -> None:
    planned = {"kind": "task", "owner": camille, "state": "planned", "starts_at": at(TODAY)}
    quiet = make_customer(camille, "A", status=LifeStatus.DORMANT, p_alive=0.5)
    gone = make_customer(camille, "B", status=LifeStatus.LOST, p_alive=0.01)
    active = make_customer(camille, "C", p_alive=0.9)
    for company in (quiet, gone, active):
        make_activity(company, **planned)
    chances = {each.company_id: each.probability for each in activities_due(asked)}
    assert chances == {quiet.pk: 0.5, gone.pk: 0.01, active.pk: None}
    usual = DaySettings(weights={"recall": 0}, chances={"task": 0.3})
    weighed = {row.company_id: row.probability for row in plan_day(asked, usual) if row.kind == "task"}
    assert weighed == {quiet.pk: 0.5, gone.pk: 0.3, active.pk: 0.3}


def make_sent(camille: User, **fields: object) -> Quote:
    values: dict[str, object] = {
        "state": "sent",
        "sent_on": ago(9),
        "valid_until": ago(-30),
        "net": D(9_000),
        "cost": D(6_000),
        "owner": camille,
        **fields,
    }
    company = values.pop("company", None) or make_company(owner=camille)
    number = f"D-{Quote.objects.count() + 1}"
    return Quote.objects.create(company=company, number=number, **values)


def test_quotes_without_an_answer(asked: Asked, camille: User) -> None:
    seen = make_sent(camille)
    version = QuoteVersion.objects.create(quote=seen, version=1, state="sent")
    link = QuoteLink.objects.create(
        version=version, email="a@x.example", token_sha256="x", expires_at=at(TODAY)
    )
    for what in ("page", "page", "page", "pdf"):
        QuoteView.objects.create(link=link, what=what)
    ending = make_sent(camille, net=D(5_000), sent_on=ago(2), valid_until=ago(-4), owner=None)
    make_sent(camille, sent_on=ago(2))
    make_sent(camille, state="accepted")
    make_sent(camille, owner=make_user())
    talked = make_company(owner=camille)
    type(talked).objects.filter(pk=talked.pk).update(last_contact_on=ago(1))
    make_sent(camille, company=talked)
    found = quotes_waiting(asked)
    assert [(each.code, each.target, each.amounts) for each in found] == [
        ("day.quote_seen", seen.public_id, Amounts(D(3_000), D(9_000))),
        ("day.quote_ending", ending.public_id, Amounts(D(-1_000), D(5_000))),
    ]
    assert (found[0].figures["views"], found[0].fact) == (3, f"1:{ago(9).isoformat()}:3")


def test_a_quote_that_was_asked_after_rests_a_week(asked: Asked, camille: User) -> None:
    quotes = [make_sent(camille) for _ in range(3)]
    for quote, days in zip(quotes, (1, 8, 1), strict=True):
        message = make_message(company=quote.company, address="a@x.example")
        told = {"related_kind": "quote", "related_id": quote.public_id, "created_at": at(ago(days))}
        type(message).objects.filter(pk=message.pk).update(**told)
    type(message).objects.filter(pk=message.pk).update(state="failed")
    assert {each.target for each in quotes_waiting(asked)} == {quotes[1].public_id, quotes[2].public_id}
    over = make_sent(camille, valid_until=ago(1))
    gestures = {each.target: each.gesture for each in quotes_waiting(asked)}
    assert (gestures[over.public_id], gestures[quotes[1].public_id]) == ("call", "chase")


def test_deals_that_are_late_or_stand_still(asked: Asked, camille: User) -> None:
    late = make_deal(make_company(owner=camille), owner=camille, close_on=ago(3), amount=D(8_000))
    still = make_deal(make_company(owner=camille), step_since=ago(40), amount=D(5_000))
    make_deal(make_company(owner=camille), owner=camille, step_since=ago(2))
    make_deal(make_company(owner=camille), owner=camille, state="won", closed_on=ago(1), close_on=ago(3))
    make_deal(close_on=ago(3))
    assert told(deals_waiting(asked)) == [
        ("day.deal_late", late.company_id),
        ("day.deal_still", still.company_id),
    ]


def test_a_decider_whom_nobody_met(asked: Asked, camille: User) -> None:
    company = make_company(owner=camille)
    deal = make_deal(company, owner=camille, step="presentation", amount=D(8_000))
    never, met, long_ago = (make_contact(company, last_name=name) for name in ("Lambert", "Roux", "Petit"))
    for person in (never, met, long_ago):
        DealContact.objects.create(deal=deal, contact=person, role="decider")
    make_activity(company, kind="visit", starts_at=at(ago(10))).activity_contacts.create(contact=met)
    make_activity(company, kind="visit", starts_at=at(ago(200))).activity_contacts.create(contact=long_ago)
    found = deciders_not_met(asked)
    assert [(each.code, each.target) for each in found] == [
        ("day.decider_never", never.public_id),
        ("day.decider", long_ago.public_id),
    ]
    assert found[1].figures["days"] == 200


def test_contracts_that_end(asked: Asked, camille: User) -> None:
    company = make_company(owner=camille)
    tacit, ends, far, goes_on, foreign = (make_contract(company) for _ in range(5))
    days = {tacit.pk: (ago(-21), ago(-111)), ends.pk: (None, ago(-80)), far.pk: (ago(-91), ago(-200))}
    days[goes_on.pk] = (ago(1), ago(-60))
    for key, (notice, end) in days.items():
        renewal = "tacit" if notice else "none"
        Contract.objects.filter(pk=key).update(notice_on=notice, ends_on=end, renewal=renewal, owner=camille)
    Contract.objects.filter(pk=foreign.pk).update(notice_on=ago(-21), owner=make_user())
    found = contracts_ending(asked)
    assert [(each.code, each.target, each.fact) for each in found] == [
        ("day.contract_notice", tacit.public_id, f"{ago(-21).isoformat()}:30"),
        ("day.contract_end", ends.public_id, f"{ago(-80).isoformat()}:90"),
    ]
    assert found[0].figures["net"] == D("1200.00")
    # Lines without a cost: nobody knows the margin.
    assert found[0].amounts == Amounts(None, D("1200.00"))


def test_deliveries_that_are_late(asked: Asked, camille: User) -> None:
    company = make_company(owner=camille)
    late, due = make_handled(company), make_handled(company)
    OrderTerms.objects.filter(pk=late.pk).update(promised_on=ago(4), owner=camille)
    OrderTerms.objects.filter(pk=due.pk).update(promised_on=TODAY, owner=camille)
    (found,) = deliveries_late(asked)
    assert (found.code, found.target, found.figures["days"]) == ("day.delivery_late", late.order.public_id, 4)
    assert found.gesture == "open"
    PromiseChange.objects.create(order=late, before=ago(4), after=ago(-9), reason="Retard")
    assert [each.gesture for each in deliveries_late(asked)] == ["warn"]


def test_money_that_is_owed(asked: Asked, camille: User) -> None:
    company, promised, waiting = (make_company(owner=camille) for _ in range(3))
    make_receivable(company, "1200.00", due_on=ago(40), settled=D(200))
    make_receivable(company, "500.00", due_on=ago(5))
    make_receivable(company, "900.00", due_on=ago(-5))
    make_receivable(company, "-300.00", due_on=ago(5))
    make_receivable(promised, "700.00", due_on=ago(30), promised_on=ago(2))
    make_receivable(waiting, "700.00", due_on=ago(30), promised_on=ago(-2))
    make_receivable(make_company(), "700.00", due_on=ago(30))
    found = money_owed(asked)
    assert [(each.code, each.company_id, each.amounts.owed, each.probability) for each in found] == [
        ("day.overdue", company.pk, D("1500.00"), 0.1),
        ("day.payment_promise", promised.pk, D("700.00"), None),
    ]


def test_debts_in_another_currency_are_counted_and_never_added_to_euros(asked: Asked, camille: User) -> None:
    mixed, abroad, promised = (make_company(owner=camille) for _ in range(3))
    make_receivable(mixed, "1000.00", due_on=ago(40), currency="USD")
    make_receivable(mixed, "500.00", due_on=ago(5))
    make_receivable(abroad, "1000.00", due_on=ago(40), currency="USD", settled=D(200))
    make_receivable(abroad, "300.00", due_on=ago(30), currency="USD")
    make_receivable(abroad, "70.00", due_on=ago(30), currency="CHF")
    make_receivable(promised, "90.00", due_on=ago(30), promised_on=ago(2), currency="USD")
    found = {each.company_id: each for each in money_owed(asked)}
    assert {key: (each.code, each.figures["count"], each.amounts) for key, each in found.items()} == {
        mixed.pk: ("day.overdue_abroad", 2, Amounts(owed=D("500.00"))),
        abroad.pk: ("day.overdue_abroad", 3, Amounts()),
        promised.pk: ("day.payment_promise_abroad", 1, Amounts()),
    }
    reason = {"code": found[abroad.pk].code, "figures": pack(found[abroad.pk].figures)}
    said = say_reason(json.loads(json.dumps(reason)))
    assert said == (
        "3 factures échues, la plus ancienne depuis 40 jours. "
        "Dû dans une autre monnaie\u00a0: 70\u00a0CHF + 1\u202f100\u00a0USD."
    )


def test_approvals_are_for_who_may_give_them(asked: Asked, camille: User) -> None:
    quote = make_sent(camille, state="approval")
    version = QuoteVersion.objects.create(quote=quote, version=1, state="approval", net=D(9_000))
    QuoteApproval.objects.create(version=version, asked_by=camille, floor=D(20))
    boss = make_user(Role.ADMINISTRATOR)
    (found,) = approvals_waiting(Asked(actor_for(boss), boss.pk, TODAY))
    assert (found.code, found.target, found.gesture) == ("day.approval", quote.public_id, "answer")
    assert list(approvals_waiting(asked)) == []


def test_messages_that_did_not_leave(asked: Asked, camille: User) -> None:
    person = make_contact(make_company(owner=camille), email="a@x.example")
    message = make_message(person, actor=actor_for(camille))
    type(message).objects.filter(pk=message.pk).update(state="failed")
    make_message(person, actor=actor_for(camille))
    (found,) = messages_stopped(asked)
    assert (found.code, found.target) == ("day.message_failed", message.public_id)


def test_nothing_of_others_is_proposed(asked: Asked) -> None:
    """A whole world of a colleague: nothing of it reaches Camille."""
    other = make_user(Role.SALESPERSON)
    company = make_company(owner=other)
    make_life(company, LifeStatus.DORMANT, last_order_on=ago(97), p_alive=0.5)
    make_order(company, ago(97), "40000")
    make_deal(company, owner=other, close_on=ago(3))
    make_receivable(company, "1200.00", due_on=ago(40))
    make_activity(company, kind="task", owner=other, state="planned", starts_at=at(ago(1)))
    OrderTerms.objects.filter(pk=make_handled(company).pk).update(promised_on=ago(9))
    make_contract(company)
    found = [
        *(recalls(asked), deals_waiting(asked), money_owed(asked), activities_due(asked)),
        *(deliveries_late(asked), contracts_ending(asked), quotes_waiting(asked), messages_stopped(asked)),
    ]
    assert [told(each) for each in found] == [[]] * len(found)
