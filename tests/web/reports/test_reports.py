"""Reports on screen: those at hand, one's own, shared ones, files, those that take long."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.utils import timezone

from negoce.identity.enums import Role, Scope
from negoce.identity.models import JournalEntry, User
from negoce.identity.rules.actor import system_actor
from negoce.jobs.worker import work_off
from negoce.portfolio.models import ReportRun, ReportSchedule, SavedReport
from negoce.portfolio.queries.reports.table import ReportLine, ReportTable
from negoce.portfolio.queries.reports.understood import understand
from negoce.portfolio.ready_reports import READY
from negoce.portfolio.rules.report_asked import read_query
from negoce.ui.charts import Chart, Unit
from negoce.web.reports import page
from negoce.web.reports.drawn import drawn
from tests.factories.companies import make_company
from tests.factories.identity import make_user
from tests.factories.orders import make_order

pytestmark = pytest.mark.django_db
ASKED = "subject=orders&measure=net,count&group=company"


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def text(answer: object) -> str:
    return answer.content.decode().replace("\u202f", " ").replace("\u00a0", " ")  # type: ignore[attr-defined]


@pytest.fixture
def seller() -> User:
    return make_user(Role.SALESPERSON, last_name="Benali")


@pytest.fixture
def boss() -> User:
    return make_user(Role.MANAGER, scope=Scope.ALL.value)


@pytest.fixture(autouse=True)
def orders(seller: User) -> None:
    day = timezone.localdate() - timedelta(days=20)
    make_order(make_company("Astier", owner=seller), day, "1250.50", cost="1000")
    make_order(make_company("Bonnet"), day, "300", cost="200")


def test_every_report_at_hand_opens_without_a_complaint(boss: User) -> None:
    client = signed_in(boss)
    listed = text(client.get("/reports/"))
    for each in READY:
        assert f"/reports/ready/{each.key}/" in listed
        shown = text(client.get(f"/reports/ready/{each.key}/"))
        assert str(each.title) in shown
        assert "banner" not in shown, each.key


def test_a_report_counts_draws_and_leads_to_its_list(boss: User) -> None:
    shown = text(signed_in(boss).get(f"/reports/view/?{ASKED}"))
    assert "1 251 €" in shown
    assert "1 551 €" in shown
    assert "<n-chart" in shown
    assert "/orders/?filter=" in shown


def test_a_stack_is_as_high_as_its_total() -> None:
    lines = [
        ReportLine(("sept. 2026", f"Famille {number}"), (Decimal(100 - number),)) for number in range(11)
    ]
    table = ReportTable(("Mois", "Famille"), ("Montant HT",), (Unit.MONEY,), lines, (Decimal(1045),), "", "")
    found = understand(
        system_actor(), read_query("subject=orders&measure=net&group=month,owner&chart=stacked")
    )
    assert found is not None
    chart = drawn(found, table)["chart"]
    assert isinstance(chart, Chart)
    assert [series.name for series in chart.series][-2:] == ["Famille 7", "Les autres"]
    assert sum(value or 0 for series in chart.series for value in series.values) == 1045
    distinct = understand(
        system_actor(), read_query("subject=orders&measure=customers&group=month,owner&chart=stacked")
    )
    assert distinct is not None
    told = drawn(distinct, table)["chart"]
    assert isinstance(told, Chart)
    assert len(told.series) == 8


def test_a_reader_reads_their_own_figures(boss: User, seller: User) -> None:
    report = SavedReport.objects.create(
        owner=boss, name="Marges", query="subject=orders&measure=margin,net&group=company", is_shared=True
    )
    url = f"/reports/{report.public_id}/"
    assert "351 €" in text(signed_in(boss).get(url))
    mine = text(signed_in(seller).get(url))
    assert "251 €" in mine
    assert "Bonnet" not in mine
    hidden = text(signed_in(make_user(Role.MARKETING)).get(url))
    assert "351 €" not in hidden
    assert ">Marge<" not in hidden
    assert "« margin » n’existe pas, ou n’est pas visible pour vous" in hidden
    assert "/reports/ready/margin/" not in text(signed_in(make_user(Role.MARKETING)).get("/reports/"))
    assert signed_in(make_user(Role.MARKETING)).get("/reports/ready/margin/").status_code == 404


def test_a_private_report_is_its_owners_alone(boss: User, seller: User) -> None:
    report = SavedReport.objects.create(owner=boss, name="À moi", query=ASKED)
    other = signed_in(seller)
    for path in ("", "editing/", "schedule/"):
        assert other.get(f"/reports/{report.public_id}/{path}").status_code == 404
    assert other.post(f"/reports/{report.public_id}/deletion/").status_code == 404


def test_a_report_is_kept_shared_received_and_taken_away(boss: User) -> None:
    client = signed_in(boss)
    assert client.post("/reports/keeping/", {"name": "", "query": ASKED}).status_code == 422
    kept = client.post("/reports/keeping/", {"name": "CA", "query": ASKED, "is_shared": "on"})
    report = SavedReport.objects.get()
    assert (kept.status_code, report.is_shared) == (302, True)
    when = {"rhythm": "weekly", "hour": "7", "weekday": "0", "month_day": "1", "format": "xlsx"}
    assert "Rythme" in text(client.get(f"/reports/{report.public_id}/schedule/"))
    assert client.post(f"/reports/{report.public_id}/schedule/", {**when, "hour": "25"}).status_code == 422
    assert client.post(f"/reports/{report.public_id}/schedule/", when).status_code == 302
    assert ReportSchedule.objects.get().rhythm == "weekly"
    assert "Reçu par e-mail" in text(client.get(f"/reports/{report.public_id}/"))
    assert client.post(f"/reports/{report.public_id}/deletion/").status_code == 302
    assert (SavedReport.objects.count(), ReportSchedule.objects.count()) == (0, 0)


def test_what_a_kept_report_asks_is_changed_not_copied(boss: User, seller: User) -> None:
    client = signed_in(boss)
    report = SavedReport.objects.create(owner=boss, name="CA", query=ASKED, is_shared=True)
    other = "subject=orders&measure=basket&group=owner"
    same = text(client.get(f"/reports/{report.public_id}/"))
    assert (f'name="saved" value="{report.public_id}"' in same, "Enregistrer les changements" in same) == (
        True,
        False,
    )
    changed = text(client.get(f"/reports/view/?{other}&saved={report.public_id}"))
    assert "« CA » demande autre chose" in changed
    edit = f"/reports/{report.public_id}/editing/"
    assert f"{edit}?query=" in changed
    assert "le journal garde l’ancienne" in text(client.get(f"{edit}?{urlencode({'query': other})}"))
    assert client.post(edit, {"name": "CA", "query": other, "is_shared": "on"}).status_code == 302
    assert list(SavedReport.objects.values_list("pk", "query")) == [(report.pk, read_query(other).query)]
    entry = JournalEntry.objects.filter(subject_kind="report").get()
    assert (entry.verb, list(entry.values)) == ("changed", ["query"])
    # Whoever only reads it may keep a copy, not change it.
    theirs = text(signed_in(seller).get(f"/reports/view/?{ASKED}&saved={report.public_id}"))
    assert ("Enregistrer une copie" in theirs, edit in theirs) == (True, False)
    assert signed_in(seller).post(edit, {"name": "CA", "query": ASKED}).status_code == 403


def test_who_may_not_share_sees_no_such_box(seller: User) -> None:
    client = signed_in(seller)
    form = text(client.get("/reports/keeping/?" + urlencode({"query": ASKED})))
    assert "Partagé avec tous" not in form
    assert (
        client.post("/reports/keeping/", {"name": "CA", "query": ASKED, "is_shared": "on"}).status_code == 403
    )


def test_a_file_takes_the_right_to_export_and_is_journalled(boss: User, seller: User) -> None:
    answer = signed_in(boss).get(f"/reports/view/file/?{ASKED}&format=csv")
    assert answer.content.decode("utf-8-sig").splitlines() == [
        "Entreprise;Montant HT (€);Commandes",
        "Astier;1250,50;1",
        "Bonnet;300,00;1",
        "Total;1550,50;2",
    ]
    assert signed_in(boss).get(f"/reports/view/file/?{ASKED}").content[:2] == b"PK"
    assert JournalEntry.objects.filter(subject_kind="report", verb="export").count() == 2
    assert signed_in(seller).get(f"/reports/view/file/?{ASKED}").status_code == 403


def test_what_takes_long_becomes_a_job(boss: User, seller: User, monkeypatch: pytest.MonkeyPatch) -> None:
    client = signed_in(boss)
    with monkeypatch.context() as slow:
        slow.setattr(page, "run_report", lambda _report: None)
        waiting = text(client.get(f"/reports/view/?{ASKED}"))
        assert ("plus de deux secondes" in waiting, 'hx-trigger="load, submit"' in waiting) == (True, True)
    started = client.post("/reports/runs/", {"query": ASKED, "ready": "revenue-month"})
    run = ReportRun.objects.get()
    assert started.status_code == 302
    progress = text(client.get(started["Location"]))
    assert ("n-progress" in progress, "<h1>Commandes par mois</h1>" in progress) == (True, True)
    work_off()
    made = text(client.get(f"/reports/runs/{run.public_id}/"))
    url = f"/reports/runs/{run.public_id}/file/?title=Rapport&format=csv"
    assert ("1 251 €" in made, url in made.replace("&amp;", "&")) == (True, True)
    file = client.get(url)
    assert "Astier;1250,50;1" in file.content.decode()
    assert signed_in(seller).get(f"/reports/runs/{run.public_id}/").status_code == 404


def test_a_fourth_long_report_waits_for_its_turn(boss: User, monkeypatch: pytest.MonkeyPatch) -> None:
    client = signed_in(boss)
    for measure in ("net", "count", "basket"):
        client.post("/reports/runs/", {"query": f"subject=orders&measure={measure}"})
    refused = client.post("/reports/runs/", {"query": ASKED}, headers={"HX-Request": "true"})
    assert (refused.headers["HX-Redirect"], ReportRun.objects.count()) == ("/reports/", 3)
    assert "déjà 3 rapports en préparation" in text(client.get("/reports/"))
    monkeypatch.setattr(page, "run_report", lambda _report: None)
    assert "vous en avez déjà trois en préparation" in text(client.get(f"/reports/view/?{ASKED}"))


@pytest.mark.parametrize("query", ["subject=secrets", ""])
def test_an_unknown_subject_is_not_found(boss: User, query: str) -> None:
    assert signed_in(boss).get(f"/reports/view/?{query}").status_code == 404


def test_what_is_not_understood_is_said_and_left_out(boss: User) -> None:
    shown = text(signed_in(boss).get("/reports/view/?subject=orders&measure=net&filter=secret+is+1"))
    assert "banner" in shown
    assert "1 551 €" in shown


def test_as_many_queries_for_more_groups(boss: User, queries) -> None:  # type: ignore[no-untyped-def]
    client = signed_in(boss)

    def make() -> None:
        make_order(make_company(owner=make_user()), date(2026, 10, 5), "3")

    queries.same(
        make=make, read=lambda: client.get("/reports/view/?subject=orders&measure=net&group=owner,company")
    )
    queries.same(
        make=lambda: SavedReport.objects.create(owner=make_user(), name="x", query=ASKED, is_shared=True),
        read=lambda: client.get("/reports/"),
    )
