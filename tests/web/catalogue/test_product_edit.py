"""A product is made, edited where it stands, retired; who may, and what is refused."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from negoce.catalogue.models import PriceList, PriceListItem, Product, ProductFamily
from negoce.identity.enums import Role
from negoce.identity.models import JournalEntry
from tests.factories.identity import make_user
from tests.factories.imports import run_import_of, text_file
from tests.factories.orders import make_product

pytestmark = pytest.mark.django_db


@pytest.fixture
def enter(db: None) -> Callable[[Role], Client]:
    def sign_in(role: Role = Role.ADMINISTRATOR) -> Client:
        client = Client()
        client.force_login(make_user(role))
        return client

    return sign_in


def url(product: Product, name: str) -> str:
    return reverse("catalogue:field", args=[product.public_id, name])


def test_a_product_is_made_with_its_family_and_its_vat(enter: Callable[..., Client]) -> None:
    family = ProductFamily.objects.create(name="Fromages")
    typed = {
        "code": " MC-12 ", "label": "Meule  de comté", "family": family.public_id, "kind": "goods", "unit": "KGM",
        "price": "12,5", "cost": "8.25", "vat": "S:5.5", "description": "Affiné\n12 mois",
    }  # fmt: skip
    answer = enter().post(reverse("catalogue:create"), typed)
    product = Product.objects.get()
    assert answer.status_code == 302
    assert (product.code, product.label, product.family, product.unit) == (
        "MC-12",
        "Meule de comté",
        family,
        "KGM",
    )
    assert (product.price, product.cost) == (Decimal("12.5"), Decimal("8.25"))
    assert (product.vat_category, product.vat_rate, product.label_key) == (
        "S",
        Decimal("5.5"),
        "meule de comte",
    )
    entry = JournalEntry.objects.get(subject_kind="product", verb="created")
    assert entry.values["label"] == [None, "Meule de comté"]


@pytest.mark.parametrize(
    ("name", "typed", "said"),
    [
        ("code", "", "ne peut pas rester vide"),
        ("code", "A-1", "déjà cette référence"),
        ("price", "-3", "négatif"),
        ("price", "1,1234567890123", "trop de décimales"),
        ("price", "douze", "n’est pas un nombre"),
        ("vat", "S:19.6", "n’existe pas"),
        ("vat", "S:101", "n’existe pas"),
        ("vat", "K:20", "ne porte pas de TVA"),
        ("unit", "XXX", "pas dans la liste"),
        ("family", "abcdefghijkl", "pas une famille"),
    ],
)
def test_what_cannot_be_is_refused_with_its_field(
    enter: Callable[..., Client], name: str, typed: str, said: str
) -> None:
    make_product("A-1")
    values = {"code": "B-2", "label": "Bac", "kind": "goods", "unit": "C62", "vat": "S:20", name: typed}
    answer = enter().post(reverse("catalogue:create"), values)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert Product.objects.count() == 1


def test_a_field_is_edited_where_it_stands(enter: Callable[..., Client]) -> None:
    client, product = enter(), make_product("A-1", price="10")
    control = client.get(url(product, "price")).content.decode()
    assert 'name="seen" value="10"' in control
    answer = client.post(url(product, "price"), {"value": "11.5", "seen": "10"})
    assert "11,50" in answer.content.decode()
    product.refresh_from_db()
    assert product.price == Decimal("11.5")
    assert JournalEntry.objects.get(verb="changed").values == {"price": ["10.0000", "11.5000"]}
    vat = client.post(url(product, "vat"), {"value": "E:0", "seen": "S:20"})
    assert "Exonéré" in vat.content.decode()
    assert client.post(url(product, "price"), {"value": "", "seen": "11.5"}).status_code == 200
    assert Product.objects.get().price is None


def test_a_value_changed_meanwhile_asks_first(enter: Callable[..., Client]) -> None:
    client, product = enter(), make_product("A-1", "Meule", price="10")
    Product.objects.update(price="12", label="Tomme")
    answer = client.post(url(product, "price"), {"value": "11", "seen": "10"})
    assert answer.status_code == 409
    assert "Garder la vôtre" in answer.content.decode()
    assert client.post(url(product, "label"), {"value": "Brie", "seen": "Meule"}).status_code == 409
    kept = client.post(url(product, "price"), {"value": "11", "seen": "12"})
    assert kept.status_code == 200
    assert Product.objects.get().price == Decimal(11)


def test_an_old_rate_stays_until_it_is_changed(enter: Callable[..., Client]) -> None:
    client, product = enter(), make_product("A-1", vat_rate="19.6")
    assert "19,6" in client.get(url(product, "vat")).content.decode()
    assert client.post(url(product, "vat"), {"value": "S:19.6", "seen": "S:19.6"}).status_code == 200
    assert client.post(url(product, "vat"), {"value": "S:20", "seen": "S:19.6"}).status_code == 200
    assert client.post(url(product, "vat"), {"value": "S:19.6", "seen": "S:20"}).status_code == 422


def test_a_salesperson_reads_and_changes_nothing(enter: Callable[..., Client]) -> None:
    product = make_product("A-1", price="10", cost="6")
    client = enter(Role.READ_ONLY)
    page = client.get(reverse("catalogue:product", args=[product.public_id])).content.decode()
    assert "Coût" not in page
    assert "n-edit" not in page
    assert client.get(reverse("catalogue:create")).status_code == 403
    assert client.post(url(product, "price"), {"value": "1"}).status_code == 403
    assert client.post(reverse("catalogue:retirement", args=[product.public_id])).status_code == 403
    assert Product.objects.get().is_active


def test_a_product_retires_and_comes_back(enter: Callable[..., Client]) -> None:
    client, product = enter(), make_product("A-1")
    address = reverse("catalogue:retirement", args=[product.public_id])
    client.post(address)
    assert not Product.objects.get().is_active
    assert (
        "Retiré du catalogue"
        in client.get(reverse("catalogue:product", args=[product.public_id])).content.decode()
    )
    client.post(address, {"active": "1"})
    assert Product.objects.get().is_active


def test_families_are_kept(enter: Callable[..., Client]) -> None:
    client = enter()
    client.post(reverse("catalogue:families"), {"name": "Fromages"})
    family = ProductFamily.objects.get()
    assert client.post(reverse("catalogue:families"), {"name": "fromages"}).status_code == 422
    make_product("A-1", family=family)
    deletion = reverse("catalogue:family_deletion", args=[family.public_id])
    client.post(deletion)
    assert ProductFamily.objects.count() == 1
    client.post(reverse("catalogue:family", args=[family.public_id]), {"name": "Fromages à pâte dure"})
    assert "pâte dure" in client.get(reverse("catalogue:families")).content.decode()
    Product.objects.update(family=None)
    client.post(deletion)
    assert not ProductFamily.objects.exists()


def test_a_cell_of_the_list_is_edited(enter: Callable[..., Client]) -> None:
    client, product = enter(), make_product("A-1", price="10")
    cell = reverse("lists:cell", args=["products", product.public_id, "price"])
    assert client.get(cell).status_code == 200
    assert "12,00" in client.post(cell, {"value": "12", "seen": "10"}).content.decode()
    assert client.post(cell, {"value": "-1", "seen": "12"}).status_code == 422
    assert enter(Role.READ_ONLY).post(cell, {"value": "1", "seen": "12"}).status_code == 403


def test_the_page_says_what_the_lists_in_use_ask_for_it(enter: Callable[..., Client]) -> None:
    product = make_product("A-1", price="10")
    for name, active in (("Grossistes", True), ("Ancien", False)):
        found = PriceList.objects.create(name=name, is_active=active)
        PriceListItem.objects.create(price_list=found, product=product, min_quantity="50", price="8.5")
    page = enter().get(reverse("catalogue:product", args=[product.public_id])).content.decode()
    assert "Grossistes" in page
    assert "8,50" in page
    assert "Ancien" not in page


def test_the_list_shows_what_an_import_brought(enter: Callable[..., Client]) -> None:
    make_product("OLD-1")
    run = run_import_of(text_file("Référence;Désignation;Prix de vente HT", "NEW-1;Bac;5"))
    assert run.target == "products"
    page = enter().get(reverse("lists:products"), {"filter": f"import is {run.public_id}"}).content.decode()
    assert "NEW-1" in page
    assert "OLD-1" not in page
