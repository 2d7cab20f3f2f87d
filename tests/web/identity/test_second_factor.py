"""The second factor: set up, asked, guessed at, replayed, required by a role, taken off."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from negoce.identity.actions.second_factor import remove_second_factor
from negoce.identity.enums import Role
from negoce.identity.models import JournalEntry, RolePolicy, SecondFactorAttempt, User
from negoce.identity.permissions import NotAllowed
from negoce.web.identity.second_factor_adapter import SecondFactorAdapter
from tests.factories.identity import make_actor, make_user

pytestmark = pytest.mark.django_db
PASSWORD = "cheval-pile-agrafe-correct"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def code_now(secret: str = SECRET, shift: int = 0) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + shift))


def protected_user(**fields: object) -> User:
    user = make_user(email="camille@negoce.example", password=PASSWORD, **fields)
    TOTP.activate(user, SECRET)
    return user


def give_password(client: Client) -> None:
    response = client.post(
        reverse("account_login"), {"login": "camille@negoce.example", "password": PASSWORD}
    )
    assert response.url == reverse("mfa_authenticate")


def is_signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def test_password_alone_does_not_open(client: Client) -> None:
    protected_user()
    give_password(client)
    assert not is_signed_in(client)
    assert client.get(reverse("account:preferences")).status_code == 302


def test_right_code_opens(client: Client) -> None:
    protected_user()
    give_password(client)
    response = client.post(reverse("mfa_authenticate"), {"code": code_now()})
    assert response.url == "/"
    assert is_signed_in(client)
    assert JournalEntry.objects.get().values == {"method": [None, "password+mfa"]}


def test_a_code_opens_once_whatever_the_server_process(client: Client) -> None:
    from django.core.cache import cache

    protected_user()
    code = code_now()
    give_password(client)
    client.post(reverse("mfa_authenticate"), {"code": code})
    # Another process has a cache of its own.
    cache.clear()
    thief = Client()
    give_password(thief)
    response = thief.post(reverse("mfa_authenticate"), {"code": code})
    assert response.status_code == 200
    assert not is_signed_in(thief)


def test_five_wrong_codes_close_the_door_for_every_process_and_address(client: Client) -> None:
    from django.core.cache import cache

    protected_user()
    for number in range(5):
        guesser = Client(REMOTE_ADDR=f"198.51.100.{number}")
        give_password(guesser)
        guesser.post(reverse("mfa_authenticate"), {"code": "000000"})
        cache.clear()
    give_password(client)
    response = client.post(reverse("mfa_authenticate"), {"code": code_now()})
    assert "Trop de codes faux" in response.content.decode()
    assert not is_signed_in(client)
    SecondFactorAttempt.objects.update(at=timezone.now() - timedelta(minutes=11))
    cache.clear()
    client.post(reverse("mfa_authenticate"), {"code": code_now()})
    assert is_signed_in(client)


def test_recovery_code_opens_once(client: Client) -> None:
    from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes

    user = protected_user()
    code = RecoveryCodes.activate(user).generate_codes()[0]
    give_password(client)
    client.post(reverse("mfa_authenticate"), {"code": code})
    assert is_signed_in(client)
    thief = Client()
    give_password(thief)
    thief.post(reverse("mfa_authenticate"), {"code": code})
    assert not is_signed_in(thief)


def test_secret_is_stored_encrypted_and_a_changed_key_opens_nothing(settings: object) -> None:
    user = protected_user()
    stored = Authenticator.objects.get(user=user).data["secret"]
    assert SECRET not in stored
    assert SecondFactorAdapter().decrypt(stored) == SECRET
    settings.SECRET_KEY = "another key"  # type: ignore[attr-defined]
    other = SecondFactorAdapter().decrypt(stored)
    assert other != SECRET
    assert len(other) == 32
    settings.SECRET_KEY_FALLBACKS = ["only-for-tests"]  # type: ignore[attr-defined]
    assert SecondFactorAdapter().decrypt(stored) == SECRET


def set_up(client: Client) -> None:
    """Give the password again, scan, give the code."""
    page = client.get(reverse("mfa_activate_totp"), follow=True)
    if "reauthenticate" in page.redirect_chain[-1][0] if page.redirect_chain else False:
        page = client.post(page.redirect_chain[-1][0], {"password": PASSWORD}, follow=True)
    secret = re.search(r"<code>([A-Z2-7]+)</code>", page.content.decode())
    assert secret
    assert 'src="data:image/svg+xml;base64,' in page.content.decode()
    response = client.post(reverse("mfa_activate_totp"), {"code": code_now(secret[1])})
    assert response.url == reverse("mfa_view_recovery_codes")


def test_setting_up_asks_for_the_password_again_and_gives_recovery_codes(
    client: Client,
    django_capture_on_commit_callbacks: Callable[..., AbstractContextManager[object]],
) -> None:
    user = make_user(email="camille@negoce.example", password=PASSWORD)
    client.force_login(user)
    first = client.get(reverse("mfa_activate_totp"))
    assert first.url.startswith(reverse("account_reauthenticate"))
    with django_capture_on_commit_callbacks(execute=True):
        set_up(client)
    codes = client.get(reverse("mfa_view_recovery_codes"))
    assert codes.content.decode().count("<li><code>") == 10
    assert [entry.verb for entry in JournalEntry.objects.order_by("pk")] == ["second_factor_added"]


def test_role_that_requires_it_leads_there_and_nowhere_else(client: Client) -> None:
    RolePolicy.objects.create(role=Role.MANAGER.value, second_factor_required=True)
    user = make_user(Role.MANAGER, email="camille@negoce.example", password=PASSWORD)
    client.force_login(user)
    assert client.get(reverse("account:preferences")).url == reverse("mfa_activate_totp")
    fragment = client.get(reverse("account:preferences"), headers={"HX-Request": "true"})
    assert (fragment.status_code, fragment.headers["HX-Redirect"]) == (403, reverse("mfa_activate_totp"))
    set_up(client)
    assert client.get(reverse("account:preferences")).status_code == 200


def test_required_second_factor_cannot_be_taken_off(client: Client) -> None:
    RolePolicy.objects.create(role=Role.MANAGER.value, second_factor_required=True)
    user = protected_user(role=Role.MANAGER)
    give_password(client)
    client.post(reverse("mfa_authenticate"), {"code": code_now(shift=-1)})
    again = client.get(reverse("mfa_deactivate_totp"), follow=True)
    client.post(again.redirect_chain[-1][0], {"password": PASSWORD})
    response = client.post(reverse("mfa_deactivate_totp"))
    assert "ne peut pas être désactivée" in response.content.decode()
    assert Authenticator.objects.filter(user=user).exists()


def test_administrator_takes_off_a_lost_one(client: Client) -> None:
    user = protected_user(role=Role.SALESPERSON)
    assert remove_second_factor(make_actor(), user) is True
    assert not Authenticator.objects.filter(user=user).exists()
    assert JournalEntry.objects.get().verb == "second_factor_removed"
    with pytest.raises(NotAllowed):
        remove_second_factor(make_actor(Role.MANAGER), user)
