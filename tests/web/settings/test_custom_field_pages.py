"""The pages where custom fields are added, changed, archived and deleted."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from negoce.companies.models import CompanyCustomValue, CustomField
from negoce.identity.enums import Role
from negoce.jobs.worker import work_off
from tests.factories.companies import make_company
from tests.factories.custom import fill, make_field
from tests.factories.identity import make_user
from tests.harness.queries import Queries

pytestmark = pytest.mark.django_db
FIELDS = reverse("settings:fields")
NEW = reverse("settings:field_new")


@pytest.fixture
def browser() -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(make_user())
    return client


def test_a_field_is_added_and_stands_in_lists(browser: Client) -> None:
    assert "Aucun champ personnalisé" in browser.get(FIELDS).content.decode()
    posted = {
        "label": "Niveau",
        "kind": "company",
        "type": "choice",
        "choices": "Or\nArgent\n\n",
        "decimals": "0",
    }
    page = browser.post(NEW, posted, follow=True).content.decode()
    assert "Champ «\u00a0Niveau\u00a0» ajouté" in page
    made = CustomField.objects.get()
    assert [one["label"] for one in made.options] == ["Or", "Argent"]
    assert "Niveau" in browser.get("/companies/?columns=name,custom_niveau").content.decode()


@pytest.mark.parametrize(
    ("posted", "said"),
    [
        ({"label": "Budget"}, "existe déjà"),
        ({"label": " "}, "nécessaire"),
        ({"label": "x" * 61}, "trop long"),
        ({"label": "Autre", "type": "choice"}, "au moins un choix"),
        ({"label": "Autre", "type": "choice", "choices": "Été\nETE"}, "écrit deux fois"),
        ({"label": "Autre", "type": "picture"}, "picture"),
    ],
)
def test_what_is_wrong_is_told_at_its_input(browser: Client, posted: dict[str, str], said: str) -> None:
    make_field("Budget", "amount")
    answer = browser.post(NEW, {"kind": "company", "type": "text", "decimals": "0", **posted})
    assert (answer.status_code, said in answer.content.decode()) == (422, True)
    assert CustomField.objects.count() == 1


def test_choices_are_renamed_ordered_dropped_and_added(browser: Client) -> None:
    field = make_field("Niveau", "choice")
    fill(make_company(), field, "Bronze")
    url = reverse("settings:field", args=[field.public_id])
    posted = {
        "label": "Rang",
        "code": ["or", "argent", "bronze"],
        "choice": ["Or massif", "Argent", "Bronze"],
        "place": ["2", "1", "3"],
        "drop": ["bronze"],
        "choices": "Platine",
    }
    page = browser.post(url, posted, follow=True).content.decode()
    assert "est encore sur 1 fiche" in page
    field.refresh_from_db()
    assert [(one["code"], one["label"], one["retired"]) for one in field.options] == [
        ("argent", "Argent", False),
        ("or", "Or massif", False),
        ("bronze", "Bronze", True),
        ("platine", "Platine", False),
    ]
    assert (field.label, field.key) == ("Rang", "custom_niveau")
    assert "Retirés, encore sur des fiches" in browser.get(url).content.decode()


def test_order_archiving_and_a_confirmed_deletion(browser: Client) -> None:
    first, second = make_field("Budget", "amount"), make_field("Visite", "date")
    fill(make_company(), first, "12")
    browser.post(reverse("settings:field_place", args=[second.public_id]), {"way": "up"})
    assert list(CustomField.objects.order_by("position").values_list("label", flat=True)) == [
        "Visite",
        "Budget",
    ]
    archiving = reverse("settings:field_archiving", args=[first.public_id])
    assert "archivé" in browser.post(archiving, {"archived": "1"}, follow=True).content.decode()
    assert "Budget" not in browser.get("/companies/").content.decode()
    browser.post(archiving, {"archived": "0"})
    deleting = reverse("settings:field_deletion", args=[first.public_id])
    answer = browser.post(deleting)
    assert (answer.status_code, "Cochez la case" in answer.content.decode()) == (422, True)
    page = browser.post(deleting, {"sure": "on"}, follow=True).content.decode()
    assert "supprimé, avec la valeur de 1 fiche." in page
    assert browser.get(reverse("settings:field", args=[first.public_id])).status_code == 404
    work_off()
    assert (CompanyCustomValue.objects.count(), CustomField.objects.count()) == (0, 1)


def test_only_administrators_open_these_pages() -> None:
    field = make_field("Budget", "amount")
    client = Client(raise_request_exception=False)
    client.force_login(make_user(Role.SALESPERSON))
    for url in (FIELDS, NEW, reverse("settings:field", args=[field.public_id])):
        assert client.get(url).status_code == 403
    assert (
        client.post(reverse("settings:field_deletion", args=[field.public_id]), {"sure": "on"}).status_code
        == 403
    )


def test_the_page_costs_the_same_for_any_number_of_fields(browser: Client, queries: Queries) -> None:
    number = iter(range(10))
    queries.same(make=lambda: make_field(f"Champ {next(number)}"), read=lambda: browser.get(FIELDS))
