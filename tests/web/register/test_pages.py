"""A company completed from the register in the browser: asked, compared, ticked; many at once."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client, override_settings
from django.urls import reverse

from negoce.identity.enums import Role
from negoce.jobs.worker import work_off
from tests.factories.companies import make_company
from tests.factories.identity import make_user
from tests.harness.register_server import RegisterServer, register_server, unit

pytestmark = pytest.mark.django_db
SIREN = "732829320"


@pytest.fixture
def server() -> Iterator[RegisterServer]:
    with register_server() as running, override_settings(NEGOCE_REGISTER=running.address):
        yield running


def _browser(role: Role = Role.ADMINISTRATOR) -> Client:
    client = Client()
    client.force_login(make_user(role))
    return client


def _text(response: object) -> str:
    return " ".join(response.content.decode().replace("\u00a0", " ").split())  # type: ignore[attr-defined]


def test_ours_and_theirs_stand_side_by_side_and_what_is_ticked_is_taken(server: RegisterServer) -> None:
    company = make_company("Laiterie du lac", siren=SIREN, city="Brest")
    hidden = unit("404833048", "[NON-DIFFUSIBLE]", statut_diffusion="P")
    server.units[SIREN] = [unit(SIREN, "LAITERIE DU LAC", etat_administratif="C"), hidden]
    browser, url = _browser(), reverse("register:company", args=[company.public_id])
    assert url in _text(browser.get(f"/companies/{company.public_id}/"))
    assert browser.post(url, {"query": ""}).status_code == 302
    assert "L’annuaire est interrogé…" in _text(browser.get(url))
    work_off()
    page = _text(browser.get(url))
    assert ("cessée" in page, "non diffusible" in page, "même SIREN" in page) == (True, True, True)
    # Where we say nothing it is ticked; where we say something else, a person decides.
    assert 'value="legal_form" checked' in page
    assert 'value="city" aria-label' in page
    taking = reverse("register:taking", args=[company.public_id])
    assert browser.post(taking, {"answer": "0", "fields": ["city"]}).headers["Location"] == (
        f"/companies/{company.public_id}/"
    )
    company.refresh_from_db()
    assert (company.city, company.legal_form) == ("RENNES", "")
    assert browser.post(taking, {"answer": "9", "fields": ["city"]}).headers["Location"] == url


def test_a_register_that_does_not_answer_is_said(server: RegisterServer) -> None:
    company = make_company(siren=SIREN)
    server.script.append((503, {}, b""))
    browser, url = _browser(), reverse("register:company", args=[company.public_id])
    browser.post(url, {"query": "12"})
    assert "au moins trois lettres" in _text(browser.post(url, {"query": "12"}))
    browser.post(url, {"query": SIREN})
    work_off()
    assert "ne répond pas pour l’instant" in _text(browser.get(url))


def test_it_is_off_until_its_address_is_given() -> None:
    company = make_company(siren=SIREN)
    for url in (reverse("register:company", args=[company.public_id]), reverse("register:many")):
        assert "NEGOCE_REGISTER" in _text(_browser().get(url))


def test_many_are_completed_by_a_job(server: RegisterServer) -> None:
    mine = make_company("Laiterie", siren=SIREN)
    make_company("Sans numéro")
    server.units[SIREN] = [unit(SIREN, "LAITERIE")]
    browser, url = _browser(), reverse("register:many")
    assert "1 entreprise a un SIREN" in _text(browser.get(url))
    assert "n-progress" in _text(browser.post(url, {"filter": ""}))
    work_off()
    mine.refresh_from_db()
    assert (mine.legal_form, mine.city) == ("5710", "RENNES")
    assert "0 entreprise a un SIREN" in _text(browser.get(url))
    assert "pas compris" in _text(browser.get(url, {"filter": "nothing is 3"}))
    assert _browser(Role.READ_ONLY).get(url).status_code == 403
