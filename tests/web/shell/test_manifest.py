"""The program can be installed on a telephone, and leaves nothing of the file there."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from django.urls import reverse

import negoce
from tests.factories.identity import make_user

pytestmark = pytest.mark.django_db


def test_anybody_reads_it_and_its_files_exist(client: Client) -> None:
    answer = client.get("/manifest.webmanifest")
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/manifest+json")
    described = answer.json()
    assert (described["display"], described["start_url"], described["scope"]) == ("standalone", "/", "/")
    found = [(icon["sizes"], icon["purpose"]) for icon in described["icons"]]
    assert found == [("192x192", "any"), ("512x512", "any"), ("512x512", "maskable")]
    for icon in described["icons"]:
        path = finders.find(icon["src"].removeprefix("/static/"))
        width = int.from_bytes(Path(str(path)).read_bytes()[16:20], "big")
        assert f"{width}x{width}" == icon["sizes"]


def test_it_speaks_the_language_of_the_browser(client: Client) -> None:
    answer = client.get(reverse("shell:manifest"), headers={"Accept-Language": "en"})
    assert [line["name"] for line in answer.json()["shortcuts"]] == ["Calendar", "Customer file"]
    assert answer.json()["lang"] == "en"


@pytest.mark.parametrize(
    ("theme", "colours"), [("light", ["#f7f6f2"]), ("dark", ["#161715"]), ("system", ["#f7f6f2", "#161715"])]
)
def test_the_bar_of_the_browser_takes_the_colour_of_the_theme(
    client: Client, theme: str, colours: list[str]
) -> None:
    client.force_login(make_user(theme=theme))
    page = client.get(reverse("account:preferences")).content.decode()
    assert [part[:7] for part in page.split('name="theme-color" content="')[1:]] == colours
    assert 'rel="manifest" href="/manifest.webmanifest"' in page


def test_only_the_stand_of_a_fair_keeps_a_page(client: Client) -> None:
    """Personal data would outlive the session in a cache: one page alone answers without the network, and its files."""
    sources = Path(negoce.__file__).parents[1] / "frontend"
    texts = {path.name: path.read_text() for path in sources.rglob("*.js")}
    assert {
        word: [name for name, text in sorted(texts.items()) if word in text]
        for word in ("serviceWorker.register", "respondWith", "caches.")
    } == {
        "serviceWorker.register": ["fair.js"],
        "respondWith": ["fair_worker.js"],
        "caches.": ["fair_worker.js"],
    }
    assert re.findall(r"serviceWorker\.register\((.*?)\)", texts["fair.js"]) == [
        "urls.worker, { scope: urls.entry }"
    ]
    # Nothing widens what the worker sees: the folder of its own address.
    answer = client.get("/prospecting/fair/worker.js")
    assert (answer.status_code, answer.headers.get("Service-Worker-Allowed")) == (200, None)
    kept = json.loads(answer.content.decode().removeprefix("self.KEPT = ").partition(";\n")[0])
    assert (kept["page"], reverse("fair:worker")) == ("/prospecting/fair/", "/prospecting/fair/worker.js")
    assert [name for name in kept["files"] if not name.startswith("/static/")] == []
