"""What a person changes from a list: a cell, many rows, the filter; and the files taken from it."""

from __future__ import annotations

import json

import pytest
from django.test import Client

from negoce.companies.models import Activity, BulkChange, Company, Tag
from negoce.identity.enums import Role
from negoce.identity.models import JournalEntry
from negoce.web.lists import bulk as bulk_module
from tests.factories.companies import make_activity, make_company, make_contact
from tests.factories.identity import make_team, make_user
from tests.web.lists.conftest import SignIn

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


def cell(company: Company, column: str) -> str:
    return f"/lists/companies/cell/{company.public_id}/{column}/"


def test_a_cell_is_edited_where_it_stands(boss: Client) -> None:
    company = make_company("Laiterie", kind="retailer")
    field = boss.get(cell(company, "kind"), headers=HTMX).content.decode()
    assert '<option value="retailer" selected>Détaillant</option>' in field
    saved = boss.post(cell(company, "kind"), {"value": "importer", "seen": "retailer"}, headers=HTMX)
    assert (saved.status_code, saved.content.decode()) == (200, "Importateur")
    company.refresh_from_db()
    assert company.kind == "importer"
    assert JournalEntry.objects.get().values["kind"] == ["retailer", "importer"]


def test_an_owner_is_chosen_by_name(boss: Client) -> None:
    hugo = make_user(first_name="Hugo", last_name="Lambert")
    company = make_company("Laiterie")
    saved = boss.post(cell(company, "owner"), {"value": str(hugo.pk), "seen": ""}, headers=HTMX)
    assert saved.content.decode() == "Hugo L."
    seen = boss.get(cell(company, "owner"), headers=HTMX).content.decode()
    assert f'<input type="hidden" name="seen" value="{hugo.pk}">' in seen


def test_two_people_editing_the_same_cell(boss: Client) -> None:
    company = make_company("Laiterie", headcount=50)
    answer = boss.post(cell(company, "headcount"), {"value": "12", "seen": "40"}, headers=HTMX)
    assert answer.status_code == 409
    assert "50" in answer.content.decode()
    assert 'name="seen" value="50"' in answer.content.decode()
    company.refresh_from_db()
    assert company.headcount == 50
    theirs = boss.post(cell(company, "headcount"), {"keep": "theirs"}, headers=HTMX)
    assert theirs.content.decode() == "50"


def test_a_wrong_value_comes_back_with_its_reason(boss: Client) -> None:
    company = make_company("Laiterie", phone="+33472000000")
    answer = boss.post(cell(company, "phone"), {"value": "not a phone", "seen": "+33472000000"}, headers=HTMX)
    assert answer.status_code == 422
    assert 'value="not a phone"' in answer.content.decode()


def test_cells_one_may_not_edit(boss: Client, sign_in: SignIn) -> None:
    company = make_company("Laiterie", owner=make_user())
    assert boss.get(cell(company, "net_12_months")).status_code == 404
    assert boss.get(cell(company, "siren")).status_code == 404
    assert sign_in(Role.READ_ONLY).post(cell(company, "kind"), {"value": "importer"}).status_code == 403
    assert sign_in(Role.SALESPERSON).post(cell(company, "kind"), {"value": "importer"}).status_code == 404
    contact = make_contact(company)
    assert sign_in(Role.MARKETING).get(f"/lists/contacts/cell/{contact.public_id}/mobile/").status_code == 403


def test_chosen_rows_change_owner_and_change_back(boss: Client) -> None:
    hugo = make_user()
    one, two, other = make_company("A"), make_company("B"), make_company("C")
    form = boss.get("/lists/companies/bulk/owner/", headers=HTMX).content.decode()
    assert f'<option value="{hugo.pk}">' in form
    answer = boss.post(
        "/lists/companies/bulk/owner/",
        {"value": str(hugo.pk), "selected": [one.public_id, two.public_id], "all": ""},
        headers=HTMX,
    )
    assert answer.status_code == 200
    assert list(Company.objects.order_by("name").values_list("owner_id", flat=True)) == [
        hugo.pk,
        hugo.pk,
        None,
    ]
    events = json.loads(answer.headers["HX-Trigger"])
    assert events["dialog:close"] is True
    undone = boss.post(events["toast"]["undo"], headers=HTMX)
    assert "2 lignes remises comme avant." in json.loads(undone.headers["HX-Trigger"])["toast"]["text"]
    assert set(Company.objects.order_by().values_list("owner_id", flat=True)) == {None}
    assert other.pk


