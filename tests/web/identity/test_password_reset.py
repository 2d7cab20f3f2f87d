"""A forgotten password, and what asking for it tells a stranger."""

from __future__ import annotations

import re

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from tests.factories.identity import make_user

pytestmark = pytest.mark.django_db
PASSWORD = "cheval-pile-agrafe-correct"
NEW = "une-autre-phrase-longue"


def ask(client: Client, email: str):
    return client.post(reverse("account_reset_password"), {"email": email})


def link() -> str:
    found = re.search(r"http://testserver(\S+)", mail.outbox[-1].body)
    assert found
    return found[1]


def test_link_opens_once_and_signs_in(client: Client) -> None:
    user = make_user(email="camille@negoce.example", password=PASSWORD)
    assert ask(client, " Camille@negoce.example ").url == reverse("account_reset_password_done")
    assert mail.outbox[-1].to == ["camille@negoce.example"]
    assert mail.outbox[-1].subject == "[Négoce] Choisir un nouveau mot de passe"
    address = link()
    form = client.get(address, follow=True)
    response = client.post(form.redirect_chain[-1][0], {"password1": NEW, "password2": NEW})
    assert response.url == "/"
    user.refresh_from_db()
    assert user.check_password(NEW)
    assert "ne sert plus" in Client().get(address, follow=True).content.decode()


def test_known_and_unknown_get_the_same_answer_and_only_one_a_mail(client: Client) -> None:
    make_user(email="camille@negoce.example", password=PASSWORD)
    known, unknown = ask(client, "camille@negoce.example"), ask(client, "nobody@negoce.example")
    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)
    assert [message.to for message in mail.outbox] == [["camille@negoce.example"]]


def test_unknown_costs_the_same_work(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    from negoce.web.identity.adapter import AccountAdapter

    rendered = []
    monkeypatch.setattr(AccountAdapter, "render_mail", lambda self, *arguments: rendered.append(arguments[0]))
    ask(client, "nobody@negoce.example")
    assert rendered == ["account/email/password_reset_key"]


def test_closed_account_gets_no_link(client: Client) -> None:
    make_user(email="camille@negoce.example", password=PASSWORD, is_active=False)
    ask(client, "camille@negoce.example")
    assert mail.outbox == []


@pytest.mark.parametrize(
    ("password", "words"),
    [
        ("court", "trop court"),
        ("123456789012", "entièrement numérique"),
        ("password1234", "trop courant"),
        ("camille.roche", "trop semblable"),
    ],
)
def test_weak_passwords_are_refused_in_french(client: Client, password: str, words: str) -> None:
    make_user(email="camille.roche@negoce.example", password=PASSWORD)
    ask(client, "camille.roche@negoce.example")
    form = client.get(link(), follow=True)
    response = client.post(form.redirect_chain[-1][0], {"password1": password, "password2": password})
    assert words in response.content.decode()


def test_reset_does_not_go_round_the_second_factor(client: Client) -> None:
    from allauth.mfa.totp.internal.auth import TOTP

    user = make_user(email="camille@negoce.example", password=PASSWORD)
    TOTP.activate(user, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
    ask(client, "camille@negoce.example")
    form = client.get(link(), follow=True)
    response = client.post(form.redirect_chain[-1][0], {"password1": NEW, "password2": NEW})
    assert response.url == reverse("mfa_authenticate")
    assert "_auth_user_id" not in client.session


def test_host_of_the_link_is_ours(client: Client, settings: object) -> None:
    settings.ALLOWED_HOSTS = ["testserver"]  # type: ignore[attr-defined]
    make_user(email="camille@negoce.example", password=PASSWORD)
    response = client.post(
        reverse("account_reset_password"), {"email": "camille@negoce.example"}, HTTP_HOST="evil.example"
    )
    assert response.status_code == 400
    assert mail.outbox == []


def test_changing_it_needs_the_present_one_and_signs_out_elsewhere(client: Client) -> None:
    user = make_user(email="camille@negoce.example", password=PASSWORD)
    elsewhere = Client()
    client.force_login(user)
    elsewhere.force_login(user)
    wrong = client.post(
        reverse("account_change_password"), {"oldpassword": "faux", "password1": NEW, "password2": NEW}
    )
    assert "Ce n’est pas votre mot de passe actuel" in wrong.content.decode()
    right = client.post(
        reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}
    )
    assert right.url == reverse("account:preferences")
    assert client.get(reverse("account:preferences")).status_code == 200
    assert elsewhere.get(reverse("account:preferences")).status_code == 302
    assert mail.outbox[-1].subject == "[Négoce] Votre mot de passe a changé"


def test_guessing_the_present_one_from_an_open_session_locks(client: Client) -> None:
    user = make_user(email="camille@negoce.example", password=PASSWORD)
    client.force_login(user)
    from django.core.cache import cache

    statuses = []
    for _ in range(8):
        cache.clear()
        statuses.append(
            client.post(
                reverse("account_change_password"),
                {"oldpassword": "faux", "password1": NEW, "password2": NEW},
            ).status_code
        )
    assert statuses == [200] * 7 + [429]


def test_person_without_password_chooses_one(client: Client) -> None:
    client.force_login(make_user())
    assert client.get(reverse("account_change_password")).url == reverse("account_set_password")
    response = client.post(reverse("account_set_password"), {"password1": NEW, "password2": NEW})
    assert response.status_code == 302
    assert client.get(reverse("account:preferences")).status_code == 200
