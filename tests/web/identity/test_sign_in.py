"""Signing in: what opens, what does not, and what a stranger learns from it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from negoce.identity.models import JournalEntry
from tests.factories.identity import make_user

pytestmark = pytest.mark.django_db
PASSWORD = "cheval-pile-agrafe-correct"
HOME = "/"


def sign_in(client: Client, email: str, password: str = PASSWORD, **extra: str):
    return client.post(reverse("account_login"), {"login": email, "password": password}, **extra)


def is_signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def test_right_password_opens_and_is_journaled(client: Client) -> None:
    user = make_user(email="camille@negoce.example", password=PASSWORD)
    response = sign_in(client, "camille@negoce.example")
    assert (response.status_code, response.url) == (302, HOME)
    assert is_signed_in(client)
    entry = JournalEntry.objects.get()
    assert (entry.verb, entry.actor_id, entry.values) == (
        "signed_in",
        user.pk,
        {"method": [None, "password"]},
    )


def test_session_key_changes_at_sign_in(client: Client) -> None:
    make_user(email="camille@negoce.example", password=PASSWORD)
    client.session["planted"] = "by somebody"
    session = client.session
    session["planted"] = "by somebody"
    session.save()
    client.cookies["sessionid"] = session.session_key
    sign_in(client, "camille@negoce.example")
    assert is_signed_in(client)
    assert client.cookies["sessionid"].value != session.session_key


@pytest.mark.parametrize("email", ["camille@negoce.example", "nobody@negoce.example"])
def test_wrong_password_says_the_same_for_known_and_unknown(client: Client, email: str) -> None:
    make_user(email="camille@negoce.example", password=PASSWORD)
    response = sign_in(client, email, "faux")
    assert response.status_code == 200
    assert response.context["form"].non_field_errors() == ["Adresse e-mail ou mot de passe incorrect."]
    assert not is_signed_in(client)


def test_unknown_account_costs_a_password_hash_too(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    from negoce.identity.models import User

    hashed = []
    monkeypatch.setattr(User, "set_password", lambda self, raw: hashed.append(raw))
    sign_in(client, "nobody@negoce.example", "faux")
    assert hashed == ["faux"]


@pytest.mark.parametrize("email", ["camille@negoce.example", "nobody@negoce.example"])
def test_eight_failures_lock_known_and_unknown_alike(client: Client, email: str) -> None:
    make_user(email="camille@negoce.example", password=PASSWORD)
    for _ in range(7):
        assert sign_in(client, email, "faux").status_code == 200
    locked = sign_in(client, email, "faux")
    assert locked.status_code == 429
    assert "Trop d’essais" in locked.content.decode()
    last = AccessAttempt.objects.get().attempt_time
    until = timezone.localtime(last + timedelta(minutes=15))
    assert until.strftime("%H:%M") in locked.content.decode()
    # The right password does not open either.
    assert sign_in(client, email).status_code == 429
    assert not is_signed_in(client)


@pytest.mark.parametrize(
    "spelling", ["CAMILLE@negoce.example", " camille@negoce.example ", "Camille@Negoce.Example"]
)
def test_spelling_does_not_go_round_the_lock(client: Client, spelling: str) -> None:
    make_user(email="camille@negoce.example", password=PASSWORD)
    for _ in range(8):
        sign_in(client, spelling, "faux")
    assert sign_in(client, "camille@negoce.example").status_code == 429


def test_forwarded_address_does_not_go_round_the_lock(client: Client) -> None:
    make_user(email="camille@negoce.example", password=PASSWORD)
    for number in range(8):
        sign_in(client, "camille@negoce.example", "faux", HTTP_X_FORWARDED_FOR=f"203.0.113.{number}")
    assert sign_in(client, "camille@negoce.example", HTTP_X_FORWARDED_FOR="203.0.113.99").status_code == 429


def test_other_browser_does_not_go_round_the_lock(client: Client) -> None:
    make_user(email="camille@negoce.example", password=PASSWORD)
    for number in range(8):
        sign_in(client, "camille@negoce.example", "faux", HTTP_USER_AGENT=f"browser {number}")
    assert sign_in(client, "camille@negoce.example").status_code == 429


def test_lock_is_over_after_fifteen_minutes(client: Client) -> None:
    make_user(email="camille@negoce.example", password=PASSWORD)
    for _ in range(8):
        sign_in(client, "camille@negoce.example", "faux")
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=16))
    assert sign_in(client, "camille@negoce.example").status_code == 302
    assert is_signed_in(client)


def test_lock_leaves_other_accounts_and_other_addresses_open(client: Client) -> None:
    make_user(email="camille@negoce.example", password=PASSWORD)
    make_user(email="hugo@negoce.example", password=PASSWORD)
    for _ in range(8):
        sign_in(client, "camille@negoce.example", "faux")
    assert sign_in(Client(), "hugo@negoce.example").status_code == 302
    assert sign_in(Client(REMOTE_ADDR="198.51.100.7"), "camille@negoce.example").status_code == 302


def test_password_is_not_kept_with_the_failure(client: Client) -> None:
    sign_in(client, "nobody@negoce.example", "secret-que-l-on-a-tape")
    attempt = AccessAttempt.objects.get()
    assert "secret-que" not in f"{attempt.post_data}{attempt.get_data}{attempt.username}"


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example",
        "javascript:alert(1)",
        "https:evil.example",
        "\x00//evil.example",
    ],
)
def test_next_leads_nowhere_else(client: Client, target: str) -> None:
    make_user(email="camille@negoce.example", password=PASSWORD)
    response = client.post(
        reverse("account_login"),
        {"login": "camille@negoce.example", "password": PASSWORD, "next": target},
    )
    assert (response.status_code, response.url) == (302, HOME)


def test_next_leads_to_our_page(client: Client) -> None:
    make_user(email="camille@negoce.example", password=PASSWORD)
    response = client.post(
        f"{reverse('account_login')}?next=/account/",
        {"login": "camille@negoce.example", "password": PASSWORD, "next": "/account/"},
    )
    assert response.url == "/account/"


def test_closed_account_does_not_open(client: Client) -> None:
    make_user(email="camille@negoce.example", password=PASSWORD, is_active=False)
    assert sign_in(client, "camille@negoce.example").url == reverse("account_inactive")
    assert not is_signed_in(client)


def test_closing_an_account_signs_out_at_once(client: Client) -> None:
    user = make_user()
    client.force_login(user)
    assert client.get(reverse("account:preferences")).status_code == 200
    user.is_active = False
    user.save()
    response = client.get(reverse("account:preferences"))
    assert (response.status_code, response.url) == (302, "/account/login/?next=/account/")


def test_sign_in_without_csrf_token_is_refused() -> None:
    make_user(email="camille@negoce.example", password=PASSWORD)
    strict = Client(enforce_csrf_checks=True)
    assert sign_in(strict, "camille@negoce.example").status_code == 403
    assert not is_signed_in(strict)


def test_sign_out_needs_a_post(client: Client) -> None:
    client.force_login(make_user())
    assert client.get(reverse("account_logout")).status_code == 200
    assert is_signed_in(client)
    assert client.post(reverse("account_logout")).url == reverse("account_login")
    assert not is_signed_in(client)


def test_closing_the_browser_ends_the_session_unless_asked(client: Client) -> None:
    make_user(email="camille@negoce.example", password=PASSWORD)
    sign_in(client, "camille@negoce.example")
    assert client.cookies["sessionid"]["expires"] == ""
    stays = Client()
    stays.post(
        reverse("account_login"),
        {"login": "camille@negoce.example", "password": PASSWORD, "remember": "on"},
    )
    assert stays.cookies["sessionid"]["max-age"] == 14 * 24 * 3600


@pytest.mark.parametrize(
    "path",
    [
        "/account/signup/",
        "/account/email/",
        "/account/confirm-email/",
        "/account/login/code/confirm/",
        "/account/2fa/webauthn/",
    ],
)
def test_what_is_not_offered_has_no_address(client: Client, path: str) -> None:
    client.force_login(make_user())
    assert client.get(path).status_code == 404


def test_visitor_is_spoken_to_in_the_browser_language(client: Client) -> None:
    english = client.get(reverse("account_login"), HTTP_ACCEPT_LANGUAGE="en-GB,en;q=0.9")
    assert english.headers["Content-Language"] == "en"
    other = Client().get(reverse("account_login"), HTTP_ACCEPT_LANGUAGE="de")
    assert other.headers["Content-Language"] == "fr"


def test_page_carries_no_inline_script_or_style(client: Client) -> None:
    response = client.get(reverse("account_login"))
    page = response.content.decode()
    assert " style=" not in page
    assert "<style" not in page
    assert " onclick=" not in page
    policy = response.headers["Content-Security-Policy"]
    assert "script-src 'self';" in policy + ";"
    assert "unsafe" not in policy
