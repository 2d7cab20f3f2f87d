"""The jobs of the portfolio: shallow, they call an action."""

from __future__ import annotations

from django.utils import timezone

from negoce.jobs.enums import JobQueue
from negoce.jobs.queue import enqueue
from negoce.jobs.running import RunningJob
from negoce.portfolio.actions.forecast import refresh_forecast
from negoce.portfolio.actions.foresight_refit import is_due, refit_foresight
from negoce.portfolio.actions.monthly_sales import refresh_monthly_sales
from negoce.portfolio.actions.plan_result_refresh import refresh_running_plans
from negoce.portfolio.actions.prospecting_signals_night import refresh_signals
from negoce.portfolio.actions.rank_customers import rank_customers as rank_all
from negoce.portfolio.actions.recompute import recompute_portfolio
from negoce.portfolio.actions.recompute_request import TASK as RECOMPUTE
from negoce.portfolio.actions.reports.run import finish_run, purge_runs
from negoce.portfolio.actions.reports.send import send_due_reports
from negoce.portfolio.actions.snapshots import purge_snapshots, take_snapshots
from negoce.portfolio.actions.tours.solve import finish_tour
from negoce.portfolio.rules.scope_set import ScopeSet

SNAPSHOTS = "portfolio.snapshots"


def rank_customers(job: RunningJob) -> dict[str, int]:
    """Work out each night where each customer stands."""
    return {"customers": rank_all(today=timezone.localdate())}


def recompute(job: RunningJob) -> dict[str, object]:
    """Work out each night, or when somebody asks, the status, the scores and the foresight of all companies."""
    done = recompute_portfolio(
        today=timezone.localdate(),
        hold=job.hold,
        report=lambda rows, total: job.progress(rows, total),
        whole=bool(job.arguments.get("whole")),
    )
    # What the portfolio page shows is pictured from what was just written.
    enqueue(SNAPSHOTS, {}, unique_key=SNAPSHOTS, queue=JobQueue.LONG)
    return {"companies": done.companies, "rows": done.rows, "changes": done.changes, "seconds": done.seconds}


def forecast(job: RunningJob) -> dict[str, int]:
    """Add up each night what was ordered each month, then foresee the coming ones."""
    today = timezone.localdate()
    return {"months": refresh_monthly_sales(today=today), "forecasts": refresh_forecast(today=today)}


def snapshots(job: RunningJob) -> dict[str, int]:
    """Take each night the snapshots of the portfolio: of all sets, or of the one that a page found missing."""
    today, asked = timezone.localdate(), job.arguments.get("scope")
    scopes = None
    if asked is not None:
        owners, territories = frozenset(asked["owners"]), frozenset(asked["territories"])
        scopes = [ScopeSet(asked["key"], owners, territories, whole=asked["whole"])]
    written = take_snapshots(today=today, scopes=scopes, tick=job.progress)
    return {"written": written, "purged": purge_snapshots(today=today) if scopes is None else 0}


def refit(job: RunningJob) -> dict[str, object]:
    """Fit anew each week, or when somebody asks, what foresees orders; then foresee with it."""
    today = timezone.localdate()
    if job.arguments.get("when_due") and not is_due(today):
        return {}
    fit = refit_foresight(today=today, asked_by=job.actor_id, hold=job.hold)
    enqueue(RECOMPUTE, {}, unique_key=RECOMPUTE, queue=JobQueue.LONG)
    return {"customers": fit.customers, "model": fit.kind, "seconds": fit.seconds}


def run_report(job: RunningJob) -> dict[str, bool]:
    """Work out a report for which a page would have waited too long; argument: `run`, its public id."""
    return {"done": finish_run(str(job.arguments.get("run", "")))}


def send_reports(job: RunningJob) -> dict[str, int]:
    """Send the reports whose hour has come; forget those that were worked out long ago."""
    return {"sent": send_due_reports(), "forgotten": purge_runs()}


def plan_tour(job: RunningJob) -> dict[str, int]:
    """Work out the days of a tour that somebody asked for; argument: `tour`, its public id."""
    return {"visits": finish_tour(str(job.arguments.get("tour", "")))}


def count_plans(job: RunningJob) -> dict[str, int]:
    """Count each night what the plans of prospecting that run have brought."""
    return {"plans": refresh_running_plans(today=timezone.localdate())}


def read_signals(job: RunningJob) -> dict[str, int]:
    """Work out each night the reasons to prospect: of all sets, or of the one that a page asks for."""
    asked, scopes = job.arguments.get("scope"), None
    if asked is not None:
        owners, territories = frozenset(asked["owners"]), frozenset(asked["territories"])
        scopes = [ScopeSet(asked["key"], owners, territories, whole=asked["whole"])]
    return {"sets": refresh_signals(today=timezone.localdate(), scopes=scopes)}
