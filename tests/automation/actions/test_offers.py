"""Offers are launched at a status or a segment, made once to each, and measured (S5)."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from negoce.automation.actions.offers.launch import halt_offer, launch_offer
from negoce.automation.actions.offers.reach import sweep_offers
from negoce.automation.actions.offers.save import save_segment_offer
from negoce.automation.actions.playbooks.start import sweep_playbooks
from negoce.automation.models import OfferReach, PlaybookStepDone, SegmentOffer
from negoce.automation.queries.offers.audience import Segment, audience, segments
from negoce.automation.queries.offers.effect import offer_effect
from negoce.automation.rules.effect import EffectVerdict
from negoce.companies.models import Activity, Company, Opposition, SavedView
from negoce.identity.enums import Role
from negoce.identity.models import JournalEntry
from negoce.identity.permissions import NotAllowed
from negoce.identity.queries.actors import actor_for
from negoce.kit.refusal import Refused
from negoce.outbox.models import MessageTemplate
from negoce.portfolio.models import CustomerLife, StatusChange
from tests.factories.companies import make_activity, make_company, make_contact
from tests.factories.identity import make_actor, make_user
from tests.factories.offers import make_offer
from tests.factories.orders import make_order
from tests.factories.playbooks import make_life, make_playbook, make_run

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 20)


def launched(**fields: object) -> SegmentOffer:
    return make_offer(**{"control_percent": 0, "launched_on": TODAY, **fields})


def test_a_launched_offer_gives_a_task_once_to_who_follows_each() -> None:
    camille = make_user(Role.SALESPERSON)
    company = make_life(company=make_company(owner=camille)).company
    make_life()
    offer = launched(starts_per_day=1)
    assert sweep_playbooks(TODAY)["offers"] == 1
    assert sweep_playbooks(TODAY)["offers"] == 0
    assert sweep_playbooks(TODAY + timedelta(days=1))["offers"] == 1
    task = Activity.objects.get(company=company)
    assert (task.owner, task.subject, "Port offert" in task.body) == (camille, offer.name, True)
    assert sweep_playbooks(TODAY + timedelta(days=2))["offers"] == 0
    assert OfferReach.objects.filter(offer=offer, is_control=False).count() == 2


def test_a_company_that_goes_meanwhile_does_not_stop_the_others() -> None:
    lives = [make_life() for _each in range(52)]
    launched(starts_per_day=100)
    gone = Company.objects.filter(pk=lives[50].company_id)

    def pause() -> None:
        gone.update(deleted_at=datetime(2026, 11, 20, tzinfo=UTC))

    assert sweep_offers(TODAY, pause) == 51
    assert not OfferReach.objects.filter(company=lives[50].company_id).exists()


def test_nothing_is_made_before_its_first_day_after_its_last_or_once_halted() -> None:
    make_life()
    offer = launched(starts_on=TODAY + timedelta(days=2), ends_on=TODAY + timedelta(days=3))
    for days in (0, 4):
        assert sweep_playbooks(TODAY + timedelta(days=days))["offers"] == 0, days
    halt_offer(make_actor(), offer)
    assert sweep_playbooks(TODAY + timedelta(days=2))["offers"] == 0
    with pytest.raises(Refused):
        launch_offer(make_actor(), offer, today=TODAY + timedelta(days=4))
    launch_offer(make_actor(), offer, today=TODAY)
    assert sweep_playbooks(TODAY + timedelta(days=2))["offers"] == 1
    assert JournalEntry.objects.filter(subject_kind="segment_offer").count() == 2


def test_the_lot_leaves_some_out_who_are_told_nothing() -> None:
    for _number in range(30):
        make_life()
    launched(control_percent=50, starts_per_day=100)
    sweep_playbooks(TODAY)
    out = OfferReach.objects.filter(is_control=True).count()
    assert 5 <= out <= 25
    assert Activity.objects.count() == 30 - out


def test_halting_an_offer_stops_the_sweep_that_makes_it() -> None:
    for _each in range(60):
        make_life()
    offer = launched(starts_per_day=100)

    def pause() -> None:
        halt_offer(make_actor(), offer)

    assert sweep_offers(TODAY, pause) == 50
    assert Activity.objects.count() == 50


def test_an_offer_waits_for_a_day_without_a_playbook() -> None:
    make_life()
    make_playbook()
    launched()
    assert sweep_playbooks(TODAY)["offers"] == 0
    assert sweep_playbooks(TODAY + timedelta(days=1))["offers"] == 1


def test_a_segment_is_the_filter_of_a_view_as_it_was() -> None:
    actor = make_actor()
    lyon, _paris = make_company(city="Lyon"), make_company(city="Paris")
    view = SavedView.objects.create(
        owner_id=actor.user_id, list_key="companies", name="Lyonnais", query="filter=city+is+Lyon"
    )
    for query in ("", "filter=owner+is+me", "filter=nothing+is+x", "sort=name"):
        SavedView.objects.create(owner_id=actor.user_id, list_key="companies", name="Non", query=query)
    found = segments(actor)
    assert [each.name for each in found] == ["Lyonnais"]
    values = {
        "name": "Lyon", "words": "Port offert", "starts_on": "", "ends_on": "dans 30 jours",
        "segment": found[0],
    }  # fmt: skip
    offer = save_segment_offer(actor, None, values=values)
    assert (offer.status, offer.segment_name) == ("", "Lyonnais")
    SavedView.objects.filter(pk=view.pk).update(query="filter=city+is+Paris")
    assert [each.pk for each in audience(offer, actor, TODAY)] == [lyon.pk]
    mine = make_user(Role.SALESPERSON)
    assert not audience(offer, actor_for(mine), TODAY).exists()
    Company.objects.filter(pk=lyon.pk).update(owner=mine)
    assert audience(offer, actor_for(mine), TODAY).count() == 1
    # Once made to somebody it aims at the same for good.
    OfferReach.objects.create(offer=offer, company=lyon, reached_on=TODAY)
    with pytest.raises(Refused):
        save_segment_offer(actor, offer, values={**values, "segment": Segment("x", "Autre", "city is Paris")})
    save_segment_offer(actor, offer, values={**values, "name": "Lyon et environs"})
    offer.segment_filter = "nothing is known"
    assert not audience(offer, actor, TODAY).exists()


def test_who_sees_a_part_of_the_house_offers_nothing_in_its_name() -> None:
    leader, offer = make_actor(Role.MANAGER), make_offer()
    for forbidden in (
        lambda: launch_offer(leader, offer, today=TODAY),
        lambda: halt_offer(leader, offer),
        lambda: save_segment_offer(leader, None, values={}),
    ):
        with pytest.raises(NotAllowed):
            forbidden()


def test_a_step_that_carries_it_counts_and_so_does_whom_its_lot_left_out() -> None:
    told, out = make_life().company, make_life().company
    playbook, offer = make_playbook(), make_offer()
    playbook.steps.filter(delay_days=7).update(offer=offer)
    make_run(playbook, told, started_on=TODAY)
    make_run(playbook, out, started_on=TODAY, is_control=True)
    sweep_playbooks(TODAY)
    assert not OfferReach.objects.exists()
    sweep_playbooks(TODAY + timedelta(days=7))
    sweep_playbooks(TODAY + timedelta(days=8))
    assert set(OfferReach.objects.values_list("company_id", "is_control", "reached_on")) == {
        (told.pk, False, TODAY + timedelta(days=7)),
        (out.pk, True, TODAY + timedelta(days=7)),
    }


def test_the_lot_leaves_nobody_to_whom_the_offer_goes() -> None:
    """Whom the lot of an offer left out is not told of it by the step of a playbook either."""
    told, out = make_life().company, make_life().company
    playbook, offer = make_playbook(), make_offer()
    playbook.steps.filter(delay_days=7).update(offer=offer)
    for company in (told, out):
        make_run(playbook, company, started_on=TODAY)
    OfferReach.objects.create(offer=offer, company=out, reached_on=TODAY, is_control=True)
    sweep_playbooks(TODAY + timedelta(days=7))
    words = Activity.objects.filter(body__contains="Port offert")
    assert list(words.values_list("company_id", flat=True)) == [told.pk]
    marks = PlaybookStepDone.objects.filter(step__offer=offer)
    assert set(marks.values_list("run__company_id", "outcome")) == {
        (told.pk, "task"),
        (out.pk, "left_out"),
    }
    assert OfferReach.objects.get(company=out).activity is None


def test_whom_the_step_would_not_have_reached_is_no_control() -> None:
    """The others were not reached either: an order stopped it for them, an opposition kept the message."""
    ordered, answered, opposed, silent, told = (make_life().company for _number in range(5))
    template = MessageTemplate.objects.get(key="playbook_wake", language="fr")
    playbook, offer = make_playbook(), make_offer()
    playbook.steps.filter(delay_days=7).update(offer=offer, kind="message", template=template, automatic=True)
    for company in (ordered, answered, opposed, silent):
        make_run(playbook, company, started_on=TODAY, is_control=True)
    make_run(playbook, told, started_on=TODAY)
    for company in (ordered, answered, silent, told):
        make_contact(company, email=f"c{company.pk}@laiterie.example", informed_on=date(2026, 1, 5))
    refusing = make_contact(opposed, email="non@laiterie.example", informed_on=date(2026, 1, 5))
    Opposition.objects.create(contact=refusing, channel="email", opposed_on=date(2026, 1, 6))
    make_order(ordered, TODAY + timedelta(days=3), "100")
    noon = datetime(2026, 11, 23, 12, tzinfo=UTC)
    make_activity(answered, kind="call", state="done", starts_at=noon, direction="incoming")
    sweep_playbooks(TODAY + timedelta(days=7))
    assert set(OfferReach.objects.values_list("company_id", "is_control")) == {
        (silent.pk, True),
        (told.pk, False),
    }


def test_with_a_lot_the_effect_is_against_whom_it_left_out() -> None:
    offer = make_offer(effect_days=30)
    day = TODAY - timedelta(days=30)
    for number in range(61):
        company = make_company()
        control = number % 2 == 1
        OfferReach.objects.create(offer=offer, company=company, reached_on=day, is_control=control)
        if not control:
            make_order(company, day, "100", cost="60")
    OfferReach.objects.create(offer=offer, company=make_company(), reached_on=TODAY)
    found = offer_effect(offer, TODAY, make_actor())
    assert (found.by_lot, found.effect.treated, found.effect.control, found.waiting) == (True, 31, 30, 1)
    assert found.effect.orders is not None
    assert (found.effect.orders.treated, found.effect.orders.control) == (1, 0)


def test_without_a_lot_the_effect_is_against_companies_alike() -> None:
    """Dormants who had bought are compared with such; those who had never bought are not."""
    offer = make_offer(effect_days=30)
    day = TODAY - timedelta(days=30)
    for number in range(80):
        company = make_life(since=day - timedelta(days=9)).company
        make_order(company, day - timedelta(days=200), "100")
        if number < 40:
            OfferReach.objects.create(offer=offer, company=company, reached_on=day)
            make_order(company, day + timedelta(days=number % 5), "100", cost="60")
        if number % 2:
            make_order(company, day + timedelta(days=5), "100", cost="60")
        if number % 3 == 0:
            # It woke since: on the day it was as the others.
            StatusChange.objects.create(
                company=company, before="dormant", after="irregular", happened_on=day, cause="computed"
            )
            CustomerLife.objects.filter(company=company).update(status="irregular", status_since=day)
    for _number in range(40):
        make_order(make_life().company, day + timedelta(days=1), "100")
    for _number in range(40):
        # As much in another currency is not as much.
        abroad = make_life(since=day - timedelta(days=9)).company
        make_order(abroad, day - timedelta(days=200), "100", currency="USD")
    found = offer_effect(offer, TODAY, make_actor())
    assert (found.by_lot, found.effect.treated, found.effect.control, found.left_out) == (False, 40, 40, 0)
    assert found.effect.orders is not None
    assert str(found.effect.orders.more) == "1.00"
    assert found.effect.verdict is EffectVerdict.MORE
