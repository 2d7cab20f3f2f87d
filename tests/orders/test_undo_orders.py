"""An import of orders, products or activities is taken back, updates included; what people did since stays."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from negoce.catalogue.models import Product, ProductFamily
from negoce.companies.actions.imports.undo import undo_import
from negoce.companies.models import Activity, ActivityContact, ImportRun
from negoce.identity.enums import Role
from negoce.jobs.worker import work_off
from negoce.orders.models import CustomerProduct, CustomerSales, Order, OrderLine
from tests.factories.companies import make_company, make_contact
from tests.factories.identity import make_actor
from tests.factories.imports import run_import_of, text_file
from tests.factories.orders import make_product

pytestmark = pytest.mark.django_db
ORDERS = "N° commande;Date;SIRET;Code article;Désignation;Quantité;PU HT;Montant HT"
FIRST = (
    "CM-1;15/03/2026;73282932000074;LAIT;Lait;10;1,25;12,50",
    "CM-1;15/03/2026;73282932000074;;Port;1;8;8",
)
PRODUCTS = "Référence;Désignation;Famille;Unité;Prix de vente HT"
ACTIVITIES = "Date;Type;Objet;Compte rendu;SIRET;E-mail du contact"


def undone(content: bytes, actor: object) -> ImportRun:
    run = run_import_of(content, actor=actor)  # type: ignore[arg-type]
    return take_back(run, actor)


def take_back(run: ImportRun, actor: object) -> ImportRun:
    undo_import(actor, run)  # type: ignore[arg-type]
    work_off()
    run.refresh_from_db()
    assert run.state == "undone", run.job and run.job.error
    return run


def stored_orders() -> list[object]:
    lines = OrderLine.objects.order_by("order_id", "position").values_list("order_id", "label", "net", "cost")
    sales = CustomerSales.objects.order_by("pk").values()
    return [
        list(Order.objects.order_by("pk").values("pk", "ordered_on", "net", "cost")),
        list(lines),
        list(sales),
    ]


def test_orders_go_and_changed_ones_get_their_lines_back():
    actor = make_actor(Role.ADMINISTRATOR)
    make_company("Laiterie", siren="732829320", siret="73282932000074")
    make_product("LAIT", "Lait")
    run_import_of(text_file(ORDERS, *FIRST), actor=actor)
    OrderLine.objects.filter(position=1).update(cost=Decimal("7.00"))
    before = stored_orders()
    second = (
        FIRST[0].replace(";10;1,25;12,50", ";20;1,25;25,00"),
        FIRST[1],
        FIRST[0].replace("CM-1", "CM-2"),
    )
    run = undone(text_file(ORDERS, *second), actor)
    assert (run.undone_count, run.kept_count) == (2, 0)
    assert stored_orders() == before
    assert CustomerProduct.objects.get().quantity == Decimal(10)


def test_an_order_changed_since_stays_whole():
    actor = make_actor(Role.ADMINISTRATOR)
    make_company("Laiterie", siren="732829320", siret="73282932000074")
    run = run_import_of(text_file(ORDERS, *FIRST), actor=actor)
    Order.objects.update(net=Decimal(99), updated_at=timezone.now())
    assert take_back(run, actor).kept_count == 1
    assert (Order.objects.get().net, OrderLine.objects.count()) == (Decimal(99), 2)


def test_products_and_their_families_go_but_those_ordered_since_stay():
    actor = make_actor(Role.ADMINISTRATOR)
    make_company("Laiterie", siren="732829320", siret="73282932000074")
    make_product("VIEUX", "Ancien nom", price=Decimal(3))
    rows = ("LAIT;Lait;Frais;l;1,25", "PAIN;Pain;Sec;u;1", "VIEUX;Nouveau nom;Sec;u;4")
    run = run_import_of(text_file(PRODUCTS, *rows), actor=actor)
    run_import_of(text_file(ORDERS, *FIRST), actor=actor)
    take_back(run, actor)
    assert list(Product.objects.values_list("code", "label", "price", "family__name")) == [
        ("LAIT", "Lait", Decimal("1.2500"), "Frais"),
        ("VIEUX", "Ancien nom", Decimal("3.0000"), None),
    ]
    assert list(ProductFamily.objects.values_list("name", flat=True)) == ["Frais"]
    assert run.kept_count == 2


def test_activities_go_and_changed_ones_get_their_text_and_people_back():
    actor = make_actor(Role.ADMINISTRATOR)
    company = make_company("Laiterie", siren="732829320", siret="73282932000074")
    make_contact(company, email="helene@vercors.example")
    row = "15/03/2026;Visite;Point;Tout va bien.;73282932000074;"
    run_import_of(text_file(ACTIVITIES, row), actor=actor)
    other = "16/03/2026;Appel;Devis;;73282932000074;"
    changed = row.replace("Tout va bien.", "Autre chose.") + "helene@vercors.example"
    run = undone(text_file(ACTIVITIES, changed, other), actor)
    assert (run.undone_count, run.kept_count) == (2, 0)
    activity = Activity.objects.get()
    assert (activity.body, ActivityContact.objects.count()) == ("Tout va bien.", 0)
    assert activity.starts_at == datetime(2026, 3, 15, tzinfo=ZoneInfo("Europe/Paris"))
    company.refresh_from_db()
    assert company.last_contact_on == date(2026, 3, 15)
