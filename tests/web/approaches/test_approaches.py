"""What is done before there is a deal: started on a person, followed on their page, made a deal or stopped."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from negoce.companies.enums import ActivityState
from negoce.companies.models import Activity, Company, Contact
from negoce.identity.enums import Role, Scope
from negoce.identity.permissions import NotAllowed
from negoce.kit.refusal import Refused
from negoce.negotiation.actions.approaches.end import make_deal_of, stop_approach
from negoce.negotiation.actions.approaches.start import start_approach
from negoce.negotiation.models import Approach, DealActivity, SalesCycle
from negoce.negotiation.people_data.approach import APPROACH_PEOPLE
from negoce.negotiation.queries.approaches.read import approaches_of
from tests.factories.companies import make_company, make_contact
from tests.factories.identity import make_actor, make_user
from tests.harness.queries import Queries

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_today")]
TODAY = date(2026, 11, 20)


@pytest.fixture
def cycle() -> SalesCycle:
    """Three days to prepare, then a call two days later."""
    return SalesCycle.objects.create(
        name="Grands comptes",
        kind="long",
        steps=[
            {"step": "preparation", "days": 9, "tasks": [{"subject": "Dossier", "kind": "task", "days": 3}]},
            {"step": "contact", "days": 9, "tasks": [{"subject": "Rappeler", "kind": "call", "days": 2}]},
        ],
    )


@pytest.fixture
def laiterie() -> Company:
    return make_company("Laiterie du Vercors")


@pytest.fixture
def person(laiterie: Company) -> Contact:
    return make_contact(laiterie)


def signed_in(role: Role = Role.MANAGER) -> Client:
    client = Client()
    user = make_user(role, scope=Scope.ALL.value)
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def test_the_first_steps_are_planned_once_on_the_person(
    laiterie: Company, person: Contact, cycle: SalesCycle
) -> None:
    boss = make_actor()
    approach = start_approach(boss, laiterie, contact=person, cycle=cycle)
    [found] = approaches_of(laiterie, person)
    days = [(each.subject, timezone.localtime(each.starts_at).date()) for each in found.tasks]
    assert days == [("Dossier", date(2026, 11, 23)), ("Rappeler", date(2026, 11, 25))]
    assert [each.contacts.get().pk for each in found.tasks] == [person.pk, person.pk]
    assert (found.step, found.done, found.approach.pk) == ("preparation", 0, approach.pk)
    with pytest.raises(Refused, match="déjà en cours"):
        start_approach(boss, laiterie, contact=person, cycle=cycle)
    start_approach(boss, laiterie, cycle=cycle)
    with pytest.raises(Refused, match="aucune tâche"):
        start_approach(boss, make_company())
    assert Approach.objects.count() == 2


def test_it_becomes_a_deal_with_its_tasks(laiterie: Company, person: Contact, cycle: SalesCycle) -> None:
    boss = make_actor()
    approach = start_approach(boss, laiterie, contact=person, cycle=cycle)
    [found] = approaches_of(laiterie)
    Activity.objects.filter(pk=found.tasks[0].pk).update(state=ActivityState.DONE.value)
    deal = make_deal_of(boss, approach)
    assert (deal.name, deal.step, deal.cycle_id, deal.owner_id) == (
        "Laiterie du Vercors",
        "contact",
        cycle.pk,
        boss.user_id,
    )
    assert list(deal.people.values_list("contact_id", flat=True)) == [person.pk]
    linked = DealActivity.objects.filter(deal=deal).order_by("activity__starts_at")
    assert [each.activity.subject for each in linked] == ["Dossier", "Rappeler"]
    with pytest.raises(Refused, match="déjà terminée"):
        make_deal_of(boss, approach)
    with pytest.raises(Refused, match="déjà terminée"):
        stop_approach(boss, approach, reason="later")


def test_it_is_stopped_for_a_reason(laiterie: Company, person: Contact, cycle: SalesCycle) -> None:
    boss = make_actor()
    approach = start_approach(boss, laiterie, contact=person, cycle=cycle)
    with pytest.raises(Refused, match="Dites pourquoi"):
        stop_approach(boss, approach, reason="")
    stop_approach(boss, approach, reason="no_answer")
    approach.refresh_from_db()
    assert (approach.ended_on, approach.stopped_for) == (TODAY, "no_answer")
    assert set(Activity.objects.values_list("state", flat=True)) == {ActivityState.CANCELLED.value}
    [table] = APPROACH_PEOPLE.export(person.pk)
    assert [tuple(map(str, line)) for line in table.rows] == [
        ("20 nov. 2026", "Grands comptes", "20 nov. 2026", "Ne répond pas")
    ]


def test_a_stranger_touches_nothing(laiterie: Company, cycle: SalesCycle) -> None:
    approach = start_approach(make_actor(), laiterie, cycle=cycle)
    stranger = make_actor(Role.SALESPERSON, scope=Scope.OWN)
    for act in (
        lambda: start_approach(stranger, laiterie, cycle=cycle),
        lambda: make_deal_of(stranger, approach),
        lambda: stop_approach(stranger, approach, reason="later"),
        lambda: make_deal_of(make_actor(Role.READ_ONLY), approach),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_the_dialog_the_card_and_the_deal(laiterie: Company, person: Contact, cycle: SalesCycle) -> None:
    client = signed_in()
    start = reverse("approaches:of_contact", args=[person.public_id])
    assert "Dossier" in client.get(start).content.decode()
    refused = client.post(start, {"contact": person.public_id, "cycle": ""})
    assert (refused.status_code, "Choisissez un cycle" in refused.content.decode()) == (422, True)
    assert client.post(start, {"contact": person.public_id, "cycle": cycle.public_id}).status_code == 204
    card = client.get(reverse("contacts:panel", args=[person.public_id, "approaches"])).content.decode()
    assert [words in card for words in ("Grands comptes", "Préparation", "0 sur 2", "Rappeler")] == [True] * 4
    approach = Approach.objects.get()
    stop = reverse("approaches:stop", args=[approach.public_id])
    assert client.post(stop, {"reason": ""}).status_code == 422
    answer = client.post(reverse("approaches:deal", args=[approach.public_id]))
    assert answer.status_code == 302
    company = client.get(reverse("companies:panel", args=[laiterie.public_id, "approaches"])).content.decode()
    assert "devenue une affaire" in company


def test_who_only_reads_is_offered_nothing(laiterie: Company, cycle: SalesCycle) -> None:
    approach = start_approach(make_actor(), laiterie, cycle=cycle)
    reader = signed_in(Role.READ_ONLY)
    card = reader.get(reverse("companies:panel", args=[laiterie.public_id, "approaches"])).content.decode()
    assert ["Dossier" in card, "En faire une affaire" in card, "Commencer" in card] == [True, False, False]
    assert reader.post(reverse("approaches:deal", args=[approach.public_id])).status_code == 403
    assert reader.get(reverse("approaches:of_company", args=[laiterie.public_id])).status_code == 403


def test_the_card_costs_the_same_whatever_it_shows(
    laiterie: Company, cycle: SalesCycle, queries: Queries
) -> None:
    boss = make_actor()
    queries.same(
        lambda: start_approach(boss, laiterie, contact=make_contact(laiterie), cycle=cycle),
        lambda: approaches_of(laiterie),
    )
