"""The yearly sales action plan: written, compared, copied, under rights (S7)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal as D
from io import BytesIO

import pytest
from django.test import Client
from django.utils import timezone
from pikepdf import Pdf

from negoce.companies.models import Company
from negoce.identity.enums import Role, Scope
from negoce.identity.models import JournalEntry, RolePolicy, User
from negoce.portfolio.enums import PlanPart
from negoce.portfolio.models import PlannedAction, StatusChange, StatusFigures
from tests.factories.companies import make_company
from tests.factories.identity import make_user
from tests.harness.queries import Queries

pytestmark = pytest.mark.django_db
PAGE = "/portfolio/plan/"


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def manager() -> User:
    return make_user(Role.MANAGER, scope=Scope.ALL.value)


def action(**fields: object) -> PlannedAction:
    given = {
        "year": timezone.localdate().year, "name": "Salon des métiers", "part": PlanPart.CONQUEST.value,
        "first_month": 3, "last_month": 4,
    }  # fmt: skip
    return PlannedAction.objects.create(**{**given, **fields})


TYPED = {
    "name": "Salon des métiers", "part": "conquest", "first_month": "3", "last_month": "4", "channel": "fair",
    "status": "", "segment": "Boulangeries", "budget": "9 500", "expected_customers": "10",
    "expected_margin": "14000,50",
}  # fmt: skip


def test_an_action_is_added_then_changed_and_its_result_typed() -> None:
    client = signed_in(manager())
    year = timezone.localdate().year
    new = f"{PAGE}{year}/new/"
    assert client.get(new).status_code == 200
    assert client.post(new, TYPED).status_code == 302
    row = PlannedAction.objects.get()
    assert (row.budget, row.expected_customers, row.expected_margin) == (D(9_500), 10, D("14000.50"))
    url = f"{PAGE}actions/{row.public_id}/"
    assert client.get(url).status_code == 200
    changed = {**TYPED, "actual_cost": "9000", "actual_margin": "-20", "revision": "0"}
    assert client.post(url, changed).status_code == 302
    row.refresh_from_db()
    assert (row.actual_cost, row.actual_margin, row.revision) == (D(9_000), D(-20), 1)
    assert client.post(url, {**changed, "name": "Autre"}).status_code == 409
    assert JournalEntry.objects.filter(subject_kind="planned_action").count() == 2
    answer = client.get(PAGE)
    assert answer.context["parts"][0]["lines"][0]["name"] == "Salon des métiers"
    assert client.post(f"{url}removal/").status_code == 302
    assert not PlannedAction.objects.exists()


@pytest.mark.asked_already
@pytest.mark.parametrize(
    "wrong",
    [
        {"name": " "},
        {"part": "party"},
        {"channel": "pigeon"},
        {"status": "king"},
        {"first_month": "0"},
        {"first_month": "5"},
        {"last_month": "١"},
        {"budget": "-1"},
        {"budget": "x"},
        {"expected_customers": "1,5"},
        {"actual_cost": "9" * 20},
        {"owner": "nobody"},
    ],
)
def test_what_makes_no_sense_is_refused(wrong: dict[str, str]) -> None:
    answer = signed_in(manager()).post(f"{PAGE}{timezone.localdate().year}/new/", {**TYPED, **wrong})
    assert answer.status_code == 422
    assert not PlannedAction.objects.exists()


def test_last_year_is_taken_up_without_its_results() -> None:
    client = signed_in(manager())
    year = timezone.localdate().year
    url = f"{PAGE}{year}/copy/"
    assert client.get(url).status_code == 200
    assert client.post(url).status_code == 422
    action(year=year - 1, budget=D(100), actual_cost=D(90), actual_customers=4)
    action(year=year - 1, name="Club")
    action(name="Club")
    assert client.post(url).status_code == 302
    row = PlannedAction.objects.get(year=year, name="Salon des métiers")
    assert (row.budget, row.actual_cost, row.actual_customers) == (D(100), None, None)
    assert PlannedAction.objects.filter(year=year).count() == 2


def test_customers_are_counted_from_their_changes_of_status() -> None:
    year = timezone.localdate().year

    def came(month: int, before: str, after: str, channel: str = "") -> Company:
        company = make_company(origin_channel=channel)
        StatusChange.objects.create(
            company=company, before=before, after=after, happened_on=date(year, month, 5), cause="computed"
        )
        return company

    came(3, "hot", "new", "fair")
    came(4, "suspect", "new")
    came(5, "hot", "new", "fair")
    came(3, "dormant", "irregular")
    came(3, "new", "regular", "fair")
    action(channel="fair")
    action(name="Tous canaux")
    action(name="Réveil", part=PlanPart.LOYALTY.value, status="dormant")
    action(name="Club", part=PlanPart.LOYALTY.value)
    parts = signed_in(make_user()).get(PAGE).context["parts"]
    counted = {line["name"]: line["counted"] for part in parts for line in part["lines"]}
    assert counted == {"Salon des métiers": "1", "Tous canaux": "2", "Réveil": "1", "Club": ""}


def test_costs_and_margins_are_for_who_may_read_them() -> None:
    action(budget=D(100), actual_cost=D("7777"), expected_margin=D("8888"), actual_margin=D("9999"))
    text = signed_in(make_user(Role.READ_ONLY)).get(PAGE).content.decode().replace("\u202f", "")
    assert "Salon des métiers" in text
    assert not [figure for figure in ("7777", "8888", "9999") if figure in text]


def test_only_who_sets_targets_writes() -> None:
    row = action()
    client = signed_in(make_user(Role.SALESPERSON))
    year = timezone.localdate().year
    for url in (f"{PAGE}{year}/new/", f"{PAGE}{year}/copy/", f"{PAGE}actions/{row.public_id}/"):
        assert client.get(url).status_code == 403
    assert client.post(f"{PAGE}actions/{row.public_id}/removal/").status_code == 403
    assert client.get(PAGE).status_code == 200


def test_the_page_costs_the_same_whatever_the_actions(queries: Queries) -> None:
    client = signed_in(manager())
    queries.same(make=lambda: action(owner=make_user(), budget=D(12)), read=lambda: client.get(PAGE))


def test_an_empty_plan_has_its_page() -> None:
    assert signed_in(make_user()).get(f"{PAGE}?year=1999").status_code == 200


def test_who_reads_no_margin_neither_sees_nor_writes_what_an_action_brings() -> None:
    RolePolicy.objects.create(role=Role.MANAGER.value, field_access={"margin": "none"})
    client = signed_in(manager())
    row = action(expected_margin=D(4_321), actual_margin=D(5_432), actual_cost=D(6_543), budget=D(7_000))
    url = f"{PAGE}actions/{row.public_id}/"
    shown = client.get(url).content.decode()
    assert "7000" in shown
    assert not any(amount in shown for amount in ("4321", "5432", "6543", "expected_margin", "actual_cost"))
    assert client.post(url, {**TYPED, "actual_cost": "1", "revision": "0"}).status_code == 302
    row.refresh_from_db()
    assert (row.budget, row.expected_margin, row.actual_margin, row.actual_cost) == (
        D(9_500), D(4_321), D(5_432), D(6_543),
    )  # fmt: skip


def test_who_sees_a_part_of_the_house_reads_its_plan_and_writes_none() -> None:
    row, client = action(), signed_in(make_user(Role.MANAGER))
    year = timezone.localdate().year
    StatusFigures.objects.create(year=year, status="new", heads=1, as_of=timezone.localdate())
    answer = client.get(PAGE)
    line = answer.context["parts"][0]["lines"][0]
    assert (answer.context["may_set"], line["url"], line["counted"]) == (False, "", "")
    assert client.post(f"{PAGE}{year}/new/", TYPED).status_code == 403
    assert client.post(f"{PAGE}actions/{row.public_id}/removal/").status_code == 403
    assert client.post(f"{PAGE}{year + 1}/copy/").status_code == 403


def test_the_plan_is_printed_and_taken_to_a_spreadsheet() -> None:
    user, year = manager(), timezone.localdate().year
    client = signed_in(user)
    action(budget=D(9_500), actual_cost=D(9_000), expected_margin=D(14_000), channel="fair", owner=user)
    action(name="=HYPERLINK(1)", part=PlanPart.LOYALTY.value, status="dormant", note="à voir")
    url = f"{PAGE}{year}/file/"
    printed = client.get(url)
    assert (printed.status_code, printed["Content-Type"], printed.content[:5]) == (
        200, "application/pdf", b"%PDF-",
    )  # fmt: skip
    assert client.get(url).content == printed.content
    with Pdf.open(BytesIO(printed.content)) as book:
        assert len(book.pages) <= 2
    lines = client.get(f"{url}?format=csv").content.decode("utf-8-sig").splitlines()
    assert lines[0].startswith(
        "Partie;Action;Pour qui;Canal et responsable;Période;Note;Budget (€);Clients attendus"
    )
    assert lines[1].startswith("Conquête;Salon des métiers;;")
    assert ";9500.00;".replace(".", ",") in lines[1]
    assert "'=HYPERLINK(1);Dormant" in lines[2]
    assert lines[3].startswith("Total;")
    assert client.get(f"{url}?format=xlsx").content[:2] == b"PK"
    assert JournalEntry.objects.filter(verb="export", subject_kind="sales_plan").count() == 2


def test_margins_and_exports_are_for_who_has_them() -> None:
    year = timezone.localdate().year
    action(budget=D(9_500), actual_cost=D(777), actual_margin=D(555))
    url = f"{PAGE}{year}/file/"
    reader = signed_in(make_user(Role.READ_ONLY))
    assert reader.get(url).status_code == 200
    assert reader.get(f"{url}?format=csv").status_code == 403
    RolePolicy.objects.create(role=Role.MANAGER.value, field_access={"margin": "none"})
    text = signed_in(manager()).get(f"{url}?format=csv").content.decode()
    assert ("Budget" in text, "Dépensé" in text, "777" in text, "555" in text) == (True, False, False, False)
