"""Snapshots of a portfolio as the night writes them."""

from __future__ import annotations

from copy import deepcopy
from datetime import date
from typing import Any

from django.utils import timezone

from negoce.portfolio.models import PortfolioSnapshot
from negoce.portfolio.queries.portfolio_page import CONTENT_VERSION


def _status(number: int, cents: int, **more: object) -> dict[str, object]:
    return {
        "number": number, "cents": cents, "risk_cents": 0, "unsure_cents": cents, "value_cents": None, "valued": 0,
        "doubtful": 0, "doubtful_cents": 0, "doubtful_margin_cents": 0, "likely": 0, "recalled": 0,
        "recalled_cents": 0, "margin_cents": cents // 4, "margined": number, "cost_cents": number * 20_00, **more,
    }  # fmt: skip


_HEADS = {
    "started": 320, "aged": 200, "lost": 24, "new": 30, "back": 6, "lost_cents": 96_000_00, "back_cents": 15_000_00,
    "new_cents": 70_000_00,
}  # fmt: skip
_PERIOD: dict[str, Any] = {
    "start": "2025-11-22", "before": "2024-11-22", "heads": _HEADS,
    "past_heads": {**_HEADS, "started": 300, "aged": 150, "lost": 27},
    "by": {"owner_id": [], "buyer_type": [["business", 300, 20], ["public_body", 20, 4]], "kind": []},
    "flows": [
        ["hot", "new", 8], ["hot", "hot", 92], ["regular", "regular", 280], ["regular", "lost", 20],
        ["dormant", "lost", 4], ["dormant", "dormant", 16], ["suspect", "suspect", 100],
    ],
}  # fmt: skip
_CONTENT: dict[str, Any] = {
    "version": CONTENT_VERSION,
    "companies": 612,
    "statuses": {
        "hot": _status(92, 0),
        "new": _status(8, 20_800_00),
        "regular": _status(280, 700_000_00, value_cents=1_940_000_00, valued=280),
        "dormant": _status(48, 37_000_00, recalled=14, recalled_cents=112_000_00, likely=9),
        "lost": _status(24, 0),
    },
    "periods": dict.fromkeys(("3", "6", "12"), _PERIOD),
    "first_years": {"number": 10, "cents": 26_000_00},
    "concentration": {
        "customers": 6, "whole": 100_000_00, "largest": 50_000_00, "top": 96_000_00, "gini": 0.46, "hhi": 3160.0,
        "largest_ones": [], "lorenz": [[1, 4_000_00], [5, 96_000_00]], "classes": {"A": [3, 82_000_00]},
    },
    "rfm": [[5, 4, 12, 30_000_00]],
    "cohorts": [[8104, 0, 11], [8104, 1, 8]],
    "deals": {"number": 3, "expected_cents": 9_000_00},
    "strays": {"number": 2, "cents": -1_200_00},
}  # fmt: skip


def snapshot_content(**changes: object) -> dict[str, Any]:
    """The content of a snapshot: the example of R-F5 (320 + 30 + 6 − 24), with these parts changed."""
    return {**deepcopy(_CONTENT), **changes}


def make_snapshot(
    scope_key: str = "all", segment: str = "", as_of: date | None = None, **changes: object
) -> PortfolioSnapshot:
    """A snapshot of today."""
    return PortfolioSnapshot.objects.create(
        scope_key=scope_key,
        segment=segment,
        as_of=as_of or timezone.localdate(),
        content=snapshot_content(**changes),
        headline={},
        made_at=timezone.now(),
    )
