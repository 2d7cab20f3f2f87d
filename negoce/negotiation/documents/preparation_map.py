"""The drawing of who decides, as SVG to be printed."""

from __future__ import annotations

from html import escape

from negoce.kit.printable import printable
from negoce.negotiation.documents.preparation_sheet import MapEdge, MapNode, SheetMap

_INK, _GREY = "#1d1f1c", "#8b8d84"
_TINTS = {"good": ("#1d7a4d", "#e2f3e8"), "warn": ("#8a5605", "#fbf0d9"), "bad": ("#b03a26", "#fae6e1")}
_WIDTHS = {"weak": 1.2, "plain": 2.2, "strong": 3.6}


def map_svg(drawing: SheetMap) -> str:
    """The picture; each attitude has its colour, and its first letter for who prints in black."""
    lines = "".join(_edge(each) for each in drawing.edges)
    people = "".join(_node(each) for each in drawing.nodes)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {drawing.width} {drawing.height}" '
        f'width="{drawing.width}" height="{drawing.height}">'
        '<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="9" markerHeight="9" '
        f'markerUnits="userSpaceOnUse" orient="auto"><path d="M0 0L8 4L0 8z" fill="{_INK}"/></marker></defs>'
        f"{lines}{people}</svg>"
    )


def _edge(each: MapEdge) -> str:
    if each.is_rank:
        return (
            f'<path d="{each.path}" fill="none" stroke="{_GREY}" stroke-width="1.4" stroke-dasharray="5 5"/>'
        )
    width = _WIDTHS.get(each.force, 2.2)
    return (
        f'<path d="{each.path}" fill="none" stroke="{_INK}" stroke-width="{width}" marker-end="url(#tip)"/>'
    )


def _node(each: MapNode) -> str:
    line, fill = _TINTS.get(each.tone, (_GREY, "#ffffff"))
    dashes = ' stroke-dasharray="4 4"' if each.is_unknown else ""
    font = 'font-family="Inter" text-anchor="middle"'
    return (
        f'<circle cx="{each.x}" cy="{each.y}" r="{each.radius}" fill="{fill}" stroke="{line}" '
        f'stroke-width="2.4"{dashes}/>'
        f'<text x="{each.x}" y="{each.y + 5}" {font} font-size="14" font-weight="600" fill="{line}">'
        f"{each.weight}</text>"
        f'<text x="{each.x}" y="{each.y + each.radius + 15}" {font} font-size="14" fill="{_INK}" '
        f'paint-order="stroke" stroke="#ffffff" stroke-width="4">'
        f"{escape(printable(each.name))}</text>"
    )