def test_an_owner_is_chosen_on_purpose(boss: Client) -> None:
    company = make_company("A", owner=make_user())
    form = boss.get("/lists/companies/bulk/owner/", headers=HTMX).content.decode()
    assert '<select id="bulk-value" name="value" required><option value="">Choisir…</option>' in form
    answer = boss.post("/lists/companies/bulk/owner/", {"selected": [company.public_id]}, headers=HTMX)
    assert (answer.status_code, BulkChange.objects.count()) == (422, 0)
    assert "Choisissez d’abord une valeur" in answer.content.decode()
    boss.post(
        "/lists/companies/bulk/owner/", {"value": "nobody", "selected": [company.public_id]}, headers=HTMX
    )
    company.refresh_from_db()
    assert company.owner is None


def test_a_change_is_undone_long_after_its_notice(boss: Client, sign_in: SignIn) -> None:
    hugo = make_user(first_name="Hugo", last_name="Lambert")
    one, two = make_company("A"), make_company("B")
    answer = boss.post(
        "/lists/companies/bulk/owner/",
        {"value": str(hugo.pk), "selected": [one.public_id, two.public_id]},
        headers=HTMX,
    )
    told = json.loads(answer.headers["HX-Trigger"])["toast"]["text"]
    assert told == "Suivi par\N{NO-BREAK SPACE}: Hugo Lambert. Fait pour 2 entreprises."
    history = boss.get("/lists/companies/bulk/history/", headers=HTMX).content.decode()
    begun = BulkChange.objects.get()
    assert f"/lists/companies/bulk/undo/{begun.public_id}/" in history
    assert "Hugo Lambert" in history
    assert "2 entreprises" in history
    boss.post(f"/lists/companies/bulk/undo/{begun.public_id}/", headers=HTMX)
    again = boss.get("/lists/companies/bulk/history/", headers=HTMX).content.decode()
    assert "/bulk/undo/" not in again
    assert "Annulé" in again
    assert (
        "rien changé en nombre"
        in sign_in(Role.MANAGER).get("/lists/companies/bulk/history/").content.decode()
    )
    assert sign_in(Role.READ_ONLY).get("/lists/companies/bulk/history/").status_code == 403


def test_the_history_says_tags_and_fields(boss: Client) -> None:
    company = make_company("A")
    tag = Tag.objects.create(name="Salon", name_key="salon")
    for action, posted in (("tags", {"add": str(tag.pk)}), ("field", {"value": "kind:importer"})):
        boss.post(f"/lists/companies/bulk/{action}/", {**posted, "selected": company.public_id}, headers=HTMX)
    history = boss.get("/lists/companies/bulk/history/", headers=HTMX).content.decode()
    assert "Étiquettes\N{NO-BREAK SPACE}: +Salon" in history
    assert "Type\N{NO-BREAK SPACE}: Importateur" in history


def test_all_that_match_are_reached_through_the_filter(boss: Client) -> None:
    for number in range(3):
        make_company(f"A{number}", department="38")
    make_company("B", department="69")
    url = "/lists/companies/bulk/field/?filter=department+is+38"
    boss.post(url, {"value": "kind:importer", "all": "1"}, headers=HTMX)
    assert list(Company.objects.order_by("name").values_list("kind", flat=True)) == ["importer"] * 3 + [""]


def test_all_with_a_filter_that_is_not_understood_changes_nothing(boss: Client) -> None:
    make_company("A", department="38")
    url = "/lists/companies/bulk/field/?filter=department+is+38+and+gone+is+1"
    answer = boss.post(url, {"value": "kind:importer", "all": "1"}, headers=HTMX)
    assert answer.status_code == 422
    assert Company.objects.get().kind == ""


def test_a_long_change_is_a_job_with_its_progress(boss: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk_module, "AT_ONCE", 1)
    make_company("A")
    make_company("B")
    answer = boss.post("/lists/companies/bulk/field/", {"value": "kind:importer", "all": "1"}, headers=HTMX)
    assert "n-progress" in answer.content.decode()
    begun = BulkChange.objects.get()
    progress = boss.get(f"/lists/companies/bulk/progress/{begun.public_id}/", headers=HTMX).content.decode()
    assert "data-done" not in progress
    assert Company.objects.filter(kind="importer").count() == 0


