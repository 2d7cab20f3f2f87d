"""`make bench-influence`: frames a second while somebody of a full map is dragged, in a browser without graphics."""

from __future__ import annotations

import argparse
import os
import random
import socket
import statistics
import tempfile
import time
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from bench.yardstick import yardstick

PEOPLE, SECONDS, FEWEST_FRAMES = 60, 5, 30
# Counts the frames in which the dragged person stands elsewhere than in the frame before.
WATCH = """() => {
    window.frames_seen = [];
    let before = "";
    const look = (at) => {
        const held = document.querySelector(".influence-node[data-held]");
        const place = held?.getAttribute("transform") ?? "";
        if (place && place !== before) window.frames_seen.push(at);
        before = place;
        window.watching = requestAnimationFrame(look);
    };
    window.watching = requestAnimationFrame(look);
}"""


def main() -> int:
    """Print the figures; 1 when the map is less fluid than was promised."""
    parser = argparse.ArgumentParser(prog="bench.influence")
    parser.add_argument("--people", type=int, default=PEOPLE)
    options = parser.parse_args()
    print(f"Yardstick: {yardstick():.0f} ms; {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}.\n")
    with tempfile.TemporaryDirectory() as directory:
        frames = _measured(options.people, Path(directory))
    waits = [after - before for before, after in pairwise(frames)]
    rate = 1000 / statistics.fmean(waits)
    print("| people | frames a second | median wait ms | 95th ms | longest ms |")
    print("|--:|--:|--:|--:|--:|")
    slow = statistics.quantiles(waits, n=20)[-1]
    print(
        f"| {options.people} | {rate:.0f} | {statistics.median(waits):.1f} | {slow:.1f} | {max(waits):.1f} |"
    )
    return 0 if rate >= FEWEST_FRAMES else 1


def _measured(people: int, directory: Path) -> Sequence[float]:
    """When each frame of a drag of some seconds was drawn, in milliseconds."""
    from playwright.sync_api import sync_playwright

    from bench import site
    from tests.harness.chromium import chromium_arguments, find_chromium

    os.environ |= {
        "NEGOCE_DATABASE": f"sqlite:///{directory / 'bench.sqlite3'}",
        "NEGOCE_DATA": str(directory),
        "DJANGO_SETTINGS_MODULE": "negoce.config.settings.dev",
    }
    path, cookies = _map_of(people)
    running = site.start(_free_port())
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=find_chromium(), args=chromium_arguments())
            home = f"http://127.0.0.1:{running.port}"
            context = browser.new_context(viewport={"width": 1440, "height": 900})
            context.add_cookies(
                [{"name": name, "value": value, "url": home} for name, value in cookies.items()]
            )
            page = context.new_page()
            page.goto(home + path)
            return _dragged(page, people)
    finally:
        running.stop()


def _dragged(page: Any, people: int) -> Sequence[float]:
    nodes = page.locator(".influence-node")
    if nodes.count() != people:
        raise RuntimeError(f"{nodes.count()} people on the map, not {people}")
    first = nodes.first.locator("circle").first
    first.scroll_into_view_if_needed()
    box = first.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.evaluate(WATCH)
    page.mouse.move(x, y)
    page.mouse.down()
    ends, turn = time.perf_counter() + SECONDS, 0
    while time.perf_counter() < ends:
        turn += 1
        page.mouse.move(x + turn * 7 % 300, y + turn * 5 % 200)
    frames: Sequence[float] = page.evaluate(
        "() => (cancelAnimationFrame(window.watching), window.frames_seen)"
    )
    page.mouse.up()
    return frames


def _map_of(people: int) -> tuple[str, dict[str, str]]:
    """A deal whose map is full, each person swaying two others; its address, and the cookies of who may change it."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    import django

    django.setup()
    from django.core.management import call_command
    from django.test import Client

    from bench.house import make_people
    from negoce.identity.models import User
    from negoce.negotiation.models import InfluenceEdge, InfluencePerson
    from tests.factories.companies import make_company
    from tests.factories.deals import make_deal

    call_command("migrate", verbosity=0)
    owner = User.objects.get(pk=make_people()[0])
    deal = make_deal(make_company("Laiterie du Vercors"), "Films 2027")
    drawn = random.Random(7)
    rows: list[InfluencePerson] = []
    for number in range(people):
        rows.append(
            InfluencePerson.objects.create(
                deal=deal,
                label=f"Responsable {number}",
                weight=drawn.randint(1, 5),
                reports_to=rows[(number - 1) // 3] if number else None,
            )
        )
    # Whoever is dragged, the heaviest, is also the one who is swayed by many.
    held = max(rows, key=lambda each: (each.weight, -each.pk))
    for number, row in enumerate(rows):
        for other in {held.pk, rows[(number + 7) % people].pk} - {row.pk}:
            InfluenceEdge.objects.create(source=row, target_id=other, strength="0.6")
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(owner, backend="allauth.account.auth_backends.AuthenticationBackend")
    return (
        f"/deals/{deal.public_id}/?tab=people",
        {name: morsel.value for name, morsel in client.cookies.items()},
    )


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


if __name__ == "__main__":
    raise SystemExit(main())
