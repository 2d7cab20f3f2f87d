"""Every template of the product obeys the strict Content-Security-Policy."""

import re
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[2] / "negoce"
TEMPLATES = sorted(path for path in PACKAGE.rglob("templates/**/*.html"))
FORBIDDEN = {
    "a style attribute": re.compile(r"<[a-z][^>]*\sstyle\s*=", re.I),
    "a style element": re.compile(r"<style\b", re.I),
    "an event handler": re.compile(r"<[a-z][^>]*\son[a-z]+\s*=", re.I),
    "hx-on": re.compile(r"\shx-on[:-]", re.I),
    "evaluated values": re.compile(r"hx-(vals|headers)\s*=\s*['\"]\s*(js|javascript):", re.I),
    "a javascript address": re.compile(r"javascript:", re.I),
    "an inline script": re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*type=[\"']application/json[\"'])", re.I),
}


def problems(source: str) -> list[str]:
    """What a strict policy would refuse in a template."""
    return [name for name, pattern in FORBIDDEN.items() if pattern.search(source)]


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_inline_style_or_script(path: Path) -> None:
    assert problems(path.read_text("utf-8")) == []


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("<p style='x'>", ["a style attribute"]),
        ("<a\n onclick=go()>", ["an event handler"]),
        ("<script>x</script>", ["an inline script"]),
        ('<script type="module" src="x"></script><script type="application/json">{}</script>', []),
        ("<b hx-on:click='x'>", ["hx-on"]),
        ("<style>", ["a style element"]),
    ],
)
def test_the_check_itself(source: str, found: list[str]) -> None:
    assert problems(source) == found
