"""How rows become products: recognised by their code, in their family, with what each amount means."""

from __future__ import annotations

from decimal import Decimal

import pytest

from negoce.catalogue.models import Product, ProductFamily
from negoce.companies.actions.imports.layout import change_options
from negoce.companies.actions.imports.start import start_import
from negoce.companies.models import SearchEntry
from negoce.companies.words.import_findings import say_issue
from negoce.identity.enums import Role
from negoce.jobs.worker import work_off
from tests.factories.identity import make_actor
from tests.factories.imports import counts, make_import, run_import_of, text_file

pytestmark = pytest.mark.django_db
HEADER = "Référence;Désignation;Famille;Unité;Prix de vente HT;Prix d’achat HT;TVA;Type de produit;Actif"
MEULE = "CO-12;Meule de comté 12 mois;Fromages;kg;1 234,56 €;900,5;5,5 %;Marchandise;oui"


def test_a_row_becomes_a_product_of_its_family_and_search_finds_it():
    run = run_import_of(text_file(HEADER, MEULE, "PR-1;Formation;Services;jour;(120);-;20;Prestation;non"))
    assert (run.target, counts(run)) == ("products", {"created": 2, "incomplete": 1})
    product = Product.objects.get(code="CO-12")
    assert (product.label, product.label_key, product.unit, product.kind, product.is_active) == (
        "Meule de comté 12 mois", "meule de comte 12 mois", "KGM", "goods", True,
    )  # fmt: skip
    assert (product.price, product.cost, product.vat_rate) == (
        Decimal("1234.5600"), Decimal("900.5000"), Decimal("5.50"),
    )  # fmt: skip
    assert product.family is not None
    assert product.family.name == "Fromages"
    service = Product.objects.get(code="PR-1")
    assert (service.kind, service.unit, service.price, service.cost, service.is_active) == (
        "service", "DAY", None, Decimal(0), False,
    )  # fmt: skip
    assert [(each.row_number, each.field, each.code) for each in run.issues.all()] == [
        (3, "price", "number.negative")
    ]
    assert SearchEntry.objects.filter(words__contains="comte").count() == 1


def test_a_second_time_doubles_nothing_and_a_new_price_is_written():
    run_import_of(text_file(HEADER, MEULE))
    assert counts(run_import_of(text_file(HEADER, MEULE))) == {"unchanged": 1}
    assert counts(run_import_of(text_file(HEADER, MEULE.replace("Fromages", "FROMAGES")))) == {"unchanged": 1}
    run = run_import_of(text_file(HEADER, MEULE.replace("1 234,56 €", "1 300")))
    assert counts(run) == {"updated": 1}
    assert (Product.objects.get().price, ProductFamily.objects.count()) == (Decimal("1300.0000"), 1)


def test_skip_and_fill_leave_what_is_there():
    run_import_of(text_file(HEADER, "CO-12;Comté;;;;;;;"))
    actor = make_actor(Role.ADMINISTRATOR)
    for mode, end in (("skip", {"skipped": 1}), ("fill_empty", {"updated": 1})):
        run = make_import(text_file(HEADER, MEULE), actor=actor)
        change_options(actor, run, options={"duplicates": mode})
        start_import(actor, run)
        work_off()
        run.refresh_from_db()
        assert counts(run) == end
    product = Product.objects.get()
    assert (product.label, product.price) == ("Comté", Decimal("1234.5600"))


def test_two_rows_of_one_code_are_one_product():
    run = run_import_of(text_file(HEADER, MEULE, MEULE.replace("Meule de comté 12 mois", "Comté vieux")))
    assert counts(run) == {"created": 1, "updated": 1}
    assert Product.objects.get().label == "Comté vieux"


@pytest.mark.parametrize(
    ("row", "result", "code"),
    [
        (";Sans code;;;1;;;;", "refused", "product.no_code"),
        ("X1;;;;1;;;;", "refused", "product.no_label"),
        (f"X1;{'x' * 10_000};;;1;;;;", "refused", "text.too_long"),
        ("X1;Pain;;pincée;1;;;;", "incomplete", "product.unit"),
        ("X1;Pain;;;1;;;chose;", "incomplete", "product.kind"),
        ("X1;Pain;;;1;;250;;", "incomplete", "product.vat_rate"),
        ("X1;Pain;;;1;;;;peut-être", "incomplete", "product.yes_no"),
        ("X1;Pain;;;deux;;;;", "incomplete", "number.unreadable"),
        ("X1;Pain;;;99999999999;;;;", "incomplete", "number.too_large"),
    ],
)
def test_what_is_wrong_is_named_and_the_rest_goes_in(row, result, code):
    run = run_import_of(text_file(HEADER, MEULE, row))
    assert counts(run)[result] == 1
    issue = run.issues.get()
    assert issue.code == code
    assert code not in say_issue(issue)
    assert Product.objects.filter(code="CO-12").exists()


def test_hostile_texts_are_kept_as_texts():
    rows = [
        "<b>1</b>;<script>alert(1)</script>;;;1;;;;",
        "'=1+1;'=HYPERLINK(\"x\");;;2;;;;".replace('"', ""),
        "😀;مرحبا 😀;;;3;;;;",
    ]
    assert counts(run_import_of(text_file(HEADER, *rows))) == {"created": 3}
    assert sorted(Product.objects.values_list("code", "label")) == [
        ("<b>1</b>", "<script>alert(1)</script>"),
        ("=1+1", "=HYPERLINK(x)"),
        ("😀", "مرحبا 😀"),
    ]


@pytest.mark.parametrize(
    "header",
    [
        "Internal Reference;Name;Sales Price;Cost;Product Category;Product Type;Unit of Measure",
        "Ref.;Libellé;Prix de vente HT;Prix de revient;Famille;Nature;Unité",
        "Code article;Désignation;PV HT;PA HT;Gamme;Nature;Unité de vente",
        "SKU;Product name;Unit price;Unit cost;Category;Product type;Unit",
    ],
)
def test_the_price_lists_of_other_programs_are_known(header):
    run = make_import(text_file(header, "A1;Pain;1,20;0,60;Vivres;product;kg", "A2;Vin;8;4;Vivres;product;l"))
    assert run.target == "products"
    assert sorted(run.mapping.values()) == ["code", "cost", "family", "kind", "label", "price", "unit"]
