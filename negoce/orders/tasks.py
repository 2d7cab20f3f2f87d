"""The jobs of orders: shallow, they call an action."""

from __future__ import annotations

from negoce.jobs.running import RunningJob
from negoce.orders.actions.refresh_sales import refresh_all_sales
from negoce.orders.actions.sales_due import refresh_due_sales as work_off_due_sales


def refresh_sales(job: RunningJob) -> dict[str, int]:
    """Bring the sales of every customer up to the day: twelve months move on each night."""
    return {"companies": refresh_all_sales()}


def refresh_due_sales(job: RunningJob) -> dict[str, int]:
    """Work out what an import of orders left when it stopped before its end."""
    return {"companies": work_off_due_sales(job.hold)}
