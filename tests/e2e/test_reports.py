"""A report in a browser: opened, kept, changed in place, taken away as workbook, CSV and picture."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from django.utils import timezone
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from negoce.identity.enums import Role, Scope
from negoce.identity.models import JournalEntry
from negoce.portfolio.models import SavedReport
from tests.factories.companies import make_company
from tests.factories.identity import make_user
from tests.factories.orders import make_order

SignedIn = Callable[..., Page]
Axe = Callable[..., list[str]]


def downloaded(page: Page, press: Callable[[], None]) -> tuple[str, bytes]:
    """The name and the bytes of the file that a gesture brings."""
    with page.expect_download() as download:
        press()
    return download.value.suggested_filename, Path(download.value.path()).read_bytes()


def exported(page: Page, form: str) -> tuple[str, bytes]:
    page.locator(".page-actions summary", has_text="Exporter").click()
    return downloaded(
        page, lambda: page.locator(".page-actions").get_by_role("link", name=form, exact=True).click()
    )


def test_a_report_is_kept_changed_and_taken_away(signed_in_page: SignedIn, axe: Axe, tmp_path: Path) -> None:
    seller = make_user(Role.SALESPERSON, first_name="Violette", last_name="Reports")
    boss = make_user(Role.MANAGER, scope=Scope.ALL.value)
    make_order(
        make_company("=1+1 Rapports", owner=seller), timezone.localdate() - timedelta(days=3), "1250.50"
    )
    page = signed_in_page(user=boss)
    page.goto("/reports/ready/revenue-owner/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Commandes par commercial")
    expect(page.locator("n-chart canvas, n-chart svg").first).to_be_visible()
    assert axe(page) == []

    page.get_by_role("link", name="Enregistrer", exact=True).click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Nom").fill("Par client de Violette")
    dialog.get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Par client de Violette")

    page.locator("details.report-builder > summary").click()
    page.get_by_label("Grouper par").select_option("company")
    page.get_by_label("Filtre, dans les mots de la liste").fill(f'company_owner is "{seller.email}"')
    page.get_by_role("button", name="Montrer").click()
    expect(page.get_by_text("ces changements ne sont pas enregistrés")).to_be_visible()
    page.get_by_role("link", name="Enregistrer les changements").click()
    page.get_by_role("dialog").get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_text("ces changements ne sont pas enregistrés")).to_have_count(0)
    report = SavedReport.objects.get(owner=boss)
    assert page.url.endswith(f"/reports/{report.public_id}/")
    assert "group=company" in report.query

    name, workbook = exported(page, "XLSX")
    file = tmp_path / name
    file.write_bytes(workbook)
    sheet = load_workbook(file).active
    assert sheet is not None
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert rows[0] == ["Entreprise", "Montant HT (€)", "Commandes", "Clients différents"]
    assert rows[1:] == [["=1+1 Rapports", 1250.5, 1, 1], ["Total", 1250.5, 1, 1]]
    assert sheet["A2"].data_type == "s"

    name, content = exported(page, "CSV")
    assert re.fullmatch(r"par-client-de-violette-\d{4}-\d\d-\d\d\.csv", name)
    assert content.decode("utf-8-sig").splitlines()[1] == "'=1+1 Rapports;1250,50;1;1"
    assert JournalEntry.objects.filter(subject_kind="report", verb="export", actor=boss).count() == 2

    name, picture = downloaded(page, page.locator("n-chart [data-png]").click)
    assert (name.endswith(".png"), picture[:8]) == (True, b"\x89PNG\r\n\x1a\n")
