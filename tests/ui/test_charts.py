"""A chart says its figures as data for the drawing and as a table, and lets no text become markup."""

import json
import re
from decimal import Decimal

import pytest
from django.utils import translation

from negoce.ui.charts import Chart, ChartKind, Dot, Flow, HeatCell, Node, Series, Unit
from negoce.ui.components.charts import chart, figure
from tests.ui.markup import got_through

HOSTILE = '</script><img src=x onerror=alert(1)>"'


def data_of(made: str) -> dict[str, object]:
    found = re.search(r'<script type="application/json">(.*?)</script>', made)
    assert found is not None
    return dict(json.loads(found.group(1)))


def bars(*values: Decimal | int | float | None) -> Chart:
    links = tuple(f"/companies/?month={place}" for place in range(len(values)))
    return Chart(
        ChartKind.BARS,
        "Ventes",
        tuple(f"M{place}" for place in range(len(values))),
        (Series("CA", values, links=links),),
        unit=Unit.MONEY,
        x_label="Mois",
    )


def test_the_figures_stand_in_a_table_too() -> None:
    made = chart(bars(Decimal("1234.50"), None))
    assert data_of(made)["series"] == [
        {
            "name": "CA",
            "values": [1234.5, None],
            "hue": "accent",
            "links": ["/companies/?month=0", "/companies/?month=1"],
            "hues": [],
            "line": False,
            "dashed": False,
            "unit": None,
        }
    ]
    assert '<td>M0</td><td class="num"><a href="/companies/?month=0">1\u202f235\u00a0€</a></td>' in made
    assert '<td>M1</td><td class="num"><a href="/companies/?month=1">—</a></td>' in made


@pytest.mark.parametrize(
    "it",
    [
        Chart(ChartKind.LINES, HOSTILE, (HOSTILE,), (Series(HOSTILE, (1,), links=(HOSTILE,)),)),
        Chart(
            ChartKind.HEAT,
            HOSTILE,
            (HOSTILE,),
            rows=(HOSTILE,),
            cells=(HeatCell(0, 0, 1, "javascript:alert(1)"),),
        ),
        Chart(
            ChartKind.SANKEY,
            HOSTILE,
            nodes=(Node("a", HOSTILE), Node("b", HOSTILE)),
            flows=(Flow("a", "b", 1, HOSTILE),),
        ),
        Chart(
            ChartKind.BUBBLES,
            HOSTILE,
            dots=(Dot(HOSTILE, 1, 2, 3, group=HOSTILE, url="javascript:alert(1)"),),
        ),
    ],
)
def test_no_text_becomes_markup(it: Chart) -> None:
    made = chart(it)
    assert got_through(made) == ["script"]  # its own data, read back below
    assert "javascript:" not in made
    assert data_of(made)["title"] == HOSTILE


def test_what_is_not_finite_is_a_hole() -> None:
    made = chart(bars(1, float("nan"), float("inf")))
    assert "NaN" not in made
    assert "Infinity" not in made


def test_an_empty_chart_says_so() -> None:
    assert chart(bars(None)) == '<p class="muted chart-none">Rien à montrer encore.</p>'


def test_a_colour_is_a_token() -> None:
    with pytest.raises(TypeError, match="hue"):
        chart(Chart(ChartKind.BARS, "x", ("a",), (Series("s", (1,), hue="#ff0000"),)))


@pytest.mark.parametrize(
    ("value", "unit", "french", "english"),
    [
        (Decimal("61840"), Unit.MONEY, "61\u202f840\u00a0€", "€61,840"),
        (11.84, Unit.PERCENT, "11,8\u202f%", "11.8%"),
        (1234, Unit.NUMBER, "1\u202f234", "1,234"),
        (2.46, Unit.DECIMAL, "2,5", "2.5"),
        (-3, Unit.NUMBER, "−3", "−3"),
        (None, Unit.MONEY, "—", "—"),
    ],
)
def test_figures_as_each_language_writes_them(
    value: Decimal | float | None, unit: Unit, french: str, english: str
) -> None:
    assert figure(value, unit) == french
    with translation.override("en"):
        assert figure(value, unit) == english
