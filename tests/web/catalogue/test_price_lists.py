"""Price lists: made, copied, retired; their grid by keyboard; what meets what."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from negoce.catalogue.models import PriceList, PriceListItem, Product
from negoce.identity.enums import Role
from negoce.identity.models import JournalEntry
from tests.factories.identity import make_user
from tests.factories.orders import make_product

pytestmark = pytest.mark.django_db


@pytest.fixture
def boss() -> Client:
    client = Client()
    client.force_login(make_user())
    return client


@pytest.fixture
def comte() -> Product:
    return make_product("MC-1", "Meule de comté", price="80", cost="60")


@pytest.fixture
def general(comte: Product) -> PriceList:
    found = PriceList.objects.create(name="Tarif 2026", starts_on=date(2026, 1, 1))
    PriceListItem.objects.create(price_list=found, product=comte, min_quantity="1", price="78")
    return found


def page(client: Client, found: PriceList) -> str:
    shown = client.get(reverse("catalogue:price_list", args=[found.public_id])).content.decode()
    return shown.replace("\u202f", " ").replace("\u00a0", " ")


def test_a_list_is_made_and_changed(boss: Client) -> None:
    typed = {
        "name": "Grossistes",
        "customer_kind": "wholesaler",
        "starts_on": "01/01/2026",
        "ends_on": "",
        "priority": "5",
    }
    assert boss.post(reverse("catalogue:price_list_create"), typed).status_code == 302
    found = PriceList.objects.get()
    assert (found.customer_kind, found.starts_on, found.priority) == ("wholesaler", date(2026, 1, 1), 5)
    edit = reverse("catalogue:price_list_edit", args=[found.public_id])
    assert "01/01/2026" in boss.get(edit).content.decode()
    wrong = {**typed, "ends_on": "31/12/2025"}
    answer = boss.post(edit, wrong)
    assert answer.status_code == 422
    assert "La fin vient avant le début" in answer.content.decode()
    assert boss.post(edit, {**typed, "ends_on": "31/12/2026"}).status_code == 302
    found.refresh_from_db()
    assert found.ends_on == date(2026, 12, 31)
    entry = JournalEntry.objects.filter(subject_kind="price_list").latest("at")
    assert entry.values == {"ends_on": [None, "2026-12-31"]}
    assert "Grossiste" in boss.get(reverse("catalogue:price_lists")).content.decode()


@pytest.mark.parametrize(
    ("name", "typed", "said"),
    [
        ("name", "", "ne peut pas rester vide"),
        ("name", "TARIF 2026", "déjà ce nom"),
        ("priority", "1e9", "nombre entier"),
        ("starts_on", "31/02/2026", "31/02"),
        ("customer_kind", "martian", "pas dans la liste"),
    ],
)
@pytest.mark.usefixtures("general")
def test_what_cannot_be_is_refused(boss: Client, name: str, typed: str, said: str) -> None:
    answer = boss.post(reverse("catalogue:price_list_create"), {"name": "Autre", name: typed})
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert PriceList.objects.count() == 1


def test_lines_are_entered_one_after_the_other(boss: Client, general: PriceList) -> None:
    make_product("BAC-2", "Bac gastro")
    items = reverse("catalogue:price_items", args=[general.public_id])
    answer = boss.post(items, {"product": "mc-1", "min_quantity": "10", "price": "75,5"})
    assert answer.status_code == 200
    assert "autofocus" in answer.content.decode()
    boss.post(
        items, {"product": "gastro", "min_quantity": "", "price": "4.0375"}
    )  # the only one of these words
    rows = PriceListItem.objects.values_list("product__code", "min_quantity", "price")
    assert set(rows) == {
        ("MC-1", Decimal(1), Decimal(78)),
        ("MC-1", Decimal(10), Decimal("75.5")),
        ("BAC-2", Decimal(1), Decimal("4.0375")),
    }
    shown = page(boss, general)
    assert "4,0375 €" in shown
    assert "-2,5 %" in shown.replace("−", "-")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"product": "nothing", "price": "1"}, "pas un produit du catalogue"),
        ({"product": "meule", "price": "1"}, "dont MC-1, MC-2"),
        ({"product": "MC-1", "min_quantity": "1", "price": "70"}, "déjà un prix"),
        ({"product": "MC-1", "min_quantity": "0", "price": "70"}, "au-dessus de 0"),
        ({"product": "MC-1", "min_quantity": "-5", "price": "70"}, "négatif"),
        ({"product": "MC-1", "min_quantity": "5", "price": "-70"}, "négatif"),
        ({"product": "MC-1", "min_quantity": "5", "price": ""}, "Saisissez un prix"),
        ({"product": " ", "min_quantity": "5", "price": "1"}, "Choisissez un produit"),
        ({"product": "MC-1", "min_quantity": "5", "price": "1,1234567890123"}, "trop de décimales"),
    ],
)
def test_a_wrong_line_comes_back_with_what_is_wrong(
    boss: Client, general: PriceList, typed: dict[str, str], said: str
) -> None:
    make_product("MC-2", "Meule de beaufort")
    answer = boss.post(reverse("catalogue:price_items", args=[general.public_id]), typed)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert typed["product"] in answer.content.decode()
    assert PriceListItem.objects.count() == 1


def test_a_cell_is_edited_where_it_stands(boss: Client, general: PriceList) -> None:
    item = PriceListItem.objects.get()
    price = reverse("catalogue:price_item", args=[general.public_id, item.pk, "price"])
    assert 'name="seen" value="78"' in boss.get(price).content.decode()
    assert "77,00" in boss.post(price, {"value": "77", "seen": "78"}).content.decode()
    assert boss.post(price, {"value": "70", "seen": "78"}).status_code == 409
    assert boss.post(price, {"value": "x", "seen": "77"}).status_code == 422
    item.refresh_from_db()
    assert item.price == Decimal(77)
    entry = JournalEntry.objects.filter(subject_kind="price_list").latest("at")
    assert entry.values == {"MC-1": ["78 (1)", "77 (1)"]}
    boss.post(reverse("catalogue:price_item_deletion", args=[general.public_id, item.pk]))
    assert not PriceListItem.objects.exists()


def test_a_copy_has_the_prices_changed(boss: Client, general: PriceList, comte: Product) -> None:
    PriceListItem.objects.create(price_list=general, product=comte, min_quantity="100", price="0.0375")
    copy = reverse("catalogue:price_list_copy", args=[general.public_id])
    answer = boss.post(
        copy, {"name": "Tarif 2027", "starts_on": "01/01/2027", "ends_on": "", "percent": "3,5"}
    )
    assert answer.status_code == 302
    made = PriceList.objects.get(name="Tarif 2027")
    assert list(made.items.values_list("min_quantity", "price")) == [
        (Decimal(1), Decimal("80.73")),
        (Decimal(100), Decimal("0.0388")),
    ]
    assert general.items.count() == 2
    assert boss.post(copy, {"name": "Autre", "percent": "-100"}).status_code == 422
    assert boss.post(copy, {"name": "Tarif 2027"}).status_code == 422
    assert PriceList.objects.count() == 2


def test_lists_that_meet_are_explained(boss: Client, general: PriceList, comte: Product) -> None:
    rival = PriceList.objects.create(
        name="Promo", priority=5, starts_on=date(2026, 6, 1), ends_on=date(2026, 6, 30)
    )
    PriceListItem.objects.create(price_list=rival, product=comte, min_quantity="1", price="70")
    assert "Il l’emporte (priorité 5 contre 0)" in page(boss, general)
    assert "Ce tarif l’emporte (priorité 5 contre 0)" in page(boss, rival)
    PriceList.objects.filter(pk=rival.pk).update(customer_kind="wholesaler", priority=0)
    assert "vise une clientèle" in page(boss, general)
    boss.post(reverse("catalogue:price_list_retirement", args=[rival.public_id]))
    assert "l’emporte" not in page(boss, general)


def test_who_does_not_keep_the_catalogue_reads_it(general: PriceList) -> None:
    reader = Client()
    reader.force_login(make_user(Role.READ_ONLY))
    shown = page(reader, general)
    assert "Marge" not in shown
    assert "n-edit" not in shown
    assert reader.get(reverse("catalogue:price_list_create")).status_code == 403
    items = reverse("catalogue:price_items", args=[general.public_id])
    assert reader.post(items, {"product": "MC-1", "min_quantity": "5", "price": "1"}).status_code == 403
    item = PriceListItem.objects.get()
    cell = reverse("catalogue:price_item", args=[general.public_id, item.pk, "price"])
    assert reader.post(cell, {"value": "1"}).status_code == 403
    assert (
        reader.post(reverse("catalogue:price_item_deletion", args=[general.public_id, item.pk])).status_code
        == 403
    )
    assert PriceListItem.objects.get().price == Decimal(78)


def test_products_are_proposed_by_code_or_words(boss: Client, comte: Product) -> None:
    make_product("ZZ-9", "Retiré", is_active=False)
    choices = reverse("catalogue:product_choices")
    assert comte.code in boss.get(choices, {"product": "comte meu"}).content.decode()
    assert comte.code in boss.get(choices, {"product": "mc"}).content.decode()
    assert boss.get(choices, {"product": "ZZ"}).content == b""
    assert boss.get(choices, {"product": "\x00"}).content == b""


def test_a_long_list_is_read_a_hundred_lines_at_a_time(boss: Client, general: PriceList) -> None:
    products = [make_product(f"N{number:03}", "Bac") for number in range(104)]
    PriceListItem.objects.bulk_create(
        PriceListItem(price_list=general, product=each, min_quantity=1, price=number)
        for number, each in enumerate(products)
    )
    shown = page(boss, general)
    assert "N098" in shown
    assert "N100" not in shown
    grid = reverse("catalogue:price_grid", args=[general.public_id])
    rest = boss.get(grid, {"after": "100"}).content.decode()
    assert "N103" in rest
    assert "Afficher la suite" not in rest
    assert "N103" in boss.get(grid, {"q": "n103"}).content.decode()
