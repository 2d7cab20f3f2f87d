"""The pages of imports: upload, columns, preview, start, report, the file of rows to mend."""

from __future__ import annotations

import csv
import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from negoce.companies.models import Company, ImportImage, ImportRun
from negoce.identity.enums import Role
from negoce.identity.models import User
from negoce.jobs.worker import work_off
from tests.factories.identity import make_user
from tests.factories.imports import text_file

pytestmark = pytest.mark.django_db
HEADER = "Raison sociale;SIRET;Ville;E-mail"
ROWS = ("Laiterie du Vercors;73282932000074;Villard;contact@laiterie.example", "Faux;3,95E+13;Lyon;")


def browser(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.fixture
def camille() -> Client:
    return browser(make_user())


def without_token(page: str) -> str:
    """The page without what differs at each answer."""
    return re.sub(r'<input type="hidden" name="csrfmiddlewaretoken"[^>]*>', "", page)


def upload(client: Client, content: bytes, name: str = "clients.csv"):
    return client.post("/imports/new/", {"file": SimpleUploadedFile(name, content)})


def draft(client: Client, *lines: str) -> ImportRun:
    response = upload(client, text_file(HEADER, *(lines or ROWS)))
    run = ImportRun.objects.order_by("-pk").first()
    assert run is not None
    assert (response.status_code, response["Location"]) == (302, f"/imports/{run.public_id}/")
    return run


def test_from_upload_to_report(camille):
    run = draft(camille)
    page = camille.get(f"/imports/{run.public_id}/").content.decode()
    assert "Rien n’est encore importé" in page
    assert "Nouvelle fiche" in page
    assert "a perdu des chiffres dans un tableur" in page
    assert Company.objects.count() == 0

    response = camille.post(f"/imports/{run.public_id}/start/", fields(run))
    assert response.status_code == 302
    running = camille.get(response["Location"]).content.decode()
    assert "n-progress" in running
    work_off()
    report = camille.get(response["Location"]).content.decode()
    assert "Lignes à corriger" in report
    assert "3,95E+13" in report
    assert "Terminé, lignes à corriger" in report
    assert Company.objects.get().name == "Laiterie du Vercors"
    assert "clients.csv" in camille.get("/imports/").content.decode()


def fields(run: ImportRun) -> dict[str, str]:
    return {f"column-{at}": key for at, key in run.mapping.items()}


def test_the_rows_to_mend_come_back_as_a_file_that_can_be_imported_again(camille):
    run = draft(camille, ROWS[0], '"=cmd|calc";3,95E+13;Lyon;')
    camille.post(f"/imports/{run.public_id}/start/", fields(run))
    work_off()
    response = camille.get(f"/imports/{run.public_id}/rows.csv")
    content = b"".join(response.streaming_content)
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))
    assert rows[0] == ["Raison sociale", "SIRET", "Ville", "E-mail", "Ligne", "Suite donnée", "Raison"]
    assert rows[1][:6] == ["'=cmd|calc", "3,95E+13", "Lyon", "", "3", "Refusée"]
    assert "a perdu des chiffres" in rows[1][6]
    assert len(rows) == 2


def test_a_pdf_is_refused_with_the_reason(camille):
    response = upload(camille, b"%PDF-1.4 not a table", "clients.csv")
    assert response.status_code == 422
    assert "Ce fichier est un PDF" in response.content.decode()
    assert upload(camille, b"").status_code == 422
    assert camille.post("/imports/new/", {}).status_code == 422


def test_reading_otherwise_gives_the_fragment_of_the_page(camille):
    run = draft(camille)
    htmx = {"HTTP_HX_REQUEST": "true"}
    response = camille.post(
        f"/imports/{run.public_id}/layout/",
        {
            "target": "companies",
            "encoding": "utf-8",
            "separator": ";",
            "header_row": "-1",
            "changed": "header_row",
        },
        **htmx,
    )
    assert response.status_code == 200
    assert "Il manque une colonne" in response.content.decode()
    camille.post(f"/imports/{run.public_id}/layout/", {"header_row": "0", "changed": "header_row"}, **htmx)
    fragment = camille.post(
        f"/imports/{run.public_id}/mapping/", {"column-0": "name"}, **htmx
    ).content.decode()
    fresh = camille.get(f"/imports/{run.public_id}/").content.decode()
    assert without_token(fragment).strip() in without_token(fresh)
    run.refresh_from_db()
    assert run.mapping == {"0": "name"}


def test_a_field_chosen_twice_is_refused_in_words(camille):
    run = draft(camille)
    response = camille.post(
        f"/imports/{run.public_id}/mapping/", {"column-0": "name", "column-1": "name"}, HTTP_HX_REQUEST="true"
    )
    assert response.status_code == 422
    assert "est choisi pour deux colonnes" in response.content.decode()


def test_without_a_name_nothing_starts(camille):
    run = draft(camille)
    response = camille.post(f"/imports/{run.public_id}/start/", {"column-1": "siret"}, HTTP_HX_REQUEST="true")
    assert response.status_code == 422
    run.refresh_from_db()
    assert run.state == "draft"


def test_who_may_not_import_sees_no_page_of_it():
    client = browser(make_user(Role.SALESPERSON))
    for address in ("/imports/", "/imports/new/"):
        assert client.get(address).status_code == 403


def test_another_person_s_import_is_not_there(camille):
    run = draft(camille)
    other = browser(make_user(Role.MARKETING))
    assert other.get(f"/imports/{run.public_id}/").status_code == 404
    assert other.get(f"/imports/{run.public_id}/rows.csv").status_code == 404


def test_pages_cost_the_same_whatever_the_number_of_imports(camille, queries):
    queries.same(make=lambda: draft(camille), read=lambda: camille.get("/imports/"))


def test_the_report_costs_the_same_whatever_the_number_of_issues(camille, queries):
    lines = [HEADER]
    run = draft(camille)
    camille.post(f"/imports/{run.public_id}/start/", fields(run))
    work_off()
    first = run.issues.first()

    def one_more() -> None:
        first.pk = None
        first.save(force_insert=True)

    assert lines
    queries.same(make=one_more, read=lambda: camille.get(f"/imports/{run.public_id}/"))


def test_the_name_of_a_column_is_no_formula_in_the_file_of_rows(camille):
    content = text_file("Raison sociale;=1+1;Ville", "Laiterie;3,95E+13;Lyon")
    upload(camille, content)
    run = ImportRun.objects.get()
    columns = {"column-0": "name", "column-1": "siret", "column-2": "city"}
    camille.post(f"/imports/{run.public_id}/start/", columns)
    work_off()
    file = b"".join(camille.get(f"/imports/{run.public_id}/rows.csv").streaming_content).decode("utf-8-sig")
    cells = [cell for row in csv.reader(io.StringIO(file), delimiter=";") for cell in row]
    assert "'=1+1" in cells
    assert [cell for cell in cells if cell.startswith("=")] == []


def test_large_counts_are_read_in_groups_of_three(camille):
    run = draft(camille)
    ImportRun.objects.filter(pk=run.pk).update(
        state="done", total_rows=5000, done_rows=5000, created_count=4640, updated_count=360
    )
    records = {"created": list(range(4640)), "updated": {}}
    ImportImage.objects.create(run=run, kind="company", records=records, written_at=timezone.now())
    for address in ("/imports/", f"/imports/{run.public_id}/", f"/imports/{run.public_id}/undo/"):
        page = re.sub(r"[\u00a0\u202f]", " ", camille.get(address).content.decode())
        assert "4 640" in page, address
        assert "4640" not in page, address
        assert "5000" not in page, address
