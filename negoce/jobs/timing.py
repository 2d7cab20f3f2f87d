"""How long leases last and how often workers look; a test makes them shorter."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings

# A worker renews four times a lease: one slow write or one pause of the machine loses nothing.
RENEWALS_A_LEASE = 4
IDLE_SECONDS = 0.4
PROGRESS_SECONDS = 0.5
MAX_CRASHES = 10
LONGEST_DELAY = timedelta(hours=1)


def lease_length() -> timedelta:
    """How long a job stays with a worker that gives no sign of life."""
    return timedelta(seconds=float(settings.NEGOCE_JOB_LEASE_SECONDS))


def renewal_seconds() -> float:
    """How often a worker says that it lives."""
    return lease_length().total_seconds() / RENEWALS_A_LEASE


def retry_delay(attempts: int) -> timedelta:
    """How long to wait after the n-th failed attempt: 5 s, 10 s, 20 s… up to an hour."""
    return min(timedelta(seconds=5 * 2 ** min(attempts - 1, 12)), LONGEST_DELAY)
