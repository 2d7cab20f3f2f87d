"""Files that developers are sent to exist: a move without its documents fails here."""

from __future__ import annotations

import re
from fnmatch import fnmatch
from pathlib import Path

import pytest

from tools.listing import repository_files

ROOT = Path(__file__).resolve().parents[2]
PAGES = [
    *sorted((ROOT / "docs" / "developer").glob("*.md")),
    *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "STYLE.md", "negoce/ui/README.md")),
]
CODE = re.compile(r"`([^`\n]+)`")
CHOICE = re.compile(r"\{([^{}]*)\}")
FILE = re.compile(r"[\w.*{},-]+(/[\w.*{},-]+)*/?")
ENDING = re.compile(r"\.(py|md|js|css|html|toml|txt|in)$")
# What looks like a file and is none, or is yet to be made.
NO_FILES = {
    "application/problem+json",
    "negoce.ui.html",
    "build/pictures",
    "negoce/integrations",
    "types.py",
    "client.py",
}


def paths_of(page: Path) -> list[str]:
    """The paths that a page names in backticks, choices in braces written out."""
    named = []
    for text in CODE.findall(page.read_text(encoding="utf-8")):
        if FILE.fullmatch(text) and ("/" in text or ENDING.search(text)):
            named += [path.rstrip("/") for path in written_out(text)]
    return named


def written_out(path: str) -> list[str]:
    """`lists/{page,spec}.py` → `lists/page.py`, `lists/spec.py`."""
    choice = CHOICE.search(path)
    if choice is None:
        return [path]
    before, after = path[: choice.start()], path[choice.end() :]
    return [each for part in choice[1].split(",") for each in written_out(before + part.strip() + after)]


def everything() -> set[str]:
    files = repository_files(ROOT)
    return {str(each) for path in files for each in (path, *path.parents)}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_the_files_that_a_page_names_exist(page: Path) -> None:
    there = everything()
    missing = [
        path
        for path in paths_of(page)
        if path not in NO_FILES and not any(fnmatch(f"/{each}", f"*/{path}") for each in there)
    ]
    assert missing == []


def test_paths_are_recognised() -> None:
    assert written_out("queries/{lists,search}/page.py") == [
        "queries/lists/page.py",
        "queries/search/page.py",
    ]
    assert len(paths_of(ROOT / "docs" / "developer" / "where-is-what.md")) > 100
