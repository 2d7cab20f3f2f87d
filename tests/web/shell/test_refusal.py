"""A refusal says what, for want of which right, and whom to ask."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from negoce.identity.enums import Role
from tests.factories.identity import make_user

pytestmark = pytest.mark.django_db
NBSP = "\u00a0"


@pytest.fixture
def reader() -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(make_user(Role.READ_ONLY))
    return client


def test_the_page_names_the_right_and_who_gives_it(reader: Client) -> None:
    make_user(first_name="Isabelle", last_name="Faure")
    make_user(first_name="Ancienne", last_name="Partie", is_active=False)
    answer = reader.get(reverse("imports:new"))
    page = answer.content.decode()
    assert answer.status_code == 403
    assert "Votre rôle ne permet pas cette action. Rien n’a été changé" in page
    assert f"Droit nécessaire{NBSP}: «{NBSP}Importer{NBSP}»." in page
    assert f"demandez à{NBSP}: Isabelle Faure." in page
    assert "Partie" not in page


def test_an_exchange_gets_the_words_alone(reader: Client) -> None:
    answer = reader.get(reverse("companies:create"), headers={"HX-Request": "true"})
    page = answer.content.decode()
    assert (answer.status_code, page.startswith("<p data-refusal>"), "<html" in page) == (403, True, False)
    assert f"«{NBSP}Créer des fiches{NBSP}»" in page


def test_it_is_said_in_the_language_of_the_person() -> None:
    client = Client(raise_request_exception=False)
    client.force_login(make_user(Role.READ_ONLY, language="en"))
    assert "Right needed: “Import”." in client.get(reverse("imports:new")).content.decode()


def test_what_a_refusal_says_is_escaped(rf: object) -> None:
    from negoce.identity.permissions import NotAllowed
    from negoce.web.shell.refusal import permission_denied

    page = permission_denied(rf.get("/"), NotAllowed("<img src=x>")).content.decode()  # type: ignore[attr-defined]
    assert "&lt;img src=x&gt;" in page
    assert "<img src=x" not in page
