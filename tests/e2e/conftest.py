"""Browser tests: the site runs as people run it, beside the test process, on one database file.

Tests make what they need with the factories, committed at once and visible to the site; nothing is rolled
back, so each test works on records of its own.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client
from playwright.sync_api import Browser, Page, sync_playwright
from pytest_django import DjangoDbBlocker

from negoce.identity.enums import Role
from negoce.identity.models import User
from tests.factories.identity import make_user
from tests.factories.world import seeded_world
from tests.harness.browser import accessibility_problems, keep_failure, person, take_pictures
from tests.harness.chromium import chromium_arguments, find_chromium
from tests.harness.patience import act_patiently
from tests.harness.site import Site

# Playwright runs an event loop in this thread, and Django would refuse the database there.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

LOG_CHARACTERS = 4_000
WORLD_SCALE = 0.05
SignedIn = Callable[..., Page]


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: DjangoDbBlocker) -> None:
    """No test database: the file that the site opens too, brought up to date."""
    if settings.DATABASES["default"]["ENGINE"] != "django.db.backends.sqlite3":
        raise pytest.UsageError("Browser tests run on SQLite.")
    with django_db_blocker.unblock():
        call_command("migrate", verbosity=0)


@pytest.fixture(scope="session", autouse=True)
def database(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Every browser test may read and write the database of the site."""
    with django_db_blocker.unblock():
        yield


@pytest.fixture(scope="session")
def site(database: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The running site: `site.url`, and `site.log` with what it said."""
    site = Site(tmp_path_factory.mktemp("site") / "site.log", secret_key=settings.SECRET_KEY)
    site.start()
    try:
        yield site
    finally:
        site.stop()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for the whole run."""
    chromium = find_chromium()
    if chromium is None:
        raise pytest.UsageError("Chromium is not installed (on Debian: apt install chromium).")
    act_patiently()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=chromium_arguments())
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def colleague(database: None) -> Callable[[str], User]:
    """`colleague("camille")`: somebody of the demo world, whose file (some 250 companies) is seeded once."""
    seeded_world(scale=WORLD_SCALE)
    return lambda first_name: User.objects.get(
        email__startswith=f"{first_name}.", email__endswith="@negoce.example"
    )


@pytest.fixture
def page(browser: Browser, site: Site) -> Iterator[Page]:
    """A page of somebody who has not signed in."""
    with person(browser, site.url) as (context, _):
        yield context.new_page()


@pytest.fixture
def signed_in_page(browser: Browser, site: Site) -> Iterator[SignedIn]:
    """`signed_in_page(Role.MANAGER)` or `signed_in_page(user=…)`: each call opens a browser of its own."""
    with ExitStack() as people:

        def open_page(
            role: Role = Role.SALESPERSON, *, user: User | None = None, language: str = "fr-FR"
        ) -> Page:
            someone = user or make_user(role)
            context, _ = people.enter_context(person(browser, site.url, language=language))
            context.add_cookies(
                [{"name": settings.SESSION_COOKIE_NAME, "value": _session(someone), "url": site.url}]
            )
            return context.new_page()

        yield open_page


@pytest.fixture
def pictures() -> Callable[[Page, str], list[Path]]:
    """`pictures(page, "company")` writes the page in light, dark and on a phone under build/pictures."""
    return take_pictures


@pytest.fixture
def axe() -> Callable[[Page], list[str]]:
    """`assert axe(page) == []`: nothing serious for people who cannot see or use a mouse."""
    return accessibility_problems


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Pictures first: they show the demo world before the other tests leave things of their own in it.

    Tests of the demo world run in one process: it is seeded once.
    """
    items.sort(key=lambda item: item.path.name != "test_every_page.py")
    for item in items:
        if "colleague" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.xdist_group("the demo world"))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    """Show what the site said beside a failure, and keep a picture of the open pages."""
    report = yield
    if report.failed:
        site = item.funcargs.get("site")
        if isinstance(site, Site):
            report.sections.append(("the site said", site.log.read_text(errors="replace")[-LOG_CHARACTERS:]))
        browser = item.funcargs.get("browser")
        if isinstance(browser, Browser):
            report.sections.append(("pictures", "\n".join(keep_failure(browser, item.name))))
    return report


def _session(user: User) -> str:
    client = Client()
    client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[-1])
    return client.cookies[settings.SESSION_COOKIE_NAME].value
