"""What an import wrote is counted in records, however many rows spoke of them, and so are those edited since."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.utils import timezone

from negoce.catalogue.models import Product
from negoce.companies.actions.company_update import update_company
from negoce.companies.actions.imports import run as engine
from negoce.companies.actions.imports.undo import undo_import
from negoce.companies.models import Company, ImportRun
from negoce.companies.queries.imports.touched import Touched, touched_records
from negoce.identity.enums import Role
from negoce.identity.models import JournalEntry
from negoce.identity.rules.actor import Actor
from negoce.jobs.worker import work_off
from negoce.orders.models import Order
from tests.factories.companies import make_company
from tests.factories.identity import make_actor
from tests.factories.imports import counts, run_import_of, text_file

pytestmark = pytest.mark.django_db
HEADER = "Raison sociale;SIRET;Ville;Téléphone"
THREE_ROWS = tuple(f"Laiterie;73282932000074;Die;04 76 95 10 1{number}" for number in range(3))
ORDERS = "N° commande;Date;SIRET;Code article;Désignation;Quantité;PU HT;Montant HT"


@pytest.fixture
def boss() -> Actor:
    return make_actor(Role.ADMINISTRATOR)


def undone(actor: Actor, run: ImportRun) -> ImportRun:
    undo_import(actor, run)
    work_off()
    run.refresh_from_db()
    return run


@pytest.mark.parametrize("first_rows", [1, 200], ids=("in batches", "in one batch"))
def test_three_rows_of_one_company_are_one_record(boss, monkeypatch, first_rows):
    monkeypatch.setattr(engine, "FIRST_ROWS", first_rows)
    monkeypatch.setattr(engine, "next_size", lambda *_given: first_rows)
    run = run_import_of(text_file(HEADER, *THREE_ROWS), actor=boss)
    assert counts(run) == {"created": 1, "updated": 2}
    assert touched_records(run) == {"company": Touched(created=1, updated=0, edited=0)}
    assert undone(boss, run).undone_count == 1
    assert JournalEntry.objects.get(verb="import_undone").values == {"undone_count": [None, 1]}
    assert (Company.objects.count(), touched_records(run)) == (0, {"company": Touched(0, 0, 0)})


def test_a_company_edited_since_is_told_once(boss):
    make_company("Laiterie", siret="73282932000074", siren="732829320")
    run = run_import_of(text_file(HEADER, *THREE_ROWS, "Cave;;Die;"), actor=boss)
    assert touched_records(run) == {"company": Touched(created=1, updated=1, edited=0)}
    update_company(boss, Company.objects.get(name="Laiterie"), changes={"phone": "0476951099"})
    assert touched_records(run) == {"company": Touched(created=1, updated=1, edited=1)}
    assert (undone(boss, run).undone_count, run.kept_count) == (1, 1)


def test_orders_and_products_edited_since_are_told(boss):
    make_company("Laiterie", siret="73282932000074", siren="732829320")
    lines = ("CM-1;15/03/2026;73282932000074;;Lait;1;8;8", "CM-1;15/03/2026;73282932000074;;Port;1;2;2")
    content = text_file(ORDERS, *lines, lines[0].replace("CM-1", "CM-2"))
    run = run_import_of(content, actor=boss, target="orders")
    assert touched_records(run) == {"order": Touched(created=2, updated=0, edited=0)}
    Order.objects.filter(reference="CM-2").update(net=Decimal(99), updated_at=timezone.now())
    assert touched_records(run)["order"].edited == 1
    assert (undone(boss, run).undone_count, run.kept_count) == (1, 1)
    products = text_file(
        "Référence;Désignation;Famille;Prix HT", "P1;Vis;Visserie;3,50", "P2;Clou;Visserie;1"
    )
    run = run_import_of(products, actor=boss, target="products")
    assert touched_records(run) == {"product": Touched(2, 0, 0), "product_family": Touched(1, 0, 0)}
    Product.objects.filter(code="P1").update(label="Vis à bois", updated_at=timezone.now())
    assert touched_records(run)["product"].edited == 1
