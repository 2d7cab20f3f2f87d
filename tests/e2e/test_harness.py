"""The browser harness itself: it sees what goes wrong behind the screen."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Error, Page

from negoce.identity.enums import Role
from tests.factories.identity import make_user
from tests.harness.browser import AXE, accessibility_problems, person, take_pictures
from tests.harness.site import Site


def test_complaints_are_heard(browser: Browser, site: Site) -> None:
    with person(browser, site.url) as (context, complaints):
        page = context.new_page()
        page.goto("/")
        assert complaints.found == []
        page.evaluate("console.error('torn')")
        with page.expect_event("pageerror"):
            page.evaluate("setTimeout(() => { throw new Error('broken') })")
        with pytest.raises(Error, match="ERR_NAME_NOT_RESOLVED"):
            page.goto("http://192.0.2.1/")
        assert complaints.found[:3] == [
            "console: torn",
            "script: broken",
            "call to another site: http://192.0.2.1/",
        ]
        complaints.found.clear()


def test_inline_script_is_refused_and_heard(browser: Browser, site: Site) -> None:
    with person(browser, site.url) as (context, complaints):
        page = context.new_page()
        page.goto("/")
        page.evaluate(
            "document.body.append(Object.assign(document.createElement('script'), {text: 'window.x = 1'}))"
        )
        assert page.evaluate("window.x") is None
        assert "Content Security Policy" in complaints.found[0]
        complaints.found.clear()


def test_a_complaint_fails_the_test(browser: Browser, site: Site) -> None:
    opened = person(browser, site.url)
    _, complaints = opened.__enter__()
    complaints.found.append("500 GET /")
    with pytest.raises(AssertionError, match=r"Behind the screen:\n500 GET /"):
        opened.__exit__(None, None, None)


def test_axe_finds_a_picture_without_words(browser: Browser, site: Site) -> None:
    assert AXE.exists()
    page = browser.new_page()
    page.set_content("<html lang='fr'><title>t</title><main><img src='data:,'></main></html>")
    assert [problem.split(" ")[0] for problem in accessibility_problems(page)] == ["image-alt"]
    page.set_content("<html lang='fr'><title>t</title><main><h1>Bonjour</h1></main></html>")
    assert accessibility_problems(page) == []
    page.close()


def test_pictures_in_three_looks(browser: Browser) -> None:
    page = browser.new_page()
    page.set_content("<html lang='fr'><title>t</title><main><h1>Bonjour</h1></main></html>")
    pictures = take_pictures(page, "harness")
    assert [picture.name for picture in pictures] == [
        "harness-light.png",
        "harness-dark.png",
        "harness-390.png",
    ]
    for picture in pictures:
        assert picture.read_bytes().startswith(b"\x89PNG")
        picture.unlink()
    page.close()


def test_each_person_is_signed_in_in_a_browser_of_their_own(signed_in_page: Callable[..., Page]) -> None:
    first, second = make_user(Role.MANAGER), make_user(Role.READ_ONLY)
    for user in (first, second):
        page = signed_in_page(user=user)
        page.goto("/account/")
        assert page.url.endswith("/account/"), "signed out: sent to the sign-in page"
        assert user.email in page.content()


def test_stranger_is_sent_to_the_sign_in_page(page: Page) -> None:
    page.goto("/account/")
    assert "/account/login/" in page.url
