"""The pages of rates and ceilings."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from negoce.identity.enums import Role
from negoce.parameters.models import Parameter
from tests.factories.identity import make_user
from tests.harness.queries import Queries

pytestmark = pytest.mark.django_db
PAGES = reverse("settings:parameters")
BANK = reverse("settings:parameter", args=["ecb_main_refinancing_rate"])


@pytest.fixture
def browser() -> Client:
    client = Client()
    client.force_login(make_user())
    return client


def test_what_holds_today_is_listed_and_what_is_not_read_in_the_text_says_so(browser: Client) -> None:
    page = browser.get(PAGES).content.decode()
    assert "2,40\u202f%" in page
    assert "40,00\u00a0€" in page
    assert "à confirmer" in page
    assert BANK in page


def test_a_value_is_added_and_taken_back(browser: Client) -> None:
    posted = {"starts_on": "1er janvier 2027", "value": "2,65 %", "source": "BCE", "is_confirmed": "on"}
    page = browser.post(BANK, posted, follow=True).content.decode()
    assert "2,65\u202f%" in page
    stored = Parameter.objects.get(starts_on="2027-01-01")
    gone = reverse("settings:parameter_deletion", args=[stored.key, stored.public_id])
    assert gone in page
    assert "2,65" not in browser.post(gone, follow=True).content.decode().split("Historique")[1]
    assert not Parameter.objects.filter(pk=stored.pk).exists()


@pytest.mark.parametrize(
    ("posted", "said"),
    [
        ({"starts_on": "31/02/2027", "value": "2", "source": "x"}, "Écrivez une date"),
        ({"starts_on": "01/01/2027", "value": "deux", "source": "x"}, "Écrivez un nombre"),
        ({"starts_on": "01/01/2027", "value": "2", "source": ""}, "Indiquez le texte"),
        ({"starts_on": "02/01/2027", "value": "2", "source": "x"}, "1er juillet"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_what_was_typed_stays(browser: Client, posted, said) -> None:
    answer = browser.post(BANK, posted)
    assert (answer.status_code, said in answer.content.decode()) == (422, True)
    assert f'value="{posted["starts_on"]}"' in answer.content.decode()
    assert Parameter.objects.filter(starts_on__year=2027).count() == 0


def test_others_do_not_open_them() -> None:
    client = Client()
    client.force_login(make_user(Role.MANAGER))
    assert [client.get(url).status_code for url in (PAGES, BANK)] == [403, 403]


def test_an_unknown_parameter_is_not_found(browser: Client) -> None:
    assert browser.get(reverse("settings:parameter", args=["speed_of_light"])).status_code == 404


def test_the_list_asks_the_same_whatever_the_history(browser: Client, queries: Queries) -> None:
    years = iter(range(2010, 2013))
    queries.same(
        lambda: Parameter.objects.create(key="recovery_fee", starts_on=f"{next(years)}-01-01", value=40),
        lambda: browser.get(PAGES),
    )
