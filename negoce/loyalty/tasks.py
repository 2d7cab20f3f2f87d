"""The jobs of loyalty: shallow, they call an action."""

from __future__ import annotations

from negoce.jobs.running import RunningJob
from negoce.loyalty.actions.contract_bill import bring_contracts_up
from negoce.loyalty.actions.referrals_won import bring_referrals_up


def bring_contracts(job: RunningJob) -> dict[str, int]:
    """Move contracts to the day: terms that went on, contracts that ended, invoices to draft."""
    return {"drafts": bring_contracts_up()}


def bring_referrals(job: RunningJob) -> dict[str, int]:
    """Referrals whose company ordered, by a file for example, since the last look."""
    return {"won": bring_referrals_up()}
