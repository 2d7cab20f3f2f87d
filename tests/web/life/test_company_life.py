"""The life cycle on the page of a company, in the list, on the thread."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from negoce.companies.models import Company
from negoce.identity.enums import Role
from negoce.identity.models import User
from negoce.portfolio.actions.life_refresh import refresh_life
from negoce.portfolio.models import CustomerLife, StatusChange, StatusOverride
from tests.factories.api import make_program
from tests.factories.companies import make_activity, make_company
from tests.factories.identity import make_user
from tests.factories.orders import make_order

pytestmark = pytest.mark.django_db


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.fixture
def manager() -> Client:
    return signed_in(make_user(Role.ADMINISTRATOR))


@pytest.fixture
def dormant() -> Company:
    """Ordered every 31 days; nothing for 97 days."""
    company = make_company("Ets. Bruneau & Fils")
    last = timezone.localdate() - timedelta(days=97)
    for step in range(4):
        make_order(company, last - timedelta(days=31 * step), "100.00")
    refresh_life([company.pk])
    return company


def page(name: str, company: Company) -> str:
    return reverse(f"life:{name}", args=[company.public_id])


def test_the_status_stands_under_the_name_with_its_sentence(manager: Client, dormant: Company) -> None:
    body = manager.get(reverse("companies:record", args=[dormant.public_id])).content.decode()
    assert '<span class="chip" data-life="dormant">Dormant</span>' in body
    assert "Commande tous les 31 jours\u00a0; rien depuis 97 jours." in body


def test_the_card_tells_the_history_and_the_facts_lead_to_their_exchange(
    manager: Client, dormant: Company
) -> None:
    call = make_activity(dormant, need_recorded="Des films compostables")
    url = f"{reverse('companies:record', args=[dormant.public_id])}?tab=behaviour"
    body = manager.get(url).content.decode()
    assert body.count('data-life="regular"') == 1
    assert "Déclarer un autre statut" in body
    facts = manager.get(page("facts", dormant), headers={"HX-Request": "true"}).content.decode()
    assert "tous les 31 jours" in facts
    assert "Voir ses commandes" in facts
    assert call.public_id in facts


def test_a_status_that_began_before_it_was_noticed_says_so(manager: Client, dormant: Company) -> None:
    """An order of long ago is cancelled or entered late: the change is told on the day, the status began before."""
    url = f"{reverse('companies:record', args=[dormant.public_id])}?tab=behaviour"
    before = manager.get(url).content.decode()
    newest = StatusChange.objects.filter(company=dormant).order_by("-happened_on", "-pk").first()
    assert newest is not None
    StatusChange.objects.filter(pk=newest.pk).update(happened_on=timezone.localdate())
    after = manager.get(url).content.decode()
    assert (before.count("constaté le"), after.count("constaté le")) == (0, 1)


def test_a_status_is_declared_then_taken_back(manager: Client, dormant: Company) -> None:
    assert manager.get(page("override", dormant), headers={"HX-Request": "true"}).status_code == 200
    day = f"{timezone.localdate() + timedelta(days=30):%d/%m/%Y}"
    given = {"status": "lost", "reason": "Repris par un groupe", "ends_on": day}
    refused = manager.post(page("override", dormant), {**given, "reason": ""})
    assert refused.status_code == 422
    assert manager.post(page("override", dormant), given).status_code == 204
    body = manager.get(
        f"{reverse('companies:record', args=[dormant.public_id])}?tab=behaviour"
    ).content.decode()
    assert "Repris par un groupe" in body
    assert "D’après les faits\u00a0: Dormant." in body
    assert manager.post(page("take_back", dormant)).status_code == 204
    assert StatusOverride.objects.filter(ended_at__isnull=True).count() == 0
    assert CustomerLife.objects.get(company=dormant).status == "dormant"
    assert manager.post(page("take_back", dormant)).status_code == 302


def test_who_reads_only_declares_nothing(dormant: Company) -> None:
    client = signed_in(make_user(Role.READ_ONLY))
    assert client.post(page("override", dormant), {"status": "lost"}).status_code == 403
    assert client.post(page("take_back", dormant)).status_code == 403
    other = signed_in(make_user(Role.SALESPERSON))
    Company.objects.filter(pk=dormant.pk).update(owner=make_user(Role.SALESPERSON))
    assert other.get(page("facts", dormant)).status_code == 404


def test_the_list_shows_filters_groups_and_sorts_by_status(manager: Client, dormant: Company) -> None:
    fresh = make_company("Cave des Coteaux")
    refresh_life([fresh.pk])
    url = reverse("lists:companies")
    body = manager.get(url).content.decode()
    assert '<span class="chip" data-life="dormant">Dormant</span>' in body
    assert '<span class="chip" data-life="suspect">Suspect</span>' in body
    found = manager.get(f"{url}?filter=status+is+dormant").content.decode()
    assert ("Bruneau" in found, "Cave des Coteaux" in found) == (True, False)
    for query in (
        "sort=status",
        "sort=-status_since",
        "group=status",
        "filter=status_since+after+2020-01-01",
    ):
        assert manager.get(f"{url}?{query}").status_code == 200


def test_changes_stand_on_the_thread(manager: Client, dormant: Company) -> None:
    url = reverse("activities:thread", args=["company", dormant.public_id])
    assert "Statut\u00a0: Dormant" in manager.get(url).content.decode()
    assert "Statut\u00a0: Dormant" in manager.get(f"{url}?kinds=statuses").content.decode()
    assert "Statut\u00a0: Dormant" not in manager.get(f"{url}?kinds=documents").content.decode()


def test_a_change_tells_nothing_of_orders_that_came_after_it(manager: Client, dormant: Company) -> None:
    change = StatusChange.objects.filter(company=dormant).latest("happened_on", "pk")
    later = (change.happened_on + timedelta(days=9)).isoformat()
    change.reason = {"code": "life.dormant_2", "figures": {"orders": 2, "last": later, "silence": 61}}
    change.save()
    body = manager.get(reverse("companies:record", args=[dormant.public_id])).content.decode()
    assert "Statut\u00a0: Dormant" in body
    assert "rien depuis 61" not in body


def test_the_api_gives_and_filters_the_status(dormant: Company) -> None:
    program = make_program()
    fresh = make_company("Cave des Coteaux")
    refresh_life([fresh.pk])
    asked = "companies?fields=name,status,status_since&filter=status+is+dormant"
    (row,) = json.loads(program.get(asked).content)["items"]
    since = CustomerLife.objects.get(company=dormant).status_since
    assert row == {
        "id": dormant.public_id,
        "name": "Ets. Bruneau & Fils",
        "status": "dormant",
        "status_since": since.isoformat(),
    }
