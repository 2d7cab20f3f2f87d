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


DOCUMENTS = [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]
PAGE_LINES = 120


@pytest.mark.parametrize("page", DOCUMENTS, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    links = [link for link in LINK.findall(page.read_text()) if not link.startswith("https://")]
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_the_user_guide_is_short_pages_that_its_index_names() -> None:
    pages = sorted((ROOT / "docs" / "user").glob("*.md"))
    assert [page.name for page in pages if len(page.read_text().splitlines()) > PAGE_LINES] == []
    index = LINK.findall((ROOT / "docs" / "user" / "README.md").read_text())
    assert set(index) == {page.name for page in pages} - {"README.md"}


def test_decisions_have_numbers_of_their_own_and_stand_in_the_index() -> None:
    pages = [page.name for page in (ROOT / "docs" / "decisions").glob("[0-9]*.md")]
    assert len({name[:4] for name in pages}) == len(pages)
    assert set(LINK.findall((ROOT / "docs" / "decisions" / "README.md").read_text())) == set(pages)


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
