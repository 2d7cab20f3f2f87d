"""What is too large, or comes from who may not send it, is refused before a byte of it is read."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from negoce.companies.models import ImportRun
from negoce.files.rules.documents import MAX_DOCUMENT_BYTES
from negoce.files.rules.kinds import FORM_ROOM, MAX_TEXT_BYTES
from negoce.identity.enums import Role
from tests.factories.identity import make_user

pytestmark = pytest.mark.django_db
NEW = reverse("imports:new")
FORM = "multipart/form-data; boundary=b"


class Unread:
    """A body that nobody may touch."""

    def read(self, *_size: int) -> bytes:
        raise AssertionError("the body was read")

    readline = read


def send(role: Role | None, path: str, size: int, **headers: str) -> tuple[int, str]:
    """Announce that many bytes; returns the status and where it leads."""
    client = Client(headers=headers, enforce_csrf_checks=True)
    if role is not None:
        client.force_login(make_user(role), backend="allauth.account.auth_backends.AuthenticationBackend")
    # Anybody can fetch such a cookie: with it the form is looked at for its token.
    client.cookies["csrftoken"] = "a" * 32
    body = {"wsgi.input": Unread(), "CONTENT_LENGTH": str(size), "CONTENT_TYPE": FORM}
    answer = client.generic("POST", path, **body)
    return answer.status_code, answer.headers.get("Location", "")


@pytest.mark.parametrize("path", [NEW, reverse("account_login"), reverse("companies:create")])
def test_a_visitor_sends_nothing_large(path: str) -> None:
    status, location = send(None, path, 50_000_000)
    assert (status, location.partition("?")[0]) == (302, reverse("account_login"))
    assert send(None, path, 50_000_000, **{"HX-Request": "true"}) == (401, "")


def test_who_may_not_import_sends_no_file() -> None:
    assert send(Role.READ_ONLY, NEW, 50_000_000)[0] == 403


def test_a_file_beyond_all_limits_and_a_form_that_takes_none() -> None:
    assert send(Role.ADMINISTRATOR, NEW, MAX_TEXT_BYTES + FORM_ROOM + 1)[0] == 413
    assert send(Role.ADMINISTRATOR, reverse("companies:create"), 50_000_000)[0] == 413
    assert ImportRun.objects.count() == 0


def test_a_file_within_limits_is_read() -> None:
    with pytest.raises(AssertionError, match="the body was read"):
        send(Role.ADMINISTRATOR, NEW, MAX_TEXT_BYTES)


@pytest.mark.parametrize("name", ["tender_files:document_new", "tender_files:document", "aids:file"])
def test_each_form_takes_files_up_to_its_own_limit(name: str) -> None:
    parts = ["a1b2c3d4e5f6"] * (2 if name.endswith("document") else 1)
    path = reverse(name, args=parts)
    with pytest.raises(AssertionError, match="the body was read"):
        send(Role.MANAGER, path, MAX_DOCUMENT_BYTES)
    assert send(Role.MANAGER, path, MAX_DOCUMENT_BYTES + FORM_ROOM + 1)[0] == 413
    assert send(Role.READ_ONLY, path, MAX_DOCUMENT_BYTES)[0] == 403


@pytest.mark.parametrize("parts", [[], ["a1b2c3d4e5f6"]])
def test_the_shelf_of_the_house_takes_files(parts: list[str]) -> None:
    path = reverse("tender_files:certificate" if parts else "tender_files:certificate_new", args=parts)
    with pytest.raises(AssertionError, match="the body was read"):
        send(Role.SALESPERSON, path, MAX_DOCUMENT_BYTES)
