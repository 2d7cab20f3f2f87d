"""Refusals and failures are as closed as pages: policy, no sniffing, no frame, no copy, no word of the inside."""

from __future__ import annotations

import pytest
from django.http import HttpResponseBase
from django.test import Client
from django.urls import reverse

from negoce.identity.enums import Role
from negoce.web.lists import screen
from tests.factories.companies import make_company, make_contact
from tests.factories.identity import make_user
from tests.factories.imports import run_import_of, text_file

pytestmark = pytest.mark.django_db
SECRET = "zqxjkv"


def signed_in(role: Role) -> Client:
    client = Client()
    client.force_login(make_user(role), backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def assert_closed(answer: HttpResponseBase) -> None:
    headers = answer.headers
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"
    assert {"private", "no-store"} <= {part.strip() for part in headers["Cache-Control"].split(",")}


def test_a_failure_tells_nothing_of_the_inside(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_arguments: object, **_named: object) -> None:
        raise RuntimeError(SECRET)

    monkeypatch.setattr(screen, "read_state", broken)
    client = signed_in(Role.ADMINISTRATOR)
    client.raise_request_exception = False
    for headers in ({}, {"HX-Request": "true"}):
        answer = client.get("/companies/", headers=headers)
        assert (answer.status_code, SECRET in answer.content.decode()) == (500, False)
        assert_closed(answer)


@pytest.mark.parametrize(
    ("path", "method", "status"),
    [
        ("/nothing/here/", "get", 404),
        ("/companies/000000000000/", "get", 404),
        ("/search/", "post", 405),
        ("/account/logout/", "get", None),
    ],
)
def test_refusals_are_as_closed_as_pages(path: str, method: str, status: int | None) -> None:
    client = signed_in(Role.ADMINISTRATOR)
    answer = getattr(client, method)(path)
    assert status in (None, answer.status_code)
    assert_closed(answer)


def test_a_forged_request_and_a_visitor_are_answered_as_closed() -> None:
    forged = Client(enforce_csrf_checks=True).post(reverse("account_login"), {"login": "a", "password": "b"})
    assert forged.status_code == 403
    assert_closed(forged)
    assert_closed(Client().get("/companies/"))
    assert_closed(signed_in(Role.READ_ONLY).get("/settings/people/"))


@pytest.mark.parametrize(
    "host", ["evil.example", "testserver.evil.example", "testserver@evil.example", "x y"]
)
def test_another_host_is_refused_and_never_repeated(host: str, settings: object) -> None:
    """A link in a mail is built from the host of the request: a chosen one would steal it."""
    settings.ALLOWED_HOSTS = ["testserver"]  # type: ignore[attr-defined]
    client = Client(raise_request_exception=False)
    for path in ("/account/login/", reverse("account_reset_password")):
        answer = client.get(path, headers={"host": host})
        assert (answer.status_code, "evil" in answer.content.decode()) == (400, False)
    forwarded = client.get("/account/login/", headers={"x-forwarded-host": "evil.example"})
    assert (forwarded.status_code, "evil" in forwarded.content.decode()) == (200, False)


def test_every_download_is_an_attachment_that_nothing_sniffs() -> None:
    contact = make_contact(make_company('=cmd|" /C calc"!A0\r\n.html'))
    client = signed_in(Role.ADMINISTRATOR)
    run = run_import_of(
        text_file("Nom;SIRET;Ville", "=1+1;123;Nîmes", "Laiterie;73282932000074;Lyon"),
        name='a"\r\nX: y.html.csv',
    )
    urls = [f"/lists/companies/export/?format={form}" for form in ("csv", "csv_plain", "xlsx")]
    urls += [
        reverse("privacy:export", args=[contact.public_id]),
        reverse("imports:rows", args=[run.public_id]),
    ]
    for url in urls:
        answer = client.get(url)
        assert answer.status_code == 200
        assert answer.headers["Content-Disposition"].startswith('attachment; filename="')
        assert "html" not in answer.headers["Content-Disposition"] + answer.headers["Content-Type"]
        assert_closed(answer)
    rows = b"".join(client.get(urls[-1]).streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    assert "'=1+1" in rows
