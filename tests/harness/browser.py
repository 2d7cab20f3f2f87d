"""A person's browser: pages that fail a test on any script error, refused content or call to another site."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Error,
    Page,
    Request,
    Response,
    expect,
)

from tests.harness.patience import type_patiently

ROOT = Path(__file__).resolve().parents[2]
PICTURES = ROOT / "build" / "pictures"
FAILURES = ROOT / "build" / "failures"
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
SCREEN = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}
LOOKS: tuple[tuple[str, Any, Any], ...] = (
    ("light", "light", SCREEN),
    ("dark", "dark", SCREEN),
    ("dark-390", "dark", PHONE),
    ("390", "light", PHONE),
)
# The colours of the look before fade away over a few frames.
SETTLED = """async () => {
    await document.fonts.ready;
    const moves = () => document.getAnimations().some(({ playState, effect }) =>
        playState === "running" && effect.getComputedTiming().endTime !== Infinity);
    // One colour that fades makes those inside it fade after it: several still frames before it is over.
    for (let still = 0; still < 4; still = moves() ? 0 : still + 1) await new Promise(requestAnimationFrame);
}"""
PICTURED = ("light", "dark", "390")
# Milliseconds for what is awaited to come: far more than it takes, for a machine that has much else to do.
PATIENCE = 30_000
# A refusal of the server is often what a test is about; only its own failure is a problem.
# A question that the person no longer waits for (another letter typed, another page opened) is not one either, nor a
# network that the test cuts itself: one that fails in another way is told by the browser with its own reason.
EXPECTED_REFUSAL = re.compile(
    r"Failed to load resource: (.* status of 4\d\d|net::ERR_INTERNET_DISCONNECTED)|Response Status Error Code 4\d\d"
    r"|^htmx:(afterRequest|sendAbort|sendError)\b"
)
SERIOUS = {"serious", "critical"}
# Without asking for every style sheet again: the one serious rule that reads them is not of those that run. Nor do the
# rules run whose findings are never serious, which would be looked for a quarter of the time and then thrown away.
RUN_AXE = """only => axe.run(document, {
    resultTypes: ["violations"], preload: false, ...(only ? {runOnly: [only]} : {rules: Object.fromEntries(
        axe._audit.rules.filter(({ impact }) => ["minor", "moderate"].includes(impact))
            .map(({ id }) => [id, { enabled: false }]))}),
})"""


@dataclass
class Complaints:
    """What went wrong behind the screen."""

    found: list[str] = field(default_factory=list)

    def on_console(self, message: ConsoleMessage) -> None:
        """Keep errors and refusals of the Content-Security-Policy."""
        if message.type == "error" and not EXPECTED_REFUSAL.search(message.text):
            self.found.append(f"console: {message.text}")

    def on_response(self, response: Response) -> None:
        """Keep failures of the server."""
        if response.status >= 500:
            self.found.append(f"{response.status} {response.request.method} {response.url}")

    def watch(self, page: Page) -> None:
        """Listen to a page."""
        page.on("console", self.on_console)
        page.on("pageerror", lambda error: self.found.append(f"script: {error}"))
        page.on("response", self.on_response)


@contextmanager
def person(
    browser: Browser, url: str, *, language: str = "fr-FR"
) -> Iterator[tuple[BrowserContext, Complaints]]:
    """A browser of its own for one person; at the end, any complaint fails the test."""
    context = browser.new_context(
        base_url=url,
        viewport=SCREEN,
        locale=language,
        timezone_id="Europe/Paris",
        reduced_motion="reduce",
        accept_downloads=True,
    )
    expect.set_options(timeout=PATIENCE)
    complaints = Complaints()
    context.on("page", complaints.watch)
    context.on("page", type_patiently)

    def only_the_site(request: Request) -> None:
        if not request.url.startswith((url, "data:", "blob:")):
            complaints.found.append(f"call to another site: {request.url}")

    # Listened to and not held up, which would go without the browser's cache: it reaches no other site (QUIET).
    context.on("request", only_the_site)
    context.set_default_timeout(PATIENCE)
    context.set_default_navigation_timeout(PATIENCE)
    try:
        yield context, complaints
    finally:
        context.close()
    if complaints.found:
        raise AssertionError("Behind the screen:\n" + "\n".join(complaints.found))


def each_look(page: Page) -> Iterator[str]:
    """Show the page as `light`, `dark`, `dark-390` and `390`, one after the other; it is left as it was."""
    before = page.viewport_size or SCREEN
    for look, scheme, size in LOOKS:
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size(size)
        page.evaluate(SETTLED)
        yield look
    page.emulate_media(color_scheme="null")
    page.set_viewport_size(before)  # type: ignore[arg-type]


def take_picture(page: Page, name: str) -> Path:
    """Write `build/pictures/<name>.png`: the page as it looks now."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    picture = PICTURES / f"{name}.png"
    page.screenshot(path=picture, animations="disabled", caret="hide")
    return picture


def take_pictures(page: Page, name: str) -> list[Path]:
    """Write `build/pictures/<name>-light.png`, `-dark.png` and `-390.png`; the page is left as it was."""
    return [take_picture(page, f"{name}-{look}") for look in each_look(page) if look in PICTURED]


def keep_failure(browser: Browser, name: str) -> list[str]:
    """Write `build/failures/<name>-N.png`, one for each open page; returns the paths with the addresses."""
    FAILURES.mkdir(parents=True, exist_ok=True)
    kept = []
    for number, page in enumerate(page for context in browser.contexts for page in context.pages):
        picture = FAILURES / f"{re.sub(r'[^A-Za-z0-9_-]+', '-', name)}-{number}.png"
        with suppress(Error):
            page.screenshot(path=picture, timeout=5_000)
            kept.append(f"{picture.relative_to(ROOT)}: {page.url}")
    return kept


def accessibility_problems(page: Page, *, also: str = "", only: str = "") -> list[str]:
    """What axe finds serious or critical on the page, one line a rule; `also` names what is open.

    `only` names the one rule to look at, such as `color-contrast` for another theme of a page seen already.
    """
    # Evaluated, not added as a script element: the Content-Security-Policy of the page stays in force.
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(_axe())
    found = page.evaluate(RUN_AXE, only)
    return [
        f"{also}{violation['id']} ({violation['impact']}): {violation['help']}: "
        + "; ".join(" ".join(map(str, node["target"])) for node in violation["nodes"][:5])
        for violation in found["violations"]
        if violation["impact"] in SERIOUS
    ]


@cache
def _axe() -> str:
    return AXE.read_text(encoding="utf-8")
