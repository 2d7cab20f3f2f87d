"""Quick markup: escaped, addresses checked."""

import pytest
from django.utils.safestring import SafeString, mark_safe

from negoce.ui import html
from tests.ui.markup import got_through

HOSTILE = "\"><script onload=x>alert(1)</script>'"


@pytest.mark.parametrize(
    "made",
    [
        html.chip(HOSTILE, life=HOSTILE),
        html.chip(HOSTILE, tone=HOSTILE),
        html.tag(HOSTILE),
        html.avatar(HOSTILE, HOSTILE),
        html.link("/" + HOSTILE, HOSTILE),
        html.number_cell(HOSTILE),
        html.cell(HOSTILE, quiet=True),
        html.or_nothing(HOSTILE),
        html.row_checkbox(HOSTILE, HOSTILE, HOSTILE),
    ],
)
def test_hostile_input_is_escaped(made: SafeString) -> None:
    assert isinstance(made, SafeString)
    assert got_through(made) == []


def test_safe_text_is_left_alone() -> None:
    assert html.cell(html.tag("A")) == '<td><span class="tag">A</span></td>'
    assert html.chip(mark_safe("<b>x</b>")) == '<span class="chip"><b>x</b></span>'


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", " javascript:x", "data:text/html,x", "vbscript:x", "JaVaScRiPt:x", ""]
)
def test_addresses_that_could_run_something_are_dropped(url: str) -> None:
    assert html.safe_url(url) == "#"


@pytest.mark.parametrize(
    "url", ["/companies/1/", "?page=2", "#top", "https://x.example/", "mailto:a@b.example", "tel:+33"]
)
def test_ordinary_addresses_pass(url: str) -> None:
    assert html.safe_url(url) == url


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Hélène Garnier", "HG"),
        ("élodie", "É"),
        ("Jean-Luc Martin", "JM"),
        ("", "?"),
        ("!!! ???", "?"),
        ("  a  b c ", "AC"),
        ("😀 x", "X"),
    ],
)
def test_initials(name: str, expected: str) -> None:
    assert html.initials(name) == expected


def test_nothing_is_a_dash() -> None:
    assert html.or_nothing(None) == html.or_nothing("") == html.NOTHING
    assert html.or_nothing(0) == "0"


def test_the_reader_sees_what_gets_through() -> None:
    assert got_through(f'<a title="{HOSTILE}" href="javascript:x">') == ["script", "onload"]
    assert got_through('<a href="javascript:x" style="y">') == ["href=javascript:x", "style"]
