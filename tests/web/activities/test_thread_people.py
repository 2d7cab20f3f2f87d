"""A thread narrowed to a colleague or to a person, and what stays pinned above it."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from negoce.companies.models import Activity, ActivityContact, Company, Contact
from negoce.identity.enums import Role, Scope
from negoce.identity.models import User
from tests.factories.companies import make_activity, make_contact
from tests.factories.identity import make_user
from tests.factories.orders import make_order
from tests.harness.queries import Queries
from tests.web.activities.conftest import HX, NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def url(laiterie: Company) -> str:
    return reverse("activities:thread", args=["company", laiterie.public_id])


def html(client: Client, url: str, **values: str) -> str:
    return client.get(url, values, headers=HX).content.decode()


@pytest.fixture
def nadia() -> User:
    return make_user(first_name="Nadia", last_name="Benali")


@pytest.fixture
def exchanges(laiterie: Company, helene: Contact, nadia: User, person: User) -> None:
    """One exchange of Nadia's with Hélène, one of Camille's with nobody, and an order."""
    met = make_activity(laiterie, subject="Essai du film", owner=nadia)
    ActivityContact.objects.create(activity=met, contact=helene)
    make_activity(laiterie, subject="Relance du devis", owner=person)
    make_order(laiterie, NOW.date(), "100")


@pytest.mark.usefixtures("exchanges")
def test_what_a_colleague_did(camille: Client, url: str, nadia: User) -> None:
    shown = html(camille, url, by=nadia.public_id)
    assert "Essai du film" in shown
    assert "Nadia Benali seulement" in shown
    for other in ("Relance du devis", "Commande C"):
        assert other not in shown
    assert f'name="by" value="{nadia.public_id}"' in shown
    assert f"kinds=calls&amp;by={nadia.public_id}" in shown


@pytest.mark.usefixtures("exchanges")
def test_what_a_person_took_part_in(camille: Client, url: str, helene: Contact) -> None:
    shown = html(camille, url, **{"with": helene.public_id})
    assert "Essai du film" in shown
    for other in ("Relance du devis", "Commande C"):
        assert other not in shown


@pytest.mark.usefixtures("exchanges")
def test_somebody_unknown_narrows_nothing(camille: Client, url: str) -> None:
    shown = html(camille, url, by="aaaaaaaaaaaa", **{"with": "x" * 300})
    assert "Essai du film" in shown
    assert "Relance du devis" in shown


@pytest.mark.usefixtures("exchanges")
def test_the_menu_names_those_of_the_thread(camille: Client, url: str, nadia: User, helene: Contact) -> None:
    make_user(last_name="Ailleurs")
    make_contact(last_name="Lointaine")
    menu = html(camille, url, part="people", by=nadia.public_id, q="film")
    for name in ("Tout le monde", "Nadia Benali", "Camille Roche", helene.full_name):
        assert name in menu
    for name in ("Ailleurs", "Lointaine"):
        assert name not in menu
    assert menu.count("aria-current") == 1
    assert f"?q=film&amp;with={helene.public_id}" in menu


def test_the_menu_costs_two_queries(camille: Client, url: str, laiterie: Company, queries: Queries) -> None:
    def more() -> None:
        activity = make_activity(laiterie, owner=make_user())
        ActivityContact.objects.create(activity=activity, contact=make_contact(laiterie))

    queries.same(more, lambda: html(camille, url, part="people"))


def test_one_press_pins_and_one_takes_it_down(camille: Client, laiterie: Company, url: str) -> None:
    activity = make_activity(laiterie, subject="À ne pas oublier")
    address = reverse("activities:pinning", args=[activity.public_id])
    shown = html(camille, url)
    assert f'hx-post="{address}"' in shown
    assert 'class="pinned"' not in shown
    answer = camille.post(address, {"pinned": "yes"}, headers=HX)
    assert answer.status_code == 204
    assert "panel-thread" in answer.headers["HX-Trigger"]
    shown = html(camille, url)
    assert shown.index('class="pinned"') < shown.index("À ne pas oublier")
    assert shown.count("À ne pas oublier") == 1
    assert 'aria-pressed="true"' in shown
    camille.post(address, {"pinned": "no"}, headers=HX)
    assert not Activity.objects.get().is_pinned


def test_who_may_not_edit_does_not_pin(laiterie: Company, url: str) -> None:
    activity = make_activity(laiterie)
    reader = Client()
    user = make_user(Role.READ_ONLY, scope=Scope.ALL.value)
    reader.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    address = reverse("activities:pinning", args=[activity.public_id])
    assert address not in html(reader, url)
    assert reader.post(address, {"pinned": "yes"}, headers=HX).status_code == 403
    assert not Activity.objects.get().is_pinned


@pytest.mark.usefixtures("exchanges")
def test_the_keyboard_goes_on_where_the_choice_was_made(camille: Client, url: str, nadia: User) -> None:
    chosen = {**HX, "HX-Trigger-Name": "whose"}
    narrowed = camille.get(url, {"by": nadia.public_id}, headers=chosen).content.decode()
    assert '<a class="tag" name="whose" autofocus' in narrowed
    assert '<input type="search" name="q" autofocus' in camille.get(url, headers=chosen).content.decode()
    assert "autofocus" not in html(camille, url, by=nadia.public_id)
