"""Why they left, why they stay: told on a company, summed up with the deals; who sees what (P11)."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal as D

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from negoce.companies.models import Company, Competitor
from negoce.identity.enums import Role
from negoce.identity.models import JournalEntry, User
from negoce.orders.models import CustomerSales
from negoce.portfolio.models import CustomerLife, StatusChange, ToldReason
from tests.factories.companies import make_company
from tests.factories.deals import make_deal
from tests.factories.identity import make_team, make_user

pytestmark = pytest.mark.django_db
PAGE = "/portfolio/reasons/"


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def text(answer: object) -> str:
    return answer.content.decode().replace("\u202f", " ").replace("\u00a0", " ")  # type: ignore[attr-defined]


def ago(days: int) -> date:
    return timezone.localdate() - timedelta(days=days)


def closed(company: Company, state: str, reason: str = "", times: int = 1, **fields: object) -> None:
    for _each in range(times):
        make_deal(company, state=state, outcome_reason=reason, closed_on=ago(20), amount=D(1_000), **fields)


@pytest.fixture
def boss() -> Client:
    return signed_in(make_user())


def test_nothing_is_explained_yet(boss: Client) -> None:
    assert "Rien à expliquer encore" in text(boss.get(PAGE))


def test_deals_are_summed_up(boss: Client) -> None:
    company = make_company(activity_code="10.51C")
    rival = Competitor.objects.create(name="Emballo", name_key="emballo")
    closed(company, "lost", "price", 6, competitor=rival)
    closed(company, "won", "service", 5)
    closed(company, "won", "price", 2, competitor=rival)
    closed(company, "lost", "", 1)
    make_deal(company, state="lost", outcome_reason="terms", closed_on=ago(800))
    shown = text(boss.get(PAGE))
    assert "6 affaires perdues sur les 6 dont la raison est notée (100 %) ; 1 sans raison." in shown
    assert "Nous gagnons d’abord par « Service » : 5 affaires gagnées sur 7 (71 %)." in shown
    assert "Emballo nous prend le plus : 6 affaires perdues sur 8 disputées, 25 % gagnées." in shown
    assert "7 sur 14 ; entre 27 % et 73 %" in shown
    assert "7 affaires, 1 sans raison" in shown
    assert "Industrie" in shown
    assert "outcome_reason+is+price" in shown


def test_a_reason_is_told_shown_counted_and_taken_back(boss: Client) -> None:
    company = make_company("Laiterie du Forez")
    StatusChange.objects.create(
        company=company, before="dormant", after="lost", happened_on=ago(30), cause="computed"
    )
    url = f"/companies/{company.public_id}/reasons/left/"
    given = {"reason": "competitor", "competitor": "Emballo", "told_on": f"{ago(2):%d/%m/%Y}", "note": ""}
    assert "Offre d’un concurrent" in text(boss.get(url))
    assert boss.post(url, given, headers={"HX-Request": "true"}).status_code == 204
    row = ToldReason.objects.select_related("competitor").get()
    assert (row.side, row.reason, row.competitor.name, row.told_on) == (
        "left",
        "competitor",
        "Emballo",
        ago(2),
    )
    assert JournalEntry.objects.filter(subject_kind="told_reason", verb="created").count() == 1
    panel = text(boss.get(f"/companies/{company.public_id}/panels/reasons/"))
    assert ("Offre d’un concurrent" in panel, "Emballo" in panel) == (True, True)
    assert "left_reason+is+competitor" in text(boss.get(PAGE))
    listed = text(boss.get("/companies/", {"filter": "left_reason is competitor"}))
    assert "Laiterie du Forez" in listed
    listed = text(boss.get("/companies/", {"filter": "left_reason is_not competitor"}))
    assert "Laiterie du Forez" not in listed
    removal = f"/companies/{company.public_id}/reasons/{row.public_id}/removal/"
    assert boss.post(removal).status_code == 204
    assert ToldReason.objects.count() == 0


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"reason": "envie"}, "Choisissez la raison dans la liste."),
        ({"told_on": "hier matin peut-être"}, "Donnez le jour où cela a été dit"),
        ({"told_on": "01/01/2099"}, "Donnez le jour où cela a été dit"),
        ({"note": "Il est malade depuis son divorce"}, "guard_reason"),
    ],
)
def test_what_cannot_be_noted_is_refused(boss: Client, changed: dict[str, str], said: str) -> None:
    url = f"/companies/{make_company().public_id}/reasons/stays/"
    given = {"reason": "price", "competitor": "", "told_on": f"{ago(2):%d/%m/%Y}", "note": "", **changed}
    answer = boss.post(url, given, headers={"HX-Request": "true"})
    assert (answer.status_code, ToldReason.objects.count()) == (422, 0)
    assert said in text(answer)


def test_each_sees_their_own(boss: Client) -> None:
    nadia = make_user(Role.SALESPERSON, team=make_team("Nord"))
    mine, theirs = (
        make_company(owner=nadia),
        make_company(owner=make_user(Role.SALESPERSON, team=make_team("Sud"))),
    )
    closed(mine, "lost", "price", 5)
    closed(theirs, "lost", "service", 9)
    ToldReason.objects.create(company=theirs, side="left", reason="closed", told_on=ago(3))
    shown = text(signed_in(nadia).get(PAGE))
    assert "5 affaires perdues sur 5" in shown
    assert "Cessation d’activité" not in shown
    assert signed_in(nadia).get(f"/companies/{theirs.public_id}/reasons/left/").status_code == 404
    assert "9 affaires perdues sur 14" in text(boss.get(PAGE))


def test_a_reader_notes_nothing() -> None:
    reader = signed_in(make_user(Role.READ_ONLY))
    url = f"/companies/{make_company().public_id}/reasons/left/"
    given = {"reason": "price", "told_on": f"{ago(2):%d/%m/%Y}"}
    assert (reader.post(url, given).status_code, ToldReason.objects.count()) == (403, 0)


def test_the_page_asks_as_much_of_one_deal_as_of_three(boss: Client) -> None:
    closed(make_company(), "lost", "price")
    boss.get(PAGE)
    with CaptureQueriesContext(connection) as one:
        boss.get(PAGE)
    for reason in ("service", "terms"):
        closed(
            make_company(), "won", reason, competitor=Competitor.objects.create(name=reason, name_key=reason)
        )
    with CaptureQueriesContext(connection) as three:
        boss.get(PAGE)
    assert len(one) == len(three)


def test_departures_say_how_many_the_attrition_counts(boss: Client) -> None:
    """A customer of the start, one who came and left since, one who was lost, came back and left again."""
    start = ago(400)
    for first, changes in (
        (start, [(30, "dormant", "lost")]),
        (ago(300), [(20, "dormant", "lost")]),
        (start, [(390, "dormant", "lost"), (200, "lost", "new"), (10, "dormant", "lost")]),
    ):
        company = make_company()
        CustomerSales.objects.create(company=company, first_order_on=first, last_order_on=first, as_of=ago(0))
        CustomerLife.objects.create(
            company=company, status="lost", computed="lost", status_since=ago(10), as_of=ago(0)
        )
        for days, before, after in changes:
            StatusChange.objects.create(
                company=company, before=before, after=after, happened_on=ago(days), cause="computed"
            )
    shown = text(boss.get(PAGE))
    assert "1 client du début de la période (l’attrition), 2 venus ou revenus depuis" in shown


def test_a_finding_says_on_how_many_it_stands(boss: Client) -> None:
    company = make_company()
    closed(company, "won", "relationship", 5)
    closed(company, "won", "", 7)
    shown = text(boss.get(PAGE))
    assert "5 affaires gagnées sur les 5 dont la raison est notée (100 %) ; 7 sans raison." in shown
    # What has no reason comes after all reasons, however many deals it holds.
    table = shown[shown.index("Affaires par raison") :]
    assert table.index("Relation") < table.index("Sans raison notée")


def test_deals_and_euros_have_a_column_each(boss: Client) -> None:
    closed(make_company(), "won", "price")
    shown = text(boss.get(PAGE))
    assert '<td class="num">1</td><td class="num muted">1 000 €</td>' in shown
