"""Files of price lists and of agreed prices: read, written twice, taken back; what is wrong is named by row."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from negoce.catalogue.models import NegotiatedPrice, PriceList, PriceListItem, ProductFamily
from negoce.companies.actions.imports.undo import undo_import
from negoce.companies.models import ImportRun
from negoce.companies.words.import_findings import say_issue
from negoce.identity.enums import Role
from negoce.jobs.worker import work_off
from tests.factories.companies import make_company
from tests.factories.identity import make_actor
from tests.factories.imports import counts, run_import_of, text_file
from tests.factories.orders import make_product

pytestmark = pytest.mark.django_db
LISTS = "Tarif;Code article;À partir de;Prix HT;Clientèle;Date de début;Date de fin"
FIRST = ("Grossistes 2026;MC-1;1;78,5;Grossiste;01/01/2026;31/12/2026", "Grossistes 2026;MC-1;50;74,0375;;;")
AGREED = (
    "Raison sociale;SIRET;Code article;Famille;Prix HT;Remise;À partir de;Date de début;Date de fin;Motif"
)
SIRET = "73282932000074"


def lists(*rows: str, **options: object) -> ImportRun:
    return run_import_of(text_file(LISTS, *rows), "tarif.csv", target="price_lists", **options)  # type: ignore[arg-type]


def agreed(*rows: str, **options: object) -> ImportRun:
    return run_import_of(text_file(AGREED, *rows), "accords.csv", target="negotiated_prices", **options)  # type: ignore[arg-type]


def take_back(run: ImportRun) -> ImportRun:
    undo_import(make_actor(Role.ADMINISTRATOR), run)
    work_off()
    run.refresh_from_db()
    assert run.state == "undone"
    return run


def issues(run: ImportRun) -> set[tuple[int, str, str]]:
    return {(each.row_number, each.field, each.code) for each in run.issues.all()}


def prices() -> set[tuple[str, Decimal, Decimal]]:
    return set(PriceListItem.objects.values_list("product__code", "min_quantity", "price"))


def test_a_list_comes_with_its_breaks_and_a_second_time_changes_nothing() -> None:
    make_product("MC-1")
    assert counts(lists(*FIRST)) == {"created": 2}
    found = PriceList.objects.get()
    assert (found.name, found.customer_kind, found.starts_on, found.ends_on) == (
        "Grossistes 2026", "wholesaler", date(2026, 1, 1), date(2026, 12, 31),
    )  # fmt: skip
    first = {("MC-1", Decimal(1), Decimal("78.5")), ("MC-1", Decimal(50), Decimal("74.0375"))}
    assert prices() == first
    assert counts(lists(*FIRST)) == {"unchanged": 2}
    run = lists("GROSSISTES 2026;MC-1;1;80;;;", "Grossistes 2026;MC-1;100;70;;;")
    assert counts(run) == {"created": 1, "updated": 1}
    assert PriceList.objects.count() == 1
    take_back(run)
    assert prices() == first


def test_an_import_of_lists_is_taken_back_but_for_what_was_changed_since() -> None:
    make_product("MC-1")
    make_product("MC-2")
    run = lists(*FIRST, "Détail;MC-2;1;12;;;")
    item = PriceListItem.objects.get(product__code="MC-2")
    item.price = Decimal(11)
    item.save()
    take_back(run)
    assert prices() == {("MC-2", Decimal(1), Decimal(11))}
    assert [each.name for each in PriceList.objects.all()] == ["Détail"]


def test_what_is_wrong_in_a_list_is_named_by_row() -> None:
    make_product("MC-1")
    run = lists(
        "T;NOTHING;1;5;;;",
        "T;MC-1;1;-5;;;",
        "T;MC-1;0;5;;;",
        "T;MC-1;1;;;;",
        ";MC-1;1;5;;;",
        "T;MC-1;1;5;Martien;;",
        "T;MC-1;1;5;;02/01/2026;01/01/2026",
        "T;MC-1;1;1,1234567890123;;;",
        "T;MC-1;10;5;;;",
        "T;MC-1;10;6;;;",
    )
    assert counts(run) == {"created": 1, "refused": 9}
    assert issues(run) == {
        (2, "product_code", "price.product_unknown"),
        (3, "price", "number.negative"),
        (4, "min_quantity", "price.no_quantity"),
        (5, "price", "price.required"),
        (6, "list", "price.no_list"),
        (7, "customer_kind", "price.kind_unknown"),
        (8, "ends_on", "price.days"),
        (9, "price", "price.decimals"),
        (11, "min_quantity", "price.same_break_in_file"),
    }
    assert "ligne 10" in say_issue(run.issues.get(row_number=11)).replace("\u00a0", " ")
    assert prices() == {("MC-1", Decimal(10), Decimal(5))}


def test_agreed_prices_find_their_customer_and_are_taken_back() -> None:
    company = make_company("Laiterie du Vercors", siret=SIRET, siren=SIRET[:9])
    make_product("MC-1")
    ProductFamily.objects.create(name="Fromages")
    rows = (
        f";{SIRET};MC-1;;70,5;;10;01/01/2026;;Appel d’offres",
        "Laiterie du Vercors;;;fromages;;12,5 %;;;;",
    )
    run = agreed(*rows)
    assert counts(run) == {"created": 2}
    price, discount = NegotiatedPrice.objects.order_by("pk")
    assert (price.company, price.price, price.min_quantity, price.starts_on, price.reason) == (
        company, Decimal("70.5"), Decimal(10), date(2026, 1, 1), "Appel d’offres",
    )  # fmt: skip
    assert (discount.family.name, discount.discount) == ("Fromages", Decimal("12.5"))  # type: ignore[union-attr]
    assert counts(agreed(*rows)) == {"unchanged": 2}
    second = agreed(f";{SIRET};MC-1;;69;;10;01/01/2026;;")
    assert counts(second) == {"updated": 1}
    take_back(second)
    price.refresh_from_db()
    assert (price.price, price.reason) == (Decimal("70.5"), "Appel d’offres")
    NegotiatedPrice.objects.filter(pk=discount.pk).update(discount=20)
    take_back(run)
    assert not NegotiatedPrice.objects.filter(pk=price.pk).exists()


def test_what_is_wrong_in_an_agreement_is_named_by_row() -> None:
    make_company("Laiterie du Vercors")
    make_product("MC-1")
    ProductFamily.objects.create(name="Fromages")
    run = agreed(
        "Nobody;;MC-1;;5;;;;;",
        "Laiterie du Vercors;;NOTHING;;5;;;;;",
        "Laiterie du Vercors;;;Nowhere;;5;;;;",
        "Laiterie du Vercors;;MC-1;;;101;;;;",
        "Laiterie du Vercors;;MC-1;;5;10;;;;",
        "Laiterie du Vercors;;MC-1;;;;;;;",
        "Laiterie du Vercors;;;Fromages;5;;;;;",
        "Laiterie du Vercors;;MC-1;Fromages;5;;;;;",
        "Laiterie du Vercors;;MC-1;;5;;;;31/12/2026;",
        "Laiterie du Vercors;;MC-1;;6;;;01/06/2026;;",
    )
    assert counts(run) == {"created": 1, "refused": 9}
    assert issues(run) == {
        (2, "customer_name", "order.no_customer"),
        (3, "product_code", "price.product_unknown"),
        (4, "family", "price.family_unknown"),
        (5, "discount", "price.discount_range"),
        (6, "discount", "price.price_or_discount"),
        (7, "price", "price.required_agreed"),
        (8, "price", "price.family_price"),
        (9, "product_code", "price.product_or_family"),
        (11, "starts_on", "price.agreed_twice"),
    }
    for issue in run.issues.all():
        assert "%(" not in say_issue(issue)
        assert say_issue(issue) != issue.code


def test_who_does_not_keep_the_catalogue_brings_no_prices() -> None:
    make_product("MC-1")
    actor = make_actor(Role.MARKETING)
    run = lists(*FIRST, actor=actor)
    assert counts(run) == {"refused": 2}
    assert not PriceList.objects.exists()
