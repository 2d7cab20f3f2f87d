"""The fits of foresight: the one in force, and those before it."""

from __future__ import annotations

from collections.abc import Sequence

from negoce.portfolio.models import ForesightFit

_SHOWN = 26


def current_fit() -> ForesightFit | None:
    """The fit in force without its content, which only jobs read."""
    return ForesightFit.objects.filter(is_current=True).select_related("asked_by").defer("content").first()


def latest_fits() -> Sequence[ForesightFit]:
    """The fits of the last half-year, newest first."""
    return list(
        ForesightFit.objects.select_related("asked_by")
        .defer("content", "comparison")
        .order_by("-made_at", "-id")[:_SHOWN]
    )
