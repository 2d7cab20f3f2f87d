"""The hostile harness: what usually fails in production on a bad day fails here every day."""

from __future__ import annotations

import os
import time
from collections.abc import Generator, Iterator
from contextlib import nullcontext
from datetime import date
from pathlib import Path

import hypothesis
import pytest

pytest.register_assert_rewrite("tests.harness.queries", "tests.harness.browser")

from negoce.companies.queries.lists import hints  # noqa: E402
from tests.harness.deferred import deferred_columns_fail  # noqa: E402
from tests.harness.network import network_blocked  # noqa: E402
from tests.harness.order import unordered_querysets_turned_round  # noqa: E402
from tests.harness.queries import Queries  # noqa: E402
from tests.harness.sign_in import signed_in_at_once  # noqa: E402
from tests.harness.templates import undefined_variables_fail  # noqa: E402
from tests.harness.without_database import (  # noqa: E402
    ASKED_ALREADY,
    MARKER,
    commits,
    no_database,
    reaches_database,
)

# Each process of the run computes alone: threads that wait for one another on cores that others use took twice as long.
os.environ.setdefault("OMP_NUM_THREADS", "1")

os.environ["TZ"] = "Europe/Paris"
time.tzset()

# No test depends on speed: drawing examples may be slow on a busy machine too.
hypothesis.settings.register_profile(
    "patient", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("patient")

# The day that the demo world and every test live on.
TODAY = date(2026, 11, 20)
DATABASE_FIXTURES = {
    "db",
    "transactional_db",
    "django_db_reset_sequences",
    "client",
    "admin_client",
    "live_server",
}


@pytest.fixture(scope="session", autouse=True)
def hostile_harness() -> Iterator[None]:
    """Undefined variables and columns not read fail, unordered querysets are turned round, the network is closed."""
    with (
        undefined_variables_fail(),
        deferred_columns_fail(),
        unordered_querysets_turned_round(),
        network_blocked(),
        signed_in_at_once(),
    ):
        yield


@pytest.fixture(autouse=True)
def nothing_learnt() -> None:
    """A server learns for a minute what is quick; each test starts as a new server does."""
    hints.forget()


@pytest.fixture(autouse=True)
def no_custom_field_known(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rows are taken back after each test: what a process knows of custom fields is too, and never by the clock."""
    from negoce.companies import custom_known

    monkeypatch.setattr(custom_known, "MAX_AGE", float("inf"))
    custom_known.know_none()


@pytest.fixture
def today() -> date:
    """A day that never moves: Friday 20 November 2026."""
    return TODAY


@pytest.fixture
def queries() -> Queries:
    """Count queries: `queries.same(make=…, read=…)`, `queries.exactly(3)`, `queries.at_most(12)`."""
    return Queries()


def pytest_configure(config: pytest.Config) -> None:
    """Tell pytest of our markers."""
    config.addinivalue_line("markers", f"{MARKER}: depends on the database of the run without asking for it")
    config.addinivalue_line(
        "markers", f"{ASKED_ALREADY}: another case asks the database the same, the run on SQLite is enough"
    )


@pytest.hookimpl(wrapper=True)
def pytest_runtest_setup(item: pytest.Item) -> Generator[None]:
    """Close the database to the fixtures of a test that does not ask for it."""
    with nullcontext() if reaches_database(item) else no_database():
        return (yield)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None]:
    """And to the test itself, which runs on SQLite alone."""
    with nullcontext() if reaches_database(item) else no_database():
        return (yield)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Order the tests, and refuse one of `rules` or `kit` that asks for the database: they compute, nothing else."""
    _longest_first(items)
    for item in items:
        if not _computes_only(item.path):
            continue
        asked = DATABASE_FIXTURES.intersection(getattr(item, "fixturenames", ()))
        if asked or item.get_closest_marker("django_db"):
            raise pytest.UsageError(f"{item.nodeid}: tests of rules and kit run without the database.")


def _longest_first(items: list[pytest.Item]) -> None:
    """Of the tests that commit, which come late, those that start other processes come first.

    They are the longest: were they the last, one process would end long after the other.
    """
    places = [place for place, item in enumerate(items) if commits(item)]
    for place, item in zip(places, sorted((items[place] for place in places), key=_is_short), strict=True):
        items[place] = item


def _is_short(item: pytest.Item) -> bool:
    return not hasattr(getattr(item, "module", None), "Outside")


def _computes_only(path: Path) -> bool:
    parts = path.relative_to(Path(__file__).parent).parts
    return parts[0] == "kit" or "rules" in parts[:-1]
