"""Fields edited in place: the control, what is saved, what is refused, and nothing lost."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from negoce.companies.actions.company_update import update_company
from negoce.companies.models import Company, CompanyTag
from negoce.identity.enums import Role
from negoce.identity.models import JournalEntry, User
from negoce.identity.queries.actors import actor_for
from negoce.web.companies.fields import FIELDS
from negoce.web.companies.record import company_url
from tests.factories.companies import make_company
from tests.factories.identity import make_user
from tests.web.companies.conftest import SignedIn

pytestmark = pytest.mark.django_db

OUT_OF_BAND = re.compile(r'<div hx-swap-oob="innerHTML:([^"]*)">(.*?)</div>', re.DOTALL)


def field_url(company: Company, name: str) -> str:
    return reverse("companies:field", args=[company.public_id, name])


@pytest.mark.asked_already
@pytest.mark.parametrize("name", FIELDS)
def test_every_field_opens_with_its_value_and_what_was_seen(
    camille: Client, laiterie: Company, name: str
) -> None:
    answer = camille.get(field_url(laiterie, name))
    assert answer.status_code == 200
    assert 'name="seen"' in answer.content.decode()


@pytest.mark.parametrize(
    ("name", "typed", "stored"),
    [
        ("name", "Laiterie Côté Sud", "Laiterie Côté Sud"),
        ("trade_name", "Vercors", "Vercors"),
        ("kind", "manufacturer", "manufacturer"),
        ("headcount", "1 200", 1200),
        ("turnover", "1 500 000,50", "1500000.50"),
        ("production_surface", "3200", 3200),
        ("vat_number", "FR44 732 829 320", "FR44732829320"),
        ("website", "www.laiterie.example", "https://www.laiterie.example"),
        ("note", "Livrer\r\nle mardi", "Livrer\nle mardi"),
        ("origin_channel", "fair", "fair"),
        ("city", "Lans-en-Vercors", "Lans-en-Vercors"),
        ("email", "", ""),
        ("service_codes", "D75 ; Voirie\r\nD76", "D75 – Voirie\nD76"),
        ("headcount", "", None),
    ],
)
def test_a_value_is_saved_and_shown(
    camille: Client, laiterie: Company, name: str, typed: str, stored: object
) -> None:
    answer = camille.post(field_url(laiterie, name), {"value": typed})
    assert answer.status_code == 200
    laiterie.refresh_from_db()
    value = getattr(laiterie, name)
    assert (str(value) if name == "turnover" else value) == stored


@pytest.mark.parametrize("tab", ["", "?tab=identity", "?tab=contacts"])
def test_after_a_change_the_page_is_what_a_fresh_load_shows(
    camille: Client, laiterie: Company, tab: str
) -> None:
    here = {"HX-Request": "true", "HX-Current-URL": f"http://testserver{company_url(laiterie)}{tab}"}
    before = camille.get(f"{company_url(laiterie)}{tab}").content.decode()
    for name, typed in (("headcount", "120"), ("turnover", "60 000 000"), ("postal_code", "69003")):
        answer = camille.post(field_url(laiterie, name), {"value": typed}, headers=here).content.decode()
        page = camille.get(f"{company_url(laiterie)}{tab}").content.decode()
        for target, shown in OUT_OF_BAND.findall(answer):
            identity = target.removeprefix("#").split(" ")[0]
            assert f'id="{identity}"' in before, target
            assert shown in page, target
    assert "(69)" in page


def test_what_follows_from_a_value_moves_with_it(camille: Client, laiterie: Company) -> None:
    here = {"HX-Request": "true", "HX-Current-URL": f"http://testserver{company_url(laiterie)}?tab=identity"}
    answer = camille.post(field_url(laiterie, "headcount"), {"value": "120"}, headers=here).content.decode()
    assert answer.startswith("120")
    moved = dict(OUT_OF_BAND.findall(answer))
    assert moved["#f-headcount_band > n-edit"] == "100 à 199 salariés"
    assert "120 salariés" in moved["#company-line"]


def test_elsewhere_only_the_value_is_answered(camille: Client, laiterie: Company) -> None:
    assert camille.post(field_url(laiterie, "headcount"), {"value": "120"}).content == b"120"


@pytest.mark.asked_already
@pytest.mark.parametrize(
    ("name", "typed", "words"),
    [
        ("siren", "732829321", "clé de contrôle"),
        ("siret", "00000000000000", "zéros"),
        ("vat_number", "FR45732829320", "FR44"),
        ("phone", "0476", "chiffres"),
        ("name", "x" * 10_000, "10\u202f000 caractères"),
        ("name", "  ", "nécessaire"),
        ("headcount", "beaucoup", "nombre"),
        ("activity_code", "99.99Z", "nomenclature"),
        ("legal_form", "zzz", "forme juridique"),
        ("kind", "spy", "liste"),
        ("website", "javascript:alert(1)", "adresse web"),
    ],
)
def test_what_is_wrong_comes_back_with_its_reason_and_nothing_lost(
    camille: Client, laiterie: Company, name: str, typed: str, words: str
) -> None:
    before = getattr(laiterie, name)
    answer = camille.post(field_url(laiterie, name), {"value": typed, "seen": str(before)})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert words in page
    assert typed in page or name == "kind"
    assert 'aria-invalid="true"' in page
    laiterie.refresh_from_db()
    assert getattr(laiterie, name) == before


def test_script_is_text(camille: Client, laiterie: Company) -> None:
    answer = camille.post(
        field_url(laiterie, "note"), {"value": "<script>alert(1)</script>"}
    ).content.decode()
    assert "&lt;script&gt;" in answer
    assert "<script>" not in answer


def test_two_people_on_one_field(camille: Client, laiterie: Company, signed_in: SignedIn) -> None:
    nadia = make_user(first_name="Nadia", last_name="Benali")
    update_company(actor_for(nadia), laiterie, changes={"name": "Laiterie Alpine"})
    url = field_url(laiterie, "name")
    answer = camille.post(url, {"value": "Laiterie Bleue", "seen": "Laiterie du Vercors"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Nadia Benali a mis «\u00a0Laiterie Alpine\u00a0»" in page
    assert 'value="Laiterie Bleue"' in page
    assert '<input type="hidden" name="seen" value="Laiterie Alpine">' in page
    theirs = camille.post(url, {"value": "Laiterie Bleue", "seen": "Laiterie Alpine", "keep": "theirs"})
    assert theirs.content.decode() == "Laiterie Alpine"
    mine = camille.post(url, {"value": "Laiterie Bleue", "seen": "Laiterie Alpine"})
    assert mine.status_code == 200
    laiterie.refresh_from_db()
    assert laiterie.name == "Laiterie Bleue"


def test_the_session_ended_in_the_middle(laiterie: Company) -> None:
    answer = Client().post(field_url(laiterie, "name"), {"value": "Perdu ?"}, headers={"HX-Request": "true"})
    assert answer.status_code == 401
    laiterie.refresh_from_db()
    assert laiterie.name == "Laiterie du Vercors"


def test_the_owner_is_chosen_by_public_id(camille: Client, laiterie: Company, person: User) -> None:
    nadia = make_user(first_name="Nadia", last_name="Benali")
    posted = {"value": nadia.public_id, "seen": person.public_id}
    answer = camille.post(field_url(laiterie, "owner"), posted)
    assert answer.content.decode() == "Nadia Benali"
    assert JournalEntry.objects.order_by("-id")[:1].get().values == {
        "owner": ["Camille Roche", "Nadia Benali"]
    }


def test_the_siren_proposes_its_vat_number(camille: Client, laiterie: Company) -> None:
    url = field_url(laiterie, "vat_number")
    assert '"value": "FR44732829320"' in camille.get(url).content.decode()
    camille.post(url, {"value": "FR44732829320", "seen": ""})
    assert "Prendre" not in camille.get(url).content.decode()


def test_an_activity_code_keeps_its_nomenclature(camille: Client, laiterie: Company) -> None:
    camille.post(field_url(laiterie, "activity_code"), {"value": "2025:62.10Y", "q": "programmation"})
    laiterie.refresh_from_db()
    assert (laiterie.activity_code, laiterie.activity_code_version) == ("62.10Y", "2025")


def test_words_suggest_codes_of_both_nomenclatures(camille: Client, laiterie: Company) -> None:
    url = reverse("companies:suggestions", args=[laiterie.public_id, "activity_code"])
    page = camille.get(url, {"q": "commerce gros fruits"}).content.decode()
    assert "46.31Z" in page
    assert "NAF rév. 2" in page
    assert "NAF 2025" in page


def test_a_legal_form_is_found_by_its_name(camille: Client, laiterie: Company) -> None:
    url = reverse("companies:suggestions", args=[laiterie.public_id, "legal_form"])
    assert 'value="9220"' in camille.get(url, {"q": "associ"}).content.decode()
    camille.post(field_url(laiterie, "legal_form"), {"q": "S.A.R.L."})
    laiterie.refresh_from_db()
    assert laiterie.legal_form == "5499"


def test_a_parent_is_searched_among_what_is_seen(
    laiterie: Company, signed_in: SignedIn, person: User
) -> None:
    salesperson = make_user(Role.SALESPERSON)
    daughter = make_company("Fille", owner=salesperson)
    seen = make_company("Groupe Alpin", owner=salesperson)
    make_company("Groupe Caché", owner=person)
    client = signed_in(salesperson)
    url = reverse("companies:suggestions", args=[daughter.public_id, "parent"])
    page = client.get(url, {"q": "groupe"}).content.decode()
    assert "Groupe Alpin" in page
    assert "Groupe Caché" not in page
    assert "parent_of=" in page
    answer = client.post(field_url(daughter, "parent"), {"value": seen.public_id, "seen": ""})
    assert answer.content.decode() == "Groupe Alpin"
    assert client.post(field_url(daughter, "parent"), {"q": "inconnue"}).status_code == 422
    client.post(field_url(daughter, "parent"), {"q": "", "seen": seen.public_id})
    daughter.refresh_from_db()
    assert daughter.parent_id is None


def test_tags_are_typed_with_commas(camille: Client, laiterie: Company) -> None:
    answer = camille.post(field_url(laiterie, "tags"), {"value": "VIP, Salon 2026"})
    assert answer.status_code == 200
    assert CompanyTag.objects.filter(company=laiterie).count() == 2
    assert camille.post(field_url(laiterie, "tags"), {"value": "x" * 50}).status_code == 422


@pytest.mark.parametrize(
    ("name", "typed", "words"),
    [
        ("siren", "404833048", "✓ 404\u00a0833\u00a0048"),
        ("siren", "404833048", "FR83\u00a0404833048"),
        ("siren", "732829321", "clé de contrôle"),
        ("siret", "35600000049837", "✓"),
        ("vat_number", "FR45732829320", "FR44"),
        ("phone", "0476951010", "✓ 04\u00a076"),
        ("postal_code", "38250", "Villard-de-Lans"),
        ("email", "camille", "@"),
    ],
)
def test_numbers_are_checked_as_typed(camille: Client, name: str, typed: str, words: str) -> None:
    assert words in camille.get(reverse("companies:check", args=[name]), {"value": typed}).content.decode()


def test_the_check_names_who_has_the_number_already(camille: Client, laiterie: Company) -> None:
    url = reverse("companies:check", args=["siren"])
    assert "Laiterie du Vercors" in camille.get(url, {"value": "732829320"}).content.decode()
    own = {"value": "732829320", "company": laiterie.public_id}
    assert "Laiterie du Vercors" not in camille.get(url, own).content.decode()


def test_the_check_is_for_who_enters_data_and_names_a_hidden_company_only(
    laiterie: Company, signed_in: SignedIn
) -> None:
    url = reverse("companies:check", args=["siren"])
    assert signed_in(make_user(Role.READ_ONLY)).get(url, {"value": "732829320"}).status_code == 403
    seller = signed_in(make_user(Role.SALESPERSON))
    page = seller.get(url, {"value": "732829320"}).content.decode()
    assert ("Laiterie du Vercors" in page, "Villard" in page, laiterie.public_id in page) == (
        True,
        False,
        False,
    )
    assert seller.get(url, {"value": "732829320", "company": laiterie.public_id}).status_code == 404


def test_unknown_fields_are_not_found(camille: Client, laiterie: Company) -> None:
    assert camille.get(field_url(laiterie, "deleted_at")).status_code == 404
    assert camille.get(reverse("companies:check", args=["name"])).status_code == 404
    url = reverse("companies:suggestions", args=[laiterie.public_id, "name"])
    assert camille.get(url).status_code == 404


def test_read_only_may_not_open_a_field(laiterie: Company, signed_in: SignedIn) -> None:
    client = signed_in(make_user(Role.READ_ONLY))
    assert client.get(field_url(laiterie, "name")).status_code == 403
    assert client.post(field_url(laiterie, "name"), {"value": "X"}).status_code == 403


def test_what_is_not_seen_is_not_edited(laiterie: Company, signed_in: SignedIn) -> None:
    client = signed_in(make_user(Role.SALESPERSON))
    assert client.post(field_url(laiterie, "name"), {"value": "X"}).status_code == 404
