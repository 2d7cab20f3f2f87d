"""Documents keep their word: links lead somewhere, and what is said of the layers holds."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from tools.listing import repository_files

ROOT = Path(__file__).resolve().parents[2]
LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)#\s]+)")
LAYERS = {"actions", "documents", "queries", "permissions", "models", "rules", "tasks", "receivers"}


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md", "STYLE.md", "CHANGELOG.md"])
def test_links_lead_somewhere(name: str) -> None:
    links = [link for link in LINK.findall((ROOT / name).read_text()) if not link.startswith("https://")]
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_readme_is_short() -> None:
    assert len((ROOT / "README.md").read_text().splitlines()) <= 80


def test_every_room_with_layers_is_under_the_contract() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
    contract = next(each for each in settings["contracts"] if each["name"].startswith("Inside a room"))
    rooms = set()
    for path in repository_files(ROOT):
        parts = path.parts
        if parts[0] == "negoce" and len(parts) > 2 and parts[2].removesuffix(".py") in LAYERS:
            rooms.add(f"negoce.{parts[1]}")
    assert rooms - {"negoce.web", "negoce.cli"} == set(contract["containers"])
