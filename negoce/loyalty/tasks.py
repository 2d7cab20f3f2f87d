"""The jobs of loyalty: shallow, they call an action."""

from __future__ import annotations

from negoce.jobs.running import RunningJob
from negoce.loyalty.actions.contract_bill import bring_contracts_up


def bring_contracts(job: RunningJob) -> dict[str, int]:
    """Move contracts to the day: terms that went on, contracts that ended, invoices to draft."""
    return {"drafts": bring_contracts_up()}
