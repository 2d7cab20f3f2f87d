"""The night and the news of one company at the same moment: its change of status is told once."""

from __future__ import annotations

import threading
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.db import connection, transaction

from negoce.companies.models import Company
from negoce.orders.actions.refresh_sales import refresh_sales
from negoce.portfolio.actions.life_refresh import refresh_life
from negoce.portfolio.actions.recompute import recompute_portfolio
from negoce.portfolio.models import CustomerLife, StatusChange
from tests.companies.merge.test_merge_undo_race import until_somebody_waits
from tests.factories.companies import make_company
from tests.factories.orders import make_order

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite has one writer: nobody comes between"),
]


def ordered(today: date, place: Path) -> Company:
    """A company whose rows stand, to which an order came that nobody worked out yet."""
    company = make_company()
    recompute_portfolio(today=today - timedelta(days=1), directory=place)
    make_order(company, today, "100")
    refresh_sales([company.pk], today=today)
    return company


def told(company: Company) -> tuple[str, list[str]]:
    changes = StatusChange.objects.filter(company=company).order_by("pk").values_list("after", flat=True)
    return CustomerLife.objects.get(company=company).status, list(changes)


def test_the_night_leaves_alone_what_an_event_is_writing(today: date, tmp_path: Path) -> None:
    company = ordered(today, tmp_path)

    def night() -> None:
        try:
            recompute_portfolio(today=today, directory=tmp_path)
        finally:
            connection.close()

    with transaction.atomic():
        refresh_life([company.pk], today=today)
        thread = threading.Thread(target=night)
        thread.start()
        until_somebody_waits()
    thread.join()
    assert told(company) == ("new", ["new"])


def test_an_event_sees_what_the_night_wrote(today: date, tmp_path: Path) -> None:
    company = ordered(today, tmp_path)
    threads: list[threading.Thread] = []

    def event() -> None:
        try:
            refresh_life([company.pk], today=today)
        finally:
            connection.close()

    def while_the_night_writes() -> None:
        Company.objects.select_for_update(no_key=True).get(pk=company.pk)
        threads.append(threading.Thread(target=event))
        threads[-1].start()
        until_somebody_waits()

    calls = iter([while_the_night_writes])
    recompute_portfolio(today=today, directory=tmp_path, hold=lambda: next(calls, lambda: None)())
    threads[0].join()
    assert told(company) == ("new", ["new"])