def test_bulk_changes_are_a_permission(sign_in: SignIn) -> None:
    company = make_company("A")
    reader = sign_in(Role.READ_ONLY)
    assert reader.get("/lists/companies/bulk/owner/").status_code == 403
    assert (
        reader.post(
            "/lists/companies/bulk/field/", {"value": "kind:importer", "selected": company.public_id}
        ).status_code
        == 403
    )


def test_nothing_chosen_is_said(boss: Client) -> None:
    answer = boss.post("/lists/companies/bulk/field/", {"value": "kind:importer"}, headers=HTMX)
    assert answer.status_code == 422
    assert "Aucune ligne n’est choisie" in answer.content.decode()


def test_a_file_is_exactly_what_is_shown(boss: Client) -> None:
    make_company("Laiterie", department="38")
    make_company("Garage", department="69")
    response = boss.get("/lists/companies/export/?format=csv&filter=department+is+38&columns=name,department")
    assert response.streaming
    assert b"".join(response.streaming_content).decode() == "\ufeffNom;Département\r\nLaiterie;38\r\n"
    assert 'filename="entreprises-' in response.headers["Content-Disposition"]
    assert JournalEntry.objects.get().verb == "export"


def test_chosen_rows_are_exported_alone(boss: Client) -> None:
    one = make_company("Laiterie")
    make_company("Garage")
    url = "/lists/companies/bulk/export/?columns=name"
    response = boss.post(url, {"selected": one.public_id, "format": "plain"})
    assert b"".join(response.streaming_content).decode() == "Nom\r\nLaiterie\r\n"


def test_export_is_a_permission(sign_in: SignIn) -> None:
    make_company("Laiterie")
    seller = sign_in(Role.SALESPERSON)
    assert seller.get("/lists/companies/export/?format=csv").status_code == 403
    assert seller.post("/lists/companies/bulk/export/").status_code == 403
    assert not JournalEntry.objects.exists()


def test_the_builder_adds_changes_and_joins_conditions(boss: Client) -> None:
    make_company("Laiterie", department="38", headcount=80)
    url = "/lists/companies/filter/?filter=department+is+38"
    opened = boss.get(f"{url}&index=0", headers=HTMX).content.decode()
    assert 'value="38"' in opened
    lines = {"field-0": "headcount", "operator-0": "over", "value-0": "50"}
    added = boss.post(url, {**lines, "index": "new", "step": "apply"}, headers=HTMX)
    assert added.headers["HX-Push-Url"] == "/companies/?filter=department+is+38+and+headcount+over+50"
    more = boss.post(url, {**lines, "index": "new", "step": "add"}, headers=HTMX).content.decode()
    assert "field-1" in more
    other = {"field-1": "city", "operator-1": "filled"}
    joined = boss.post(url, {**lines, **other, "index": "0", "step": "apply"}, headers=HTMX)
    assert joined.headers["HX-Push-Url"] == "/companies/?filter=headcount+over+50+or+city+filled"


@pytest.mark.parametrize(
    "line",
    [
        {"field-0": "headcount", "operator-0": "over", "value-0": "many"},
        {"field-0": "headcount", "operator-0": "over", "value-0": ""},
        {"field-0": "last_contact_on", "operator-0": "after", "value-0": "31/02/2026"},
        {"field-0": "products", "operator-0": "bought", "value-0": "NOTHING"},
    ],
)
def test_the_builder_says_what_is_wrong(boss: Client, line: dict[str, str]) -> None:
    answer = boss.post("/lists/companies/filter/", {**line, "index": "new", "step": "apply"}, headers=HTMX)
    assert answer.status_code == 422
    assert "banner" in answer.content.decode()


def test_the_text_of_a_filter_may_be_written(boss: Client) -> None:
    url = "/lists/companies/filter/"
    answer = boss.post(url, {"step": "text", "text": "city empty or kind = retailer"}, headers=HTMX)
    assert answer.headers["HX-Push-Url"] == "/companies/?filter=city+empty+or+kind+is+retailer"
    assert boss.post(url, {"step": "text", "text": "nonsense"}, headers=HTMX).status_code == 422


def test_towns_are_proposed_as_one_types(boss: Client) -> None:
    make_company("A", city="Lyon")
    make_company("B", city="Lyons-la-Forêt")
    found = boss.get(
        "/lists/companies/filter/suggestions/?column=city&value-0=Grenoble, lyon"
    ).content.decode()
    assert found == '<option value="Lyon"><option value="Lyons-la-Forêt">'


