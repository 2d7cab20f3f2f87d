"""How rows become orders: whole, recognised, with the customer's figures brought up to date."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from negoce.catalogue.models import Product
from negoce.companies.models import ImportImage
from negoce.orders.models import CustomerSales, Order, OrderLine
from tests.factories.companies import make_company
from tests.factories.imports import counts, run_import_of, text_file

pytestmark = pytest.mark.django_db
HEADER = "N° commande;Date;Client;SIRET;Code article;Désignation;Quantité;PU HT;Montant HT"
ROWS = (
    "CM-1;15/03/2026;Laiterie;73282932000074;LAIT;Lait 10 L;10;1,25;12,50",
    'CM-1;15/03/2026;Laiterie;73282932000074;;Port;1;"1 200,00 €";',
    "CM-2;16/03/2026;Laiterie;73282932000074;LAIT;;-2;1,25;-2,50",
)


@pytest.fixture(autouse=True)
def laiterie():
    Product.objects.create(code="LAIT", label="Lait", label_key="lait")
    return make_company("Laiterie", siren="732829320", siret="73282932000074")


def test_lines_make_orders_and_the_customer_s_figures_follow(laiterie):
    run = run_import_of(text_file(HEADER, *ROWS), "commandes.csv")
    assert (run.target, counts(run)) == ("orders", {"created": 3})
    first = Order.objects.get(reference="CM-1")
    assert (first.ordered_on, first.net, first.lines_count, first.source) == (
        date(2026, 3, 15), Decimal("1212.50"), 2, "imported",
    )  # fmt: skip
    assert list(
        OrderLine.objects.filter(order=first).values_list(
            "position", "label", "quantity", "unit_price", "net"
        )
    ) == [
        (1, "Lait 10 L", Decimal("10.000"), Decimal("1.2500"), Decimal("12.50")),
        (2, "Port", Decimal("1.000"), Decimal("1200.0000"), Decimal("1200.00")),
    ]
    assert OrderLine.objects.get(order__reference="CM-2").label == "Lait"
    sales = CustomerSales.objects.get(company=laiterie)
    assert (sales.orders_count, sales.net_total) == (2, Decimal("1210.00"))


def test_a_second_time_doubles_nothing_and_a_change_replaces_the_lines(laiterie):
    run_import_of(text_file(HEADER, *ROWS))
    assert counts(run_import_of(text_file(HEADER, *ROWS))) == {"unchanged": 3}
    run = run_import_of(text_file(HEADER, ROWS[0].replace(";10;1,25;12,50", ";20;1,25;25,00"), *ROWS[1:]))
    assert counts(run) == {"updated": 2, "unchanged": 1}
    assert Order.objects.get(reference="CM-1").net == Decimal("1225.00")
    assert OrderLine.objects.count() == 3
    image = ImportImage.objects.get(run=run)
    (before,) = image.records["updated"].values()
    assert (image.kind, before["net"][0], len(before["lines"][0])) == ("order", "1212.50", 2)
    assert CustomerSales.objects.get(company=laiterie).net_total == Decimal("1222.50")


def test_lines_of_one_order_that_stand_apart_come_together():
    run = run_import_of(text_file(HEADER, ROWS[0], ROWS[2], ROWS[1]))
    assert counts(run) == {"created": 3}
    assert Order.objects.get(reference="CM-1").lines_count == 2


def test_an_order_with_a_faulty_line_waits_as_a_whole():
    run = run_import_of(text_file(HEADER, ROWS[0], ROWS[1].replace("15/03/2026", "31/02/2026"), ROWS[2]))
    assert counts(run) == {"created": 1, "refused": 2}
    assert [(each.row_number, each.code) for each in run.issues.all()] == [
        (2, "order.refused_line"),
        (3, "date.no_such_day"),
    ]


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (";15/03/2026;Laiterie;73282932000074;;Port;1;2;", "order.no_reference"),
        ("CM-3;;Laiterie;73282932000074;;Port;1;2;", "order.no_date"),
        ("CM-3;15/03/2026;Inconnue;;;Port;1;2;", "order.no_customer"),
        ("CM-3;15/03/2026;Laiterie;73282932000074;;Port;1;;", "order.no_amount"),
        ("CM-3;15/03/2026;Laiterie;73282932000074;;Port;1;deux;", "number.unreadable"),
    ],
)
def test_what_is_missing_is_named(row, code):
    run = run_import_of(text_file(HEADER, ROWS[0], row))
    assert counts(run) == {"created": 1, "refused": 1}
    assert [each.code for each in run.issues.all()] == [code]


def test_amounts_are_read_as_accounts_write_them():
    rows = [
        f"CM-{number};15/03/2026;Laiterie;73282932000074;;Avoir;1;;{amount}"
        for number, amount in enumerate(("(120)", "1 234,56 €", "-", "12,5-"))
    ]
    run_import_of(text_file(HEADER, *rows))
    assert sorted(Order.objects.values_list("net", flat=True)) == [
        Decimal("-120.00"), Decimal("-12.50"), Decimal("0.00"), Decimal("1234.56"),
    ]  # fmt: skip


def test_an_amount_that_contradicts_its_line_and_an_unknown_product_are_told():
    row = "CM-3;15/03/2026;Laiterie;73282932000074;BEURRE;;2;3,00;7,00"
    run = run_import_of(text_file(HEADER, row))
    assert counts(run) == {"created": 1, "incomplete": 1}
    assert {each.code for each in run.issues.all()} == {"order.amount_differs", "order.unknown_product"}
    assert OrderLine.objects.get().label == "BEURRE"


def test_a_reference_with_small_accented_letters_is_known_again():
    rows = [
        f"é{end};15/03/2026;Laiterie;73282932000074;;Port;1;2;" for end in ("té-1", "ß", 'a\\b"c', "l’Œuvre")
    ]
    assert counts(run_import_of(text_file(HEADER, *rows))) == {"created": 4}
    assert counts(run_import_of(text_file(HEADER, *rows))) == {"unchanged": 4}


def test_labels_with_the_marks_of_files_are_stored_as_they_stand():
    labels = [r"50\50 \N \t", "l’« huile »; 1ʳᵉ", "a|b\x0bc", "😀 %s {}"]
    rows = [f'CM-9;15/03/2026;Laiterie;73282932000074;;"{label}";1;2;' for label in labels]
    run_import_of(text_file(HEADER, *rows))
    stored = OrderLine.objects.order_by("position").values_list("label", flat=True)
    assert list(stored) == [" ".join(label.split()) for label in labels]
