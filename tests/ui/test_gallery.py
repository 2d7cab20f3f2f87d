"""The gallery draws every component, and exists in debug and demo only."""

import pytest
from django.test import Client
from pytest_django import Settings

PAGES = [
    "",
    "charts/",
    "list/",
    "company/",
    "day/",
    "bare/",
    "search/?q=laiterie",
    "edit/",
    "dialog/",
    "more/",
]


@pytest.mark.django_db
@pytest.mark.parametrize("page", PAGES)
def test_pages_of_the_gallery(client: Client, settings: Settings, page: str) -> None:
    settings.DEMO = True
    response = client.get(f"/gallery/{page}")
    assert response.status_code == 200
    assert "{%" not in response.content.decode()


@pytest.mark.django_db
def test_no_gallery_in_production(client: Client, settings: Settings) -> None:
    settings.DEMO = False
    settings.DEBUG = False
    response = client.get("/gallery/")
    assert response.status_code == 404
    assert "Cette page n’existe pas" in response.content.decode()


@pytest.mark.django_db
def test_a_refused_value_comes_back_with_its_error(client: Client, settings: Settings) -> None:
    settings.DEMO = True
    refused = client.post("/gallery/edit/", {"headcount": '0"><script>'})
    assert refused.status_code == 422
    assert "<script>" not in refused.content.decode()
    assert 'aria-invalid="true"' in refused.content.decode()
    assert client.post("/gallery/edit/", {"headcount": "52"}).content == b"52"
