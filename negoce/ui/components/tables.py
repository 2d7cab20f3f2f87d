"""The shell of a table: a scrolling box, the head with sorting links, the body given, an optional foot."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from negoce.ui.html import safe_url, text


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A head cell. `width` in CSS pixels, 0 for automatic; `direction` is set on the column that sorts."""

    label: str
    key: str = ""
    numeric: bool = False
    sort_url: str = ""
    direction: Literal["", "ascending", "descending"] = ""
    width: int = 0


@dataclass(frozen=True, slots=True)
class FootCell:
    """A cell of the foot: count, sum or average, already in words."""

    value: object = ""
    numeric: bool = False
    strong: bool = False


def table(
    content: str,
    columns: Sequence[TableColumn],
    label: object,
    *,
    pick: bool = False,
    foot: Iterable[FootCell] = (),
    id: str = "",
    navigable: bool = False,
) -> SafeString:
    """A table whose rows are the content (`<tr>`…). `pick` adds the cell that chooses all rows.

    `navigable` marks it for `<n-list>` (keys and choice of rows). The first column sticks when scrolled.
    """
    identity = f' id="{text(id)}"' if id else ""
    keys = " data-list" if navigable else ""
    head = "".join(_head_cell(column) for column in columns)
    first = (
        f'<th class="pick"><input type="checkbox" data-pick-all aria-label="{text(_("Tout choisir"))}"></th>'
        if pick
        else ""
    )
    feet = list(foot)
    bottom = (
        f"<tfoot><tr>{'<td></td>' if pick else ''}{''.join(_foot_cell(cell) for cell in feet)}</tr></tfoot>"
        if feet
        else ""
    )
    picked = ' data-pick=""' if pick else ""
    return SafeString(
        f'<div class="table-box" tabindex="0" role="region" aria-label="{text(label)}">'
        f'<table class="table"{picked}{keys}>'
        f"<thead><tr>{first}{head}</tr></thead><tbody{identity}>{content}</tbody>{bottom}</table></div>"
    )


def _head_cell(column: TableColumn) -> str:
    kind = ' class="num"' if column.numeric else ""
    key = f' data-column="{text(column.key)}"' if column.key else ""
    width = f' data-width="{int(column.width)}"' if column.width else ""
    order = f' aria-sort="{text(column.direction)}"' if column.direction else ""
    words = text(column.label)
    if column.sort_url:
        arrow = {"ascending": "↑", "descending": "↓"}.get(column.direction, "")
        shown = f' <span aria-hidden="true">{arrow}</span>' if arrow else ""
        words = f'<a href="{text(safe_url(column.sort_url))}">{words}{shown}</a>'
    if not words:
        words = f'<span class="visually-hidden">{text(_("Actions"))}</span>'
    return f'<th scope="col"{kind}{key}{width}{order}>{words}</th>'


def _foot_cell(cell: FootCell) -> str:
    kind = "num" if cell.numeric else "sub"
    inside = text(cell.value)
    return f'<td class="{kind}">{f"<b>{inside}</b>" if cell.strong else inside}</td>'
