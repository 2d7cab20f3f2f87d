"""The chance to win learned on the house's own closed deals: what was known before alone teaches."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from negoce.identity.actions.journal import Entry, record
from negoce.identity.enums import Role, Scope
from negoce.identity.permissions import NotAllowed
from negoce.identity.queries.actors import actor_for
from negoce.identity.rules.actor import system_actor
from negoce.kit.refusal import Refused
from negoce.negotiation.models import Deal, DealStepChange, WinEstimate
from negoce.portfolio.actions.win_chance_fit import fit_win_chances, is_due, request_win_fit, use_win_fit
from negoce.portfolio.actions.win_chance_refresh import refresh_win_chances
from negoce.portfolio.models import WinChance, WinChanceFit
from negoce.portfolio.queries.win_chance_facts import deal_facts
from negoce.portfolio.queries.win_chance_rows import closed_deal_rows
from tests.factories.companies import make_company
from tests.factories.deals import make_deal
from tests.factories.identity import make_user

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 20)
ACTOR = system_actor()


def _moment(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(9)))


def _deal(begun: date, closed: date | None = None, *, won: bool = False, **fields: object) -> Deal:
    state = "open" if closed is None else "won" if won else "lost"
    deal = make_deal(state=state, closed_on=closed, **fields)
    Deal.objects.filter(pk=deal.pk).update(created_at=_moment(begun))
    return deal


def _journal(deal: Deal, day: date, verb: str, **changes: tuple[object, object]) -> None:
    record(ACTOR, Entry(verb, "deal", deal.pk, deal.name, deal.company_id, changes), at=_moment(day))


def test_a_deal_stands_at_its_ages_before_its_outcome_and_not_on_the_day_it_was_closed() -> None:
    company = make_company()
    long = _deal(date(2026, 1, 1), date(2026, 2, 10), won=True, company=company)
    _deal(date(2026, 3, 1), date(2026, 3, 1), company=company)
    found = closed_deal_rows(TODAY)
    assert list(found.deals) == [long.pk] * 4
    assert [(day - found.begun[0]).days for day in found.days] == [0, 7, 14, 30]


def test_values_are_those_of_the_day() -> None:
    deal = _deal(
        date(2026, 1, 1), date(2026, 3, 1), won=True, amount=Decimal(9000), close_on=date(2026, 2, 28)
    )
    DealStepChange.objects.create(deal=deal, before="", after="contact", happened_on=date(2026, 1, 1))
    DealStepChange.objects.create(
        deal=deal, before="contact", after="negotiation", happened_on=date(2026, 1, 20)
    )
    _journal(
        deal,
        date(2026, 1, 10),
        "changed",
        amount=("4000.00", "9000.00"),
        close_on=("2026-01-31", "2026-02-28"),
    )
    _journal(deal, date(2026, 3, 1), "won", state=("open", "won"), outcome_reason=("", "price"))
    days = [date(2026, 1, 5), date(2026, 1, 31)]
    _keys, known, table = deal_facts({deal.pk: days})
    told = ("amount", "deal_step", "days_at_step", "days_to_end", "put_off", "age_days")
    assert known == days
    assert [[table[name][place] for name in told] for place in (0, 1)] == [
        ["4000.00", "contact", "4", "26", "0", "4"],
        ["9000.00", "negotiation", "11", "28", "1", "30"],
    ]


def test_what_a_file_brought_with_the_outcome_is_not_read() -> None:
    deal = _deal(date(2026, 1, 1), date(2026, 3, 1), amount=Decimal(0), close_on=date(2026, 3, 1))
    _keys, _days, table = deal_facts({deal.pk: [date(2026, 1, 8)]})
    assert [table[name] for name in ("amount", "days_to_end", "put_off", "cycle")] == [[""]] * 4


def test_what_was_closed_and_ordered_before_counts_and_nothing_after() -> None:
    company = make_company()
    _deal(date(2025, 1, 1), date(2025, 3, 1), won=True, company=company)
    _deal(date(2025, 1, 1), date(2026, 6, 1), won=True, company=company)
    deal = _deal(date(2026, 1, 1), date(2026, 3, 1), company=company)
    _keys, _days, table = deal_facts({deal.pk: [date(2026, 1, 8)]})
    assert [table[name] for name in ("wins_before", "losses_before", "orders_year")] == [["1"], ["0"], ["0"]]


def _house(deals: int) -> None:
    """Deals of large amounts are won, three times in four; others are lost as often."""
    company, person = make_company(), make_user(Role.SALESPERSON, scope=Scope.ALL)
    for number in range(deals):
        large = number % 2 == 0
        won = large is (number % 8 not in (0, 1))
        begun = date(2026, 1, 1) + timedelta(days=number % 90)
        amount = Decimal(20_000 + number if large else 900 + number)
        deal = _deal(begun, begun + timedelta(days=5), won=won, amount=amount, company=company)
        _journal(deal, begun + timedelta(days=5), "won" if won else "lost", state=("open", deal.state))
        if number < 20:
            WinEstimate.objects.create(deal=deal, percent=50, author=person, said_at=_moment(begun))


@pytest.mark.asked_already  # facts are read as above
def test_it_is_learned_told_and_compared() -> None:
    _house(240)
    large, small = (_deal(date(2026, 11, 10), amount=Decimal(each)) for each in (25_000, 950))
    chosen = WinChanceFit.objects.create(known_until="2026-09-01", in_use=True, is_chosen=True)
    fit = fit_win_chances(today=TODAY)
    assert (fit.problem, fit.in_use, fit.deals, fit.rows) == ("", False, 240, 240)
    use_win_fit(ACTOR, fit, follow_newest=True)
    chosen.refresh_from_db()
    assert (chosen.in_use, chosen.is_chosen, WinChanceFit.objects.get(in_use=True)) == (False, False, fit)
    assert fit.judged["kept"]["auc"] > 0.65
    assert fit.judged["later"]["deals"] < 100
    assert fit.compared["house"]["deals"] == 20
    assert fit.compared["house"]["own_brier"] == 0.25
    assert refresh_win_chances(today=TODAY) == 2
    told = {each.deal_id: each for each in WinChance.objects.order_by("pk")}
    assert told[large.pk].percent > 60 > 40 > told[small.pk].percent
    assert told[large.pk].reasons[0]["column"] == "amount"
    assert refresh_win_chances(today=TODAY) == 0
    Deal.objects.filter(pk=small.pk).update(state="lost", closed_on=TODAY)
    assert refresh_win_chances(today=TODAY) == 1


def test_few_deals_teach_nothing_and_it_is_said() -> None:
    for number in range(4):
        _deal(date(2026, 1, 1), date(2026, 2, 1), won=number % 2 == 0)
    fit = fit_win_chances(today=TODAY, job="abc")
    assert (fit.problem, fit.figures["least"], fit.deals, fit.in_use) == ("few_rows", 200, 4, False)
    assert fit_win_chances(today=TODAY, job="abc") == fit
    assert refresh_win_chances(today=TODAY) == 0
    assert (is_due(TODAY), is_due(date(2026, 12, 20))) == (False, True)
    with pytest.raises(Refused):
        use_win_fit(ACTOR, fit)
    with pytest.raises(NotAllowed):
        request_win_fit(actor_for(make_user(Role.SALESPERSON)))
