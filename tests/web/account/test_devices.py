"""Where one's account is open: listed, signed out one by one or all at once, at no price for the pages."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from negoce.identity.models import Device, JournalEntry, User
from negoce.web.account import device_mark
from tests.factories.identity import make_user
from tests.harness.queries import Queries

pytestmark = pytest.mark.django_db
DEVICES = reverse("account:devices")
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:130.0) Gecko/20100101 Firefox/130.0"
SAFARI = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
    "Version/17.5 Mobile/15E148 Safari/604.1"
)
PASSWORD = "une phrase de passe assez longue"


@pytest.fixture
def person() -> User:
    return make_user(password=PASSWORD)


def signed_in(person: User, agent: str = FIREFOX) -> Client:
    """A browser in which the person signed in by the form."""
    client = Client(headers={"User-Agent": agent})
    answer = client.post(reverse("account_login"), {"login": person.email, "password": PASSWORD})
    assert answer.status_code == 302
    return client


def key_of(client: Client) -> str:
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def test_each_device_is_named_and_this_one_stands_first(person: User) -> None:
    here = signed_in(person)
    signed_in(person, SAFARI)
    signed_in(make_user(password=PASSWORD), SAFARI)
    answer = here.get(DEVICES)
    assert [(line["name"], line["here"]) for line in answer.context["lines"]] == [
        ("Firefox sur Windows", True),
        ("Safari sur iPhone", False),
    ]
    assert "Ni adresse IP ni lieu ne sont gardés" in answer.content.decode()


def test_one_device_is_signed_out_and_no_other(person: User) -> None:
    here, phone, tablet = signed_in(person), signed_in(person, SAFARI), signed_in(person, "x")
    lost = Device.objects.get(session_key=key_of(phone))
    page = here.post(reverse("account:end_device", args=[lost.public_id]), follow=True).content.decode()
    assert "Safari sur iPhone est déconnecté." in page
    assert [client.get(DEVICES).status_code for client in (here, phone, tablet)] == [200, 302, 200]
    assert JournalEntry.objects.filter(verb="session_ended", actor=person).count() == 1


def test_all_others_are_signed_out_and_this_one_stays_in_the_list(person: User) -> None:
    here, phone = signed_in(person), signed_in(person, SAFARI)
    answer = here.post(reverse("account:end_sessions"), follow=True)
    assert phone.get(DEVICES).status_code == 302
    assert [line["here"] for line in here.get(DEVICES).context["lines"]] == [True]
    assert "Les autres appareils sont déconnectés." in answer.content.decode()
    assert Device.objects.count() == 1


def test_this_device_and_those_of_others_are_out_of_reach(person: User) -> None:
    here, other = signed_in(person), signed_in(make_user(password=PASSWORD))
    for client in (here, other):
        device = Device.objects.get(session_key=key_of(client))
        assert here.post(reverse("account:end_device", args=[device.public_id])).status_code == 404
    assert other.get(DEVICES).status_code == 200


def test_signing_out_forgets_the_device(person: User) -> None:
    client = signed_in(person)
    client.post(reverse("account_logout"))
    assert Device.objects.count() == 0


def test_a_changed_password_leaves_this_device_only(person: User) -> None:
    here = signed_in(person)
    signed_in(person, SAFARI)
    new = "une autre phrase tout aussi longue"
    here.post(
        reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": new, "password2": new}
    )
    assert person.password != User.objects.get(pk=person.pk).password
    assert [line["here"] for line in here.get(DEVICES).context["lines"]] == [True]


def test_sessions_that_ended_are_not_listed_and_are_forgotten(person: User) -> None:
    phone, here = signed_in(person, SAFARI), signed_in(person)
    phone.session.flush()
    assert len(here.get(DEVICES).context["lines"]) == 1
    signed_in(person)
    assert Device.objects.filter(system="iPhone").count() == 0


def test_pages_write_nothing_within_the_quarter_of_an_hour(
    person: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = signed_in(person)
    noted: list[str] = []
    monkeypatch.setattr(device_mark, "note_device", lambda _user, **given: noted.append(given["session_key"]))
    for _ in range(3):
        client.get(DEVICES)
    assert noted == []
    later = (timezone.now() + timedelta(minutes=device_mark.MINUTES + 1)).timestamp()
    monkeypatch.setattr(device_mark.time, "time", lambda: later)
    for _ in range(3):
        client.get(DEVICES)
    assert noted == [key_of(client)]


def test_the_page_costs_the_same_for_many(person: User, queries: Queries) -> None:
    here = signed_in(person)
    queries.same(lambda: signed_in(person, SAFARI), lambda: here.get(DEVICES))
