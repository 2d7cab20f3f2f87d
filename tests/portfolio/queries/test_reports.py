"""Reports: what is counted, by what, for whom."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal as D
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone, translation

from negoce.catalogue.models import ProductFamily
from negoce.companies.queries.lists.matching import matching
from negoce.companies.queries.lists.registry import LISTS
from negoce.companies.queries.lists.spec import Asked
from negoce.companies.queries.lists.spec import understand as understand_list
from negoce.identity.enums import Role, Scope
from negoce.identity.queries.actors import actor_for
from negoce.identity.rules.actor import Actor, system_actor
from negoce.kit.dates import add_months
from negoce.negotiation.models import Deal
from negoce.portfolio.enums import LifeStatus
from negoce.portfolio.models import StatusChange
from negoce.portfolio.queries.reports import run
from negoce.portfolio.queries.reports.run import TooManyLines, run_report
from negoce.portfolio.queries.reports.subjects import subjects
from negoce.portfolio.queries.reports.table import ReportTable, table_of
from negoce.portfolio.queries.reports.understood import understand
from negoce.portfolio.rules.report_asked import read_query
from negoce.ui.charts import Unit
from tests.factories.accounts import make_receivable
from tests.factories.companies import make_activity, make_company
from tests.factories.deals import make_deal
from tests.factories.identity import make_actor, make_team, make_user
from tests.factories.orders import make_order, make_product
from tests.factories.playbooks import make_life

pytestmark = pytest.mark.django_db
PARIS = ZoneInfo("Europe/Paris")
ALL = system_actor()


@pytest.fixture(autouse=True)
def in_french() -> Iterator[None]:
    with translation.override("fr"):
        yield


def report(query: str, actor: Actor = ALL) -> ReportTable:
    found = understand(actor, read_query(query))
    assert found is not None
    table = run_report(found)
    assert table is not None
    return table


def lines(query: str, actor: Actor = ALL) -> list[tuple[object, ...]]:
    return [(*line.names, *line.values) for line in report(query, actor).lines]


@pytest.fixture
def orders() -> None:
    nadia = make_user(Role.SALESPERSON, first_name="Nadia", last_name="Benali", team=make_team("Nord"))
    one, other = make_company("Astier", owner=nadia), make_company("Bonnet")
    make_order(one, date(2026, 9, 3), "100", cost="60")
    make_order(one, date(2026, 9, 28), "50.10", cost="40.05")
    make_order(one, date(2026, 11, 2), "-20")
    make_order(other, date(2026, 11, 2), "30", cost="10")
    make_order(other, date(2026, 11, 3), "9999", cancelled_at=timezone.now())


@pytest.mark.usefixtures("orders")
def test_revenue_by_month_follows_the_calendar() -> None:
    found = report("subject=orders&measure=net,count,basket&group=month")
    assert [(*line.names, *line.values) for line in found.lines] == [
        ("sept. 2026", D("150.10"), 2, D("75.05")),
        ("nov. 2026", D("10"), 2, D("5.00")),
    ]
    assert found.totals == (D("160.1"), 4, D("40.03"))


@pytest.mark.usefixtures("orders")
def test_by_person_team_and_quarter_the_largest_first() -> None:
    assert lines("subject=orders&measure=net&group=owner") == [
        ("Nadia Benali", D("130.1")),
        ("Personne", D(30)),
    ]
    assert lines("subject=orders&measure=net&group=team&sort=net") == [
        ("Non renseigné", D(30)),
        ("Nord", D("130.1")),
    ]
    assert lines("subject=orders&measure=count&group=quarter,owner") == [
        ("T3 2026", "Nadia Benali", 2),
        ("T4 2026", "Nadia Benali", 1),
        ("T4 2026", "Personne", 1),
    ]


@pytest.mark.usefixtures("orders")
def test_different_customers_are_not_added_up() -> None:
    found = report("subject=orders&measure=customers&group=month")
    # In November one of them only sent back.
    assert [line.values[0] for line in found.lines] == [1, 1]
    assert found.totals == (2,)


@pytest.mark.usefixtures("orders")
def test_beyond_the_first_ones_the_others_are_one_line() -> None:
    found = report("subject=orders&measure=net&group=company&top=1")
    assert [(line.names, line.values) for line in found.lines] == [
        (("Astier",), (D("130.1"),)),
        (("Les autres",), (D(30),)),
    ]
    assert found.beyond == 1
    assert [len(report("subject=orders&measure=customers&group=company&top=1").lines)] == [1]


@pytest.mark.usefixtures("orders")
def test_a_filter_of_the_list_narrows_and_a_line_leads_back_to_it() -> None:
    found = report("subject=orders&measure=count&group=month,owner&filter=net over 0")
    first = found.lines[0]
    assert (first.names, first.values) == (("sept. 2026", "Nadia Benali"), (2,))
    spec = understand_list(LISTS["orders"], ALL, Asked(filter=first.filter))
    assert not spec.problems
    assert matching(spec).count() == 2


@pytest.mark.usefixtures("orders")
def test_margins_are_hidden_from_who_may_not_read_them() -> None:
    assert lines("subject=orders&measure=margin,margin_rate") == []
    assert report("subject=orders&measure=margin,margin_rate").totals == (D("70.05"), D("38.90"))
    outsider = make_actor(Role.MARKETING)
    found = understand(outsider, read_query("subject=orders&measure=margin,margin_rate&group=month"))
    assert found is not None
    assert [measure.key for measure in found.measures] == ["net"]
    assert len(found.problems) == 2
    hidden = understand(outsider, read_query("subject=orders&measure=net&filter=margin over 50"))
    assert hidden is not None
    assert (hidden.spec.filter_text, len(hidden.problems)) == ("", 1)


@pytest.mark.usefixtures("orders")
def test_each_reader_counts_what_they_see() -> None:
    person = make_user(Role.SALESPERSON)
    make_order(make_company("Chauvin", owner=person), date(2026, 11, 5), "7")
    assert lines("subject=orders&measure=net&group=company", actor_for(person)) == [("Chauvin", D(7))]
    assert lines("subject=order_lines&measure=net&group=company", actor_for(person)) == [("Chauvin", D(7))]
    assert report("subject=companies&measure=count", actor_for(person)).totals == (1,)


def test_lines_by_product_and_family() -> None:
    family = ProductFamily.objects.create(name="Films")
    film = make_product("F1", "Film étirable", family=family)
    company = make_company()
    make_order(company, date(2026, 9, 3), "100", product=film, quantity=D(4))
    make_order(company, date(2026, 9, 4), "60", product=film, quantity=D("2.5"))
    make_order(company, date(2026, 9, 4), "5")
    assert lines("subject=order_lines&measure=net,quantity&group=family") == [
        ("Films", D(160), D("6.5")),
        ("Non renseigné", D(5), D(1)),
    ]
    assert lines("subject=order_lines&measure=orders&group=product")[0] == ("Film étirable", 2)


def test_deals_won_and_how_long_they_took() -> None:
    won = make_deal(state="won", closed_on=date(2026, 11, 10), amount=D(800), outcome_reason="price")
    make_deal(state="lost", closed_on=date(2026, 11, 12), amount=D(100), outcome_reason="price")
    make_deal(amount=D(50))
    Deal.objects.filter(pk=won.pk).update(created_at=datetime(2026, 10, 31, 23, 30, tzinfo=PARIS))
    found = report("subject=deals&measure=win_rate,won_amount,cycle,open")
    assert found.totals == (D(50), D(800), D(10), 1)
    assert lines("subject=deals&measure=won,lost&group=reason&filter=state is_not open") == [("Prix", 1, 1)]


def test_activities_of_people_by_kind() -> None:
    nadia = make_user(first_name="Nadia", last_name="Benali")
    company = make_company()
    for kind, hour in (("visit", 9), ("visit", 23), ("call", 10)):
        make_activity(
            company, kind=kind, owner=nadia, starts_at=datetime(2026, 10, 31, hour, 30, tzinfo=PARIS)
        )
    assert lines("subject=activities&measure=count&group=by,kind") == [
        ("Nadia Benali", "Appel", 1),
        ("Nadia Benali", "Visite", 2),
    ]
    assert lines("subject=activities&measure=count,each&group=month") == [("oct. 2026", 3, D("3.00"))]


def test_what_is_overdue() -> None:
    today = timezone.localdate()
    make_receivable(make_company(), amount=D(120), due_on=today - timedelta(days=3))
    make_receivable(make_company(), amount=D(30), due_on=today + timedelta(days=3))
    make_receivable(make_company(), amount=D(-20), due_on=today - timedelta(days=3))
    assert report("subject=receivables&measure=left,overdue,overdue_count").totals == (D(130), D(120), 1)


def test_new_and_lost_customers() -> None:
    company = make_company()
    # A prospect who said goodbye was no customer.
    told = [
        ("hot", "new", date(2026, 10, 5)),
        ("new", "lost", date(2026, 11, 9)),
        ("warm", "lost", date(2026, 11, 9)),
    ]
    for before, after, day in told:
        StatusChange.objects.create(
            company=company, before=before, after=after, happened_on=day, cause="computed"
        )
    assert lines("subject=status_changes&measure=new,lost&group=month") == [
        ("oct. 2026", 1, 0),
        ("nov. 2026", 0, 1),
    ]


def test_every_measure_by_every_group_runs_on_an_empty_house() -> None:
    for subject in subjects().values():
        measures, groups = list(subject.measures), list(subject.dimensions)
        for start in range(0, max(len(measures), len(groups)), 2):
            chosen = ",".join(measures[start % len(measures) :][:4])
            pair = ",".join(groups[start : start + 2])
            found = report(f"subject={subject.key}&measure={chosen}&group={pair}")
            assert list(found.lines) == []


def test_amounts_are_of_one_currency_and_the_others_are_counted() -> None:
    company, family = make_company("Astier"), ProductFamily.objects.create(name="Films")
    film = make_product("F1", "Film étirable", family=family)
    make_order(company, date(2026, 9, 3), "100", cost="60", product=film)
    for day in (4, 5):
        make_order(company, date(2026, 9, day), "700", cost="1", product=film, currency="USD")
    found = report("subject=orders&measure=net,count,basket,margin&group=company")
    assert [(*line.names, *line.values) for line in found.lines] == [("Astier", D(100), 3, D(100), D(40))]
    assert (found.totals, found.foreign) == ((D(100), 3, D(100), D(40)), 2)
    assert table_of(found.as_json()) == found
    by_line = report("subject=order_lines&measure=net,count,margin_rate&group=family")
    assert [(*line.names, *line.values) for line in by_line.lines] == [("Films", D(100), 3, D("40.00"))]
    assert by_line.foreign == 2
    assert report("subject=orders&measure=count").foreign == 0


def test_what_is_owed_in_another_currency_is_not_added_to_euros() -> None:
    make_receivable(make_company(), amount=D(120))
    make_receivable(make_company(), amount=D(999), currency="CHF")
    found = report("subject=receivables&measure=left,amount,count")
    assert (found.totals, found.foreign) == ((D(120), D(120), 2), 1)


def test_decimals_only_where_a_value_has_some() -> None:
    company, film = make_company(), make_product("F1", "Film étirable")
    make_order(company, date(2026, 9, 3), "100", product=film, quantity=D(4))
    whole = report("subject=order_lines&measure=quantity&group=product")
    make_order(company, date(2026, 9, 4), "60", product=film, quantity=D("2.5"))
    with_a_half = report("subject=order_lines&measure=quantity&group=product")
    assert (whole.units, whole.totals) == ((Unit.NUMBER,), (D(4),))
    assert (with_a_half.units, with_a_half.totals) == ((Unit.DECIMAL,), (D("6.5"),))


@pytest.mark.parametrize("measures", ["net", "net,customers"])
def test_periods_are_those_of_the_calendar(measures: str) -> None:
    company = make_company()
    for day in (date(2025, 12, 31), date(2026, 1, 1), date(2026, 3, 31), date(2026, 4, 1)):
        make_order(company, day, "1")

    def names(group: str) -> list[tuple[object, ...]]:
        return [row[:2] for row in lines(f"subject=orders&measure={measures}&group={group}")]

    assert names("quarter") == [("T4 2025", D(1)), ("T1 2026", D(2)), ("T2 2026", D(1))]
    assert names("year") == [("2025", D(1)), ("2026", D(3))]
    assert names("month") == [
        ("déc. 2025", D(1)),
        ("janv. 2026", D(1)),
        ("mars 2026", D(1)),
        ("avr. 2026", D(1)),
    ]


def test_of_too_many_periods_the_latest_are_shown() -> None:
    company = make_company()
    for month in (1, 2, 3):
        make_order(company, date(2026, month, 9), str(month))
    assert lines("subject=orders&measure=net&group=month&top=2") == [
        ("Avant", D(1)),
        ("févr. 2026", D(2)),
        ("mars 2026", D(3)),
    ]


def test_the_period_under_way_is_named() -> None:
    today = timezone.localdate()
    make_order(make_company(), add_months(today.replace(day=1), -1), "1")
    assert report("subject=orders&measure=net&group=month").under_way == ""
    make_order(make_company(), today, "1")
    found = report("subject=orders&measure=net&group=year")
    assert found.under_way == str(today.year)
    make_receivable(make_company(), amount=D(1), due_on=today)
    assert report("subject=receivables&measure=left&group=month").under_way == ""


def test_statuses_follow_the_cycle_and_lead_to_their_companies() -> None:
    for status, number in ((LifeStatus.LOST, 3), (LifeStatus.SUSPECT, 1), (LifeStatus.REGULAR, 2)):
        for _each in range(number):
            make_life(status)
    found = report("subject=companies&measure=count&group=life")
    assert [(*line.names, *line.values) for line in found.lines] == [
        ("Suspect", 1),
        ("Client régulier", 2),
        ("Perdu", 3),
    ]
    spec = understand_list(LISTS["companies"], ALL, Asked(filter=found.lines[2].filter))
    assert (spec.problems, matching(spec).count()) == ((), 3)


def test_visits_of_people() -> None:
    nadia = make_user(first_name="Nadia", last_name="Benali")
    one, other = make_company(), make_company()
    for company, kind, state in (
        (one, "visit", "done"),
        (one, "visit", "done"),
        (other, "visit", "done"),
        (other, "visit", "planned"),
        (other, "call", "done"),
    ):
        make_activity(company, kind=kind, state=state, owner=nadia)
    assert lines("subject=activities&measure=visits,visited,visits_each&group=by") == [
        ("Nadia Benali", 3, 2, D("1.50"))
    ]


@pytest.mark.usefixtures("orders")
def test_a_report_is_kept_and_read_again() -> None:
    found = report("subject=orders&measure=net,margin_rate&group=month,owner")
    assert table_of(found.as_json()) == found


@pytest.mark.usefixtures("orders")
def test_as_many_queries_for_more_rows(queries) -> None:  # type: ignore[no-untyped-def]
    actor = make_actor(Role.MANAGER, scope=Scope.ALL)

    def make() -> None:
        make_order(make_company(owner=make_user()), date(2026, 10, 5), "3")

    queries.same(make=make, read=lambda: report("subject=orders&measure=net,customers&group=owner", actor))


def test_what_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    found = understand(ALL, read_query("subject=orders&measure=net&group=month"))
    assert found is not None
    monkeypatch.setattr(run, "within", lambda _milliseconds, _read, **_options: None)
    assert run_report(found) is None
    assert run_report(found, milliseconds=None) is not None
    monkeypatch.setattr(run, "MOST_GROUPED", -1)
    with pytest.raises(TooManyLines):
        run_report(found, milliseconds=None)