def test_a_list_is_sorted_by_several_columns(boss: Client) -> None:
    answer = boss.post(
        "/lists/companies/sort/",
        {"column-0": "city", "direction-0": "up", "column-1": "net_12_months", "direction-1": "down"},
        headers=HTMX,
    )
    assert answer.headers["HX-Push-Url"] == "/companies/?sort=city,-net_12_months"


REACH = "/lists/companies/bulk/owner/reach/"


def test_the_form_says_how_many_rows_before_they_change(boss: Client, sign_in: SignIn) -> None:
    seller = make_user(Role.MANAGER, team=make_team())
    mate = make_user(Role.SALESPERSON, team=seller.team)
    ours, theirs = make_company("A", owner=mate), make_company("B", owner=make_user())
    assert f'hx-post="{REACH}"' in boss.get("/lists/companies/bulk/owner/", headers=HTMX).content.decode()
    chosen = {"selected": [ours.public_id, theirs.public_id]}
    assert "2 entreprises à modifier." in boss.post(REACH, chosen).content.decode()
    seen = sign_in(user=seller).post(REACH, chosen).content.decode()
    assert "1 entreprise à modifier sur 2" in seen
    all_of_them = boss.post(f"{REACH}?filter=name+is+A", {"all": "1"}).content.decode()
    assert "1 entreprise à modifier." in all_of_them
    assert sign_in(Role.READ_ONLY).post(REACH, chosen).status_code == 403
    assert boss.post("/lists/contacts/bulk/tags/reach/", chosen).status_code == 404


def test_handing_over_a_portfolio_asks_about_what_is_planned(boss: Client) -> None:
    leaving, taking, other = make_user(), make_user(), make_user()
    company = make_company("A", owner=leaving)
    kept_company = make_company("B", owner=other)
    planned = make_activity(company, owner=leaving, state="planned")
    done = make_activity(company, owner=leaving)
    colleagues = make_activity(company, owner=other, state="planned")
    elsewhere = make_activity(kept_company, owner=leaving, state="planned")
    chosen = {"selected": [company.public_id]}
    assert "Confier aussi 1 activité prévue" in boss.post(REACH, chosen).content.decode()

    def owners() -> list[int | None]:
        rows = (planned, done, colleagues, elsewhere)
        return [Activity.objects.get(pk=row.pk).owner_id for row in rows]

    url = "/lists/companies/bulk/owner/"
    boss.post(url, {**chosen, "value": str(taking.pk)}, headers=HTMX)
    assert owners() == [leaving.pk, leaving.pk, other.pk, leaving.pk]
    Company.objects.filter(pk=company.pk).update(owner=leaving)
    answer = boss.post(url, {**chosen, "value": str(taking.pk), "activities": "1"}, headers=HTMX)
    assert owners() == [taking.pk, leaving.pk, other.pk, leaving.pk]
    told = json.loads(answer.headers["HX-Trigger"])["toast"]
    assert told["text"].endswith("Fait pour 1 entreprise. 1 activité prévue suit.")
    undone = boss.post(told["undo"], headers=HTMX)
    assert "1 activité prévue aussi." in json.loads(undone.headers["HX-Trigger"])["toast"]["text"]
    assert owners() == [leaving.pk, leaving.pk, other.pk, leaving.pk]
    assert Company.objects.get(pk=company.pk).owner_id == leaving.pk


def test_a_portfolio_given_to_nobody_leaves_what_is_planned(boss: Client) -> None:
    leaving = make_user()
    company = make_company("A", owner=leaving)
    planned = make_activity(company, owner=leaving, state="planned")
    boss.post(
        "/lists/companies/bulk/owner/",
        {"selected": company.public_id, "value": "nobody", "activities": "1"},
        headers=HTMX,
    )
    planned.refresh_from_db()
    assert (planned.owner_id, BulkChange.objects.count()) == (leaving.pk, 1)


def test_who_may_not_export_is_told_why_and_whom_to_ask(sign_in: SignIn, boss: Client) -> None:
    make_user(Role.ADMINISTRATOR, first_name="Nadia", last_name="Ferrand")
    seller = sign_in(Role.SALESPERSON)
    page = seller.get("/companies/").content.decode()
    why = "/lists/companies/export/refused/"
    assert (why in page, "/lists/companies/export/?" in page) == (True, False)
    said = seller.get(why, headers=HTMX).content.decode()
    assert "Votre rôle ne permet pas l’export" in said
    assert "Nadia Ferrand" in said
    assert why not in boss.get("/companies/").content.decode()
