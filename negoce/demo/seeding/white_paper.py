"""The document that the demo's form hands out."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from negoce.kit.pdf import render_pdf

_TEMPLATE = Path(__file__).resolve().parents[1] / "data" / "white_paper.typ"


def white_paper(made_on: date = date(2026, 1, 15)) -> bytes:
    """The PDF, the same bytes at each call."""
    return render_pdf(_TEMPLATE, {}, made_on=made_on, archival=False)
