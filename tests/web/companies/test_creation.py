"""Quick create: the dialog, the duplicates it warns of, refusals; deletion and undo; addresses."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from negoce.companies.models import Address, Company
from negoce.identity.enums import Role
from negoce.identity.models import User
from negoce.web.companies.record import company_url
from tests.factories.companies import make_company
from tests.factories.identity import make_user
from tests.web.companies.conftest import SignedIn

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}
NEW = "/companies/new/"


def test_the_dialog_is_a_fragment_and_the_address_a_page(camille: Client) -> None:
    assert "<html" not in camille.get(NEW, headers=HTMX).content.decode()
    assert "<html" in camille.get(NEW).content.decode()


def test_created_then_shown(camille: Client, person: User) -> None:
    posted = {
        "name": "Fromagerie des Cimes",
        "number": "732 829 320 00074",
        "postal_code": "38880",
        "city": "Autrans",
        "phone": "0476951010",
        "owner": person.public_id,
    }
    answer = camille.post(NEW, posted, headers=HTMX)
    company = Company.objects.get()
    assert (answer.status_code, answer.headers["HX-Redirect"]) == (204, company_url(company))
    assert (company.siret, company.siren, company.owner) == ("73282932000074", "732829320", person)
    assert "est dans le fichier" in camille.get(company_url(company)).content.decode()


def test_without_script_it_redirects(camille: Client) -> None:
    answer = camille.post(NEW, {"name": "Gardot", "number": "404833048"})
    assert answer.status_code == 302
    assert Company.objects.get().siren == "404833048"


def test_nothing_typed_is_lost(camille: Client) -> None:
    answer = camille.post(NEW, {"name": "Gardot", "number": "732829321", "city": "Lyon"}, headers=HTMX)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "clé de contrôle" in page
    assert 'value="Gardot"' in page
    assert 'value="732829321"' in page
    assert 'value="Lyon"' in page
    assert not Company.objects.exists()


@pytest.mark.parametrize(
    "typed",
    [
        {"name": "laiterie du vercors"},
        {"name": "SARL Laiterie du Vercors"},
        {"name": "Laiterie du Vercros"},
        {"name": "Autre", "number": "732829320"},
        {"name": "Autre", "number": "73282932000074"},
    ],
)
def test_a_probable_duplicate_is_told(camille: Client, laiterie: Company, typed: dict[str, str]) -> None:
    page = camille.get(reverse("companies:similar"), typed).content.decode()
    assert company_url(laiterie) in page


def test_no_duplicate_no_word(camille: Client, laiterie: Company) -> None:
    assert camille.get(reverse("companies:similar"), {"name": "Quincaillerie"}).content.decode().strip() == ""


def test_of_a_hidden_duplicate_only_name_and_owner_are_told(laiterie: Company, signed_in: SignedIn) -> None:
    client = signed_in(make_user(Role.SALESPERSON))
    page = client.get(reverse("companies:similar"), {"name": "Laiterie du Vercors"}).content.decode()
    assert "Laiterie du Vercors" in page
    assert "Camille Roche" in page
    assert laiterie.public_id not in page
    assert "Villard" not in page


def test_created_from_a_picker_and_linked(camille: Client, laiterie: Company) -> None:
    posted = {"name": "Groupe Alpin", "parent_of": laiterie.public_id}
    answer = camille.post(NEW, posted, headers=HTMX)
    assert answer.headers["HX-Redirect"] == company_url(laiterie)
    laiterie.refresh_from_db()
    assert laiterie.parent is not None
    assert laiterie.parent.name == "Groupe Alpin"


def test_read_only_may_not_create(signed_in: SignedIn) -> None:
    client = signed_in(make_user(Role.READ_ONLY))
    assert client.get(NEW).status_code == 403
    assert client.post(NEW, {"name": "X"}).status_code == 403
    assert client.get(reverse("companies:similar")).status_code == 403


def test_deleted_with_undo(camille: Client, laiterie: Company) -> None:
    answer = camille.post(reverse("companies:deletion", args=[laiterie.public_id]), headers=HTMX)
    assert answer.headers["HX-Redirect"] == "/companies/"
    undo = reverse("companies:restoration", args=[laiterie.public_id])
    assert undo in camille.get(NEW).content.decode()
    assert camille.get(company_url(laiterie)).status_code == 404
    assert camille.post(undo, headers=HTMX).status_code == 204
    assert camille.get(company_url(laiterie)).status_code == 200


@pytest.mark.parametrize("name", ["deletion", "restoration"])
def test_deletion_is_not_everybodys(signed_in: SignedIn, name: str) -> None:
    salesperson = make_user(Role.SALESPERSON)
    company = make_company(owner=salesperson)
    client = signed_in(salesperson)
    assert client.post(reverse(f"companies:{name}", args=[company.public_id])).status_code == 403
    assert client.get(reverse(f"companies:{name}", args=[company.public_id])).status_code == 405


def test_an_address_added_changed_and_removed(camille: Client, laiterie: Company) -> None:
    new = reverse("companies:address_new", args=[laiterie.public_id])
    assert camille.get(new, headers=HTMX).status_code == 200
    values = {"kind": "delivery", "line1": "Quai 3", "postal_code": "38250", "city": "Villard-de-Lans"}
    answer = camille.post(new, values, headers=HTMX)
    assert answer.status_code == 204
    assert "panel-addresses" in answer.headers["HX-Trigger"]
    address = Address.objects.get(kind="delivery")
    one = reverse("companies:address", args=[laiterie.public_id, address.public_id])
    assert 'name="seen_city"' in camille.get(one, headers=HTMX).content.decode()
    assert camille.post(one, {**values, "line1": "Quai 4", "seen_line1": "Quai 3"}).status_code == 204
    assert camille.post(one, {**values, "line1": "Quai 5", "seen_line1": "Quai 3"}).status_code == 409
    gone = reverse("companies:address_deletion", args=[laiterie.public_id, address.public_id])
    assert camille.post(gone).status_code == 204
    assert not Address.objects.filter(kind="delivery").exists()


def test_a_bad_address_comes_back(camille: Client, laiterie: Company) -> None:
    new = reverse("companies:address_new", args=[laiterie.public_id])
    answer = camille.post(new, {"kind": "head_office", "line1": "1 rue Haute"}, headers=HTMX)
    assert answer.status_code == 422
    assert "a déjà un siège" in answer.content.decode()


def test_towns_of_a_postal_code(camille: Client) -> None:
    page = camille.get(reverse("companies:towns"), {"postal_code": "38250"}).content.decode()
    assert '<option value="Villard-de-Lans">' in page
