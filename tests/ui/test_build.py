"""The built front end: small, without addresses, with exactly the icons listed."""

import gzip
import json
import re
from pathlib import Path

import pytest

from negoce.ui.icons import icon_names

ROOT = Path(__file__).resolve().parents[2]
BUILD = ROOT / "negoce/ui/static/build"
FIRST_PAINT_LIMIT = 40_000  # bytes of script, compressed
built = pytest.mark.skipif(
    not BUILD.exists(), reason="the front end is not built: python tools/build_frontend.py"
)


def first_scripts() -> set[Path]:
    """app.js and all that it imports at once."""
    found: set[Path] = set()
    waiting = [BUILD / "app.js"]
    while waiting:
        path = waiting.pop()
        if path in found:
            continue
        found.add(path)
        for name in re.findall(r'(?:from|import)\s*"(\.{1,2}/[^"]+\.js)"', path.read_text("utf-8")):
            waiting.append((path.parent / name).resolve())
    return found


@built
def test_first_scripts_are_small() -> None:
    scripts = first_scripts()
    assert len(scripts) > 1
    assert sum(len(gzip.compress(path.read_bytes())) for path in scripts) <= FIRST_PAINT_LIMIT


@built
def test_sprite_holds_the_listed_icons() -> None:
    assert set(re.findall(r'<symbol id="([^"]+)"', (BUILD / "icons.svg").read_text("utf-8"))) == icon_names()


@built
def test_scripts_need_no_eval() -> None:
    own = [path for path in BUILD.rglob("*.js") if "htmx" not in path.read_text("utf-8")[:4000]]
    assert own
    assert [path.name for path in own if re.search(r"\beval\(|new Function\(", path.read_text("utf-8"))] == []


def test_lock_holds_no_address() -> None:
    lock = (ROOT / "package-lock.json").read_text("utf-8")
    assert "resolved" not in lock
    packages = json.loads(lock)["packages"]
    assert all("integrity" in package for name, package in packages.items() if name)
