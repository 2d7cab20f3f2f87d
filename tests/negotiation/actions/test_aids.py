"""Stocks of sales aids add up, whoever takes; loans come back, and their task with them."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.db.models import Sum
from django.utils import timezone

from negoce.companies.actions.contacts.guard import FreeTextRefused
from negoce.companies.models import Activity
from negoce.identity.enums import Role, Scope
from negoce.identity.models import JournalEntry
from negoce.identity.permissions import NotAllowed
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Refused
from negoce.negotiation.actions.aids.handout import cancel_handout, hand_out, postpone, take_back
from negoce.negotiation.actions.aids.library import withdraw_aid
from negoce.negotiation.actions.aids.stock import count_stock, put_elsewhere, receive
from negoce.negotiation.models import AidHandout, AidMove, AidStock, SalesAid
from negoce.negotiation.queries.aids.library import moves_of
from tests.factories.companies import make_company
from tests.factories.deals import make_deal
from tests.factories.identity import make_actor

RESERVE = "Réserve"


@pytest.fixture
def actor() -> Actor:
    return make_actor(Role.ADMINISTRATOR)


def make_tester(**fields: object) -> SalesAid:
    return SalesAid.objects.create(**{"kind": "tester", "name": "Banc d’essai", "is_lent": True, **fields})


def _stocks(aid: SalesAid) -> dict[str, int]:
    """By place; each equals the sum of its moves, or the test fails."""
    found = dict(AidStock.objects.filter(aid=aid).order_by("pk").values_list("place__name", "quantity"))
    moved = AidMove.objects.filter(aid=aid).order_by("place__name").values_list("place__name")
    assert dict(moved.annotate(total=Sum("quantity"))) == found
    return found


def _in(days: int) -> str:
    return f"{timezone.localdate() + timedelta(days=days):%d/%m/%Y}"


@pytest.mark.django_db
def test_pieces_come_in_change_places_and_are_counted(actor: Actor) -> None:
    aid = make_tester()
    receive(actor, aid, values={"place": RESERVE, "pieces": "10"})
    put_elsewhere(actor, aid, values={"place": "réserve", "to": "Voiture de Camille", "pieces": "4"})
    assert _stocks(aid) == {RESERVE: 6, "Voiture de Camille": 4}
    assert count_stock(actor, aid, values={"place": RESERVE, "pieces": "6"}) is None
    count_stock(actor, aid, values={"place": RESERVE, "pieces": "5"})
    count_stock(actor, aid, values={"place": "Voiture de Camille", "pieces": "0"})
    assert _stocks(aid) == {RESERVE: 5, "Voiture de Camille": 0}
    for values, field in (
        ({"place": RESERVE, "to": "Agence", "pieces": "6"}, "pieces"),
        ({"place": RESERVE, "to": "RESERVE", "pieces": "1"}, "to"),
        ({"place": "", "to": "Agence", "pieces": "1"}, "place"),
        ({"place": RESERVE, "to": "Agence", "pieces": "0"}, "pieces"),
        ({"place": RESERVE, "to": "Agence", "pieces": "-1"}, "pieces"),
    ):
        with pytest.raises(Refused) as refused:
            put_elsewhere(actor, aid, values=values)
        assert list(refused.value.fields) == [field]
    assert _stocks(aid) == {RESERVE: 5, "Voiture de Camille": 0}
    with pytest.raises(Refused, match="ne se compte pas"):
        receive(actor, make_tester(kind="paper"), values={"place": RESERVE, "pieces": "1"})
    with pytest.raises(NotAllowed):
        receive(make_actor(Role.SALESPERSON), aid, values={"place": RESERVE, "pieces": "1"})


@pytest.mark.django_db
def test_a_loan_reminds_comes_back_in_parts_and_ends_its_task(actor: Actor) -> None:
    aid, company = make_tester(), make_company()
    deal = make_deal(company)
    receive(actor, aid, values={"place": RESERVE, "pieces": "5"})
    lend = {"place": RESERVE, "pieces": "4"}
    with pytest.raises(Refused) as refused:
        hand_out(actor, aid, company=company, values=lend)
    assert list(refused.value.fields) == ["due_on"]
    loan = hand_out(actor, aid, company=company, deal=deal, values={**lend, "due_on": _in(10)})
    task = Activity.objects.get()
    assert (loan.task, task.subject, task.deal_link.deal) == (task, "Récupérer : Banc d’essai (4)", deal)
    assert _stocks(aid) == {RESERVE: 1}
    postpone(actor, loan, due_on=_in(20))
    task.refresh_from_db()
    assert timezone.localdate(task.starts_at) == timezone.localdate() + timedelta(days=20)
    with pytest.raises(Refused, match="chez des clients"):
        withdraw_aid(actor, aid)

    for pieces, condition, place in (("1", "good", ""), ("1", "worn", "Agence"), ("1", "broken", "")):
        take_back(actor, loan, values={"pieces": pieces, "condition": condition, "place": place})
    assert _stocks(aid) == {RESERVE: 2, "Agence": 1}
    with pytest.raises(Refused, match="Il n’en reste que 1"):
        take_back(actor, loan, values={"pieces": "2", "condition": "good"})
    task.refresh_from_db()
    assert task.state == "planned"
    done = take_back(actor, loan, values={"pieces": "1", "condition": "lost"})
    task.refresh_from_db()
    assert (done.returned, done.lost, done.outside, task.state) == (2, 2, 0, "done")
    assert _stocks(aid) == {RESERVE: 2, "Agence": 1}
    with pytest.raises(Refused, match="Tout est revenu"):
        postpone(actor, loan, due_on=_in(30))


@pytest.mark.django_db
def test_what_is_given_is_gone_and_a_mistake_is_undone(actor: Actor) -> None:
    aid, company = make_tester(kind="sample", is_lent=False), make_company()
    receive(actor, aid, values={"place": RESERVE, "pieces": "3"})
    given = hand_out(actor, aid, company=company, values={"place": RESERVE, "pieces": "2"})
    assert (given.is_loan, given.outside, Activity.objects.count(), _stocks(aid)) == (
        False,
        0,
        0,
        {RESERVE: 1},
    )
    with pytest.raises(Refused, match="Il n’y en a que 1 ici"):
        hand_out(actor, aid, company=company, values={"place": RESERVE, "pieces": "2"})
    loan = hand_out(actor, aid, company=company, values={"place": RESERVE, "pieces": "1", "due_on": _in(1)})
    cancel_handout(actor, loan)
    assert (_stocks(aid), AidHandout.objects.count(), Activity.objects.get().state) == (
        {RESERVE: 1},
        1,
        "cancelled",
    )
    stranger = make_deal()
    with pytest.raises(Refused, match="autre entreprise"):
        hand_out(actor, aid, company=company, deal=stranger, values={"place": RESERVE, "pieces": "1"})
    with pytest.raises(NotAllowed):
        hand_out(make_actor(Role.SALESPERSON), aid, company=company, values={"place": RESERVE, "pieces": "1"})


@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite has one writer: nobody comes between")
@pytest.mark.django_db(transaction=True)
def test_of_those_who_take_the_last_pieces_at_once_some_are_refused() -> None:
    actor, company = make_actor(Role.ADMINISTRATOR), make_company()
    aid = make_tester(kind="sample", is_lent=False)
    receive(actor, aid, values={"place": RESERVE, "pieces": "5"})
    gate, ends = threading.Barrier(4), []

    def take() -> None:
        try:
            gate.wait()
            hand_out(actor, aid, company=company, values={"place": RESERVE, "pieces": "2"})
            ends.append("taken")
        except Refused:
            ends.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=take) for _each in range(4)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert sorted(ends) == ["refused", "refused", "taken", "taken"]
    assert _stocks(aid) == {RESERVE: 1}


@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite has one writer: nobody comes between")
@pytest.mark.django_db(transaction=True)
def test_a_handout_cancelled_by_two_at_once_comes_back_once() -> None:
    actor, company = make_actor(Role.ADMINISTRATOR), make_company()
    aid = make_tester()
    receive(actor, aid, values={"place": RESERVE, "pieces": "5"})
    loan = hand_out(actor, aid, company=company, values={"place": RESERVE, "pieces": "2", "due_on": _in(9)})
    gate, ends = threading.Barrier(4), []

    def cancel() -> None:
        try:
            gate.wait()
            cancel_handout(actor, loan)
            ends.append("cancelled")
        except NotAllowed:
            ends.append("gone")
        finally:
            connection.close()

    threads = [threading.Thread(target=cancel) for _each in range(4)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert sorted(ends) == ["cancelled", "gone", "gone", "gone"]
    assert _stocks(aid) == {RESERVE: 5}


@pytest.mark.django_db
def test_what_was_noted_of_a_customer_is_read_by_who_sees_them(actor: Actor) -> None:
    aid, stranger = make_tester(), make_actor(Role.SALESPERSON, scope=Scope.OWN)
    receive(actor, aid, values={"place": RESERVE, "pieces": "5", "note": "palette du 3"})
    words = {"place": RESERVE, "pieces": "1", "due_on": _in(9)}
    kept = hand_out(actor, aid, company=make_company(), values={**words, "note": "pour leur pilote"})
    take_back(actor, kept, values={"pieces": "1", "condition": "good", "note": "ligne 4 arrêtée"})
    gone = hand_out(actor, aid, company=make_company(), values={**words, "note": "chez Gardot"})
    cancel_handout(actor, gone)
    seen = [[each.note_seen for each in moves_of(who, aid, 9)] for who in (actor, stranger)]
    assert seen == [
        ["remise annulée", "", "ligne 4 arrêtée", "pour leur pilote", "palette du 3"],
        ["remise annulée", "", "", "", "palette du 3"],
    ]


@pytest.mark.django_db
def test_notes_are_guarded_and_a_reason_is_kept(actor: Actor) -> None:
    aid, noted = make_tester(), {"place": RESERVE, "pieces": "5", "note": "Elle est enceinte"}
    with pytest.raises(FreeTextRefused):
        receive(actor, aid, values=noted)
    assert (AidMove.objects.count(), JournalEntry.objects.count()) == (0, 0)
    receive(actor, aid, values=noted, guard_reason="dit par elle")
    loan = hand_out(
        actor,
        aid,
        company=make_company(),
        values={**noted, "pieces": "1", "due_on": _in(9)},
        guard_reason="su",
    )
    with pytest.raises(FreeTextRefused):
        take_back(actor, loan, values={**noted, "pieces": "1", "condition": "good"})
    told = JournalEntry.objects.filter(subject_kind="sales_aid").order_by("pk")
    assert [entry.values["guard_reason"][1] for entry in told] == ["dit par elle", "su"]
