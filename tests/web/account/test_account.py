"""One's own account."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from negoce.identity.enums import Role
from negoce.identity.models import JournalEntry, User
from tests.factories.identity import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def user(client: Client) -> User:
    person = make_user(Role.SALESPERSON)
    client.force_login(person)
    return person


def values(**changes: str) -> dict[str, str]:
    return {"first_name": "Zoé", "last_name": "Martin", "language": "en", "theme": "dark", **changes}


def test_changes_are_kept_and_at_once_in_force(client: Client, user: User) -> None:
    response = client.post(reverse("account:preferences"), values(), follow=True)
    page = response.content.decode()
    assert ('<html lang="en"' in page, 'data-theme="dark"' in page) == (True, True)
    user.refresh_from_db()
    assert (user.first_name, user.language, user.theme) == ("Zoé", "en", "dark")
    assert JournalEntry.objects.get().values["first_name"] == ["Camille", "Zoé"]


def test_rights_cannot_be_posted(client: Client, user: User) -> None:
    more = {
        "role": "administrator",
        "scope": "all",
        "email": "x@y.example",
        "is_active": "",
        "session_epoch": "4",
    }
    client.post(reverse("account:preferences"), values() | more)
    after = User.objects.get(pk=user.pk)
    assert (after.role, after.scope, after.email, after.is_active, after.session_epoch) == (
        user.role,
        user.scope,
        user.email,
        True,
        0,
    )


@pytest.mark.parametrize(
    "wrong", [{"language": "de"}, {"theme": "neon"}, {"first_name": ""}, {"last_name": "x" * 10_000}]
)
def test_bad_values_are_explained_and_nothing_is_kept(
    client: Client, user: User, wrong: dict[str, str]
) -> None:
    response = client.post(reverse("account:preferences"), values(**wrong))
    assert response.status_code == 422
    assert "field-error" in response.content.decode()
    assert User.objects.get(pk=user.pk).first_name == "Camille"


def test_language_switch_keeps_the_page(client: Client, user: User) -> None:
    response = client.post(reverse("account:language"), {"language": "en", "next": "/account/?a=1"})
    assert response.url == "/account/?a=1"
    assert client.get(reverse("account:preferences")).headers["Content-Language"] == "en"


def test_visitor_switches_language(client: Client) -> None:
    client.post(reverse("account:language"), {"language": "en", "next": "/account/login/"})
    assert client.get(reverse("account_login")).headers["Content-Language"] == "en"


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example/",
        "//evil.example",
        "/\\evil.example",
        "javascript:alert(1)",
        "",
        "account/",
        "///x.example",
    ],
)
def test_language_switch_leads_nowhere_else(client: Client, target: str) -> None:
    assert client.post(reverse("account:language"), {"language": "fr", "next": target}).url == "/"


@pytest.mark.parametrize(
    "name", ["account:language", "account:theme", "account:end_sessions", "account:preferences"]
)
def test_switches_need_the_token_of_the_form(name: str) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(make_user())
    assert strict.post(reverse(name), values(next="/")).status_code == 403
    assert User.objects.get().language == "fr"


@pytest.mark.parametrize("name", ["account:language", "account:theme", "account:end_sessions"])
def test_switches_need_a_post(client: Client, user: User, name: str) -> None:
    assert client.get(reverse(name)).status_code == 405


def test_unknown_language_is_refused(client: Client, user: User) -> None:
    assert client.post(reverse("account:language"), {"language": "../../etc"}).status_code == 400


def test_theme_is_remembered_for_other_devices(client: Client, user: User) -> None:
    assert client.post(reverse("account:theme"), {"theme": "dark"}).status_code == 204
    user.refresh_from_db()
    assert user.theme == "dark"
    assert client.post(reverse("account:theme"), {"theme": "x"}).status_code == 422


def test_signing_out_everywhere_else(client: Client, user: User) -> None:
    elsewhere = Client()
    elsewhere.force_login(user)
    assert elsewhere.get(reverse("account:preferences")).status_code == 200
    client.post(reverse("account:end_sessions"))
    assert elsewhere.get(reverse("account:preferences")).status_code == 302
    assert client.get(reverse("account:preferences")).status_code == 200
    assert JournalEntry.objects.get().verb == "sessions_ended"
