"""People act on a page that has come: presses and clicks wait for it, so that no test hangs on speed.

A link pressed while a page still loads is followed by the browser itself; a key pressed before the scripts
listen is lost, for people too, but they look before they press.
"""

from __future__ import annotations

import functools
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from playwright.sync_api import Error, Locator, Page, TimeoutError

# Loaded, scripts run, and no exchange under way whose answer would replace what is acted upon.
HERE = """() => document.readyState === "complete"
    && !document.querySelector(".htmx-request, .htmx-swapping, .htmx-settling")"""
LONGEST = 5.0
TRIES = 6
ACTS = (
    "click",
    "dblclick",
    "press",
    "press_sequentially",
    "fill",
    "check",
    "uncheck",
    "select_option",
    "focus",
)
READS = (
    "all_inner_texts",
    "all_text_contents",
    "inner_text",
    "text_content",
    "input_value",
    "get_attribute",
    "bounding_box",
    "count",
    "evaluate",
)
STROKES = ("press", "type", "insert_text")
LEFT = "Execution context was destroyed"


def wait_until_here(page: Page) -> None:
    """Wait until the page has come and listens; an exchange of over five seconds is not waited for."""
    until = time.monotonic() + LONGEST
    while time.monotonic() < until:
        with suppress(Error):  # the page was left while it was asked
            if page.is_closed() or page.evaluate(HERE):
                return
        page.wait_for_timeout(20)


def go_by_keys(page: Page, letter: str, address: str) -> None:
    """Press G then the letter until the page of `address` comes: two keys a second apart are two keys, no command."""
    for _ in range(TRIES):
        page.keyboard.press("g")
        page.keyboard.press(letter)
        with suppress(TimeoutError):
            page.wait_for_url(address, timeout=LONGEST * 1000)
            return
    raise AssertionError(f"G then {letter.upper()} does not lead to {address}")


def act_patiently() -> None:
    """From here on, every act on a locator, and every look at it, waits for its page."""
    for name in (*ACTS, *READS):
        plain = getattr(Locator, name)
        if not hasattr(plain, "__wrapped__"):
            setattr(Locator, name, _patient(plain, lambda locator, *_: locator.page))


def type_patiently(page: Page) -> None:
    """From here on, every key pressed in this page waits for it."""
    for name in STROKES:
        plain = getattr(page.keyboard, name)
        if not hasattr(plain, "__wrapped__"):
            setattr(page.keyboard, name, _patient(plain, lambda *_: page))


def _patient(act: Callable[..., Any], page_of: Callable[..., Page]) -> Callable[..., Any]:
    @functools.wraps(act)
    def patient(*given: Any, **named: Any) -> Any:
        wait_until_here(page_of(*given))
        try:
            return act(*given, **named)
        except Error as error:  # looked at while the page was left: nothing was done yet
            if LEFT not in error.message:
                raise
        wait_until_here(page_of(*given))
        return act(*given, **named)

    return patient
