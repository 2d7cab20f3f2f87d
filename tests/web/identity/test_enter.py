"""Links that sign in once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from negoce.identity.actions.sign_in_link import create_sign_in_link, forget_spent_links
from negoce.identity.models import SignInLink, User
from tests.factories.identity import make_user

pytestmark = pytest.mark.django_db


def address(user: User, *, loopback_only: bool = False, minutes: int = 10) -> str:
    return reverse(
        "identity:enter",
        args=[create_sign_in_link(user=user, minutes=minutes, loopback_only=loopback_only)],
    )


def is_signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def test_opening_changes_nothing_and_pressing_signs_in(client: Client) -> None:
    user = make_user()
    url = address(user)
    for _ in range(3):
        assert user.full_name in client.get(url).content.decode()
    assert not is_signed_in(client)
    assert SignInLink.objects.get().used_at is None
    response = client.post(url)
    assert (response.status_code, response.url) == (302, "/")
    assert client.session["_auth_user_id"] == str(user.pk)


def test_token_itself_is_not_stored() -> None:
    token = create_sign_in_link(user=make_user(), minutes=10, loopback_only=False)
    assert token not in str(SignInLink.objects.values())
    assert len(token) >= 43


def test_second_use_is_refused(client: Client) -> None:
    url = address(make_user())
    client.post(url)
    thief = Client()
    assert thief.post(url).status_code == 410
    assert thief.get(url).status_code == 410
    assert not is_signed_in(thief)


def test_late_use_is_refused(client: Client) -> None:
    url = address(make_user())
    SignInLink.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert client.post(url).status_code == 410
    assert not is_signed_in(client)


def test_unknown_token_and_closed_account(client: Client) -> None:
    assert client.get(reverse("identity:enter", args=["inconnu"])).status_code == 410
    user = make_user()
    url = address(user)
    user.is_active = False
    user.save()
    assert client.post(url).status_code == 410
    assert not is_signed_in(client)


@pytest.mark.parametrize("peer", ["127.0.0.1", "::1", "127.0.0.53"])
def test_loopback_link_opens_from_this_machine(peer: str) -> None:
    near = Client(REMOTE_ADDR=peer)
    assert near.post(address(make_user(), loopback_only=True)).status_code == 302
    assert is_signed_in(near)


@pytest.mark.parametrize(
    ("peer", "headers"),
    [
        ("203.0.113.7", {}),
        ("203.0.113.7", {"X-Forwarded-For": "127.0.0.1"}),
        ("127.0.0.1", {"X-Forwarded-For": "203.0.113.7"}),
        ("127.0.0.1", {"Forwarded": "for=203.0.113.7"}),
        ("", {}),
    ],
)
def test_loopback_link_does_not_open_from_elsewhere(peer: str, headers: dict[str, str]) -> None:
    far = Client(REMOTE_ADDR=peer, headers=headers)
    url = address(make_user(), loopback_only=True)
    assert far.get(url).status_code == 410
    assert far.post(url).status_code == 410
    assert not is_signed_in(far)
    assert SignInLink.objects.get().used_at is None


def test_pressing_needs_the_token_of_the_form() -> None:
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(address(make_user())).status_code == 403


def test_link_still_asks_for_the_second_factor(client: Client) -> None:
    from allauth.mfa.totp.internal.auth import TOTP

    user = make_user()
    TOTP.activate(user, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
    assert client.post(address(user)).url == reverse("mfa_authenticate")
    assert not is_signed_in(client)


def test_somebody_else_signed_in_is_signed_out_first(client: Client) -> None:
    first, second = make_user(), make_user()
    client.force_login(first)
    key = client.session.session_key
    client.post(address(second))
    assert client.session["_auth_user_id"] == str(second.pk)
    assert client.session.session_key != key


def test_spent_links_are_forgotten(client: Client) -> None:
    user = make_user()
    client.post(address(user))
    kept = create_sign_in_link(user=user, minutes=10, loopback_only=False)
    assert forget_spent_links() == 1
    assert client.get(reverse("identity:enter", args=[kept])).status_code == 200
