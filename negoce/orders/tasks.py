"""The jobs of orders: shallow, they call an action."""

from __future__ import annotations

from negoce.jobs.running import RunningJob
from negoce.orders.actions.refresh_sales import refresh_all_sales


def refresh_sales(job: RunningJob) -> dict[str, int]:
    """Bring the sales of every customer up to the day: twelve months move on each night."""
    return {"companies": refresh_all_sales()}
