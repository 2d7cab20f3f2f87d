"""Playbooks, and companies that stand in a status."""

from __future__ import annotations

from datetime import date

from negoce.automation.models import Playbook, PlaybookRun, PlaybookStep
from negoce.companies.models import Company
from negoce.portfolio.enums import LifeStatus
from negoce.portfolio.models import CustomerLife
from tests.factories.companies import make_company


def make_life(
    status: LifeStatus = LifeStatus.DORMANT,
    since: date = date(2026, 11, 2),
    *,
    company: Company | None = None,
    **fields: object,
) -> CustomerLife:
    """A company that came into a status on a day."""
    return CustomerLife.objects.create(
        company=company or make_company(),
        status=status.value,
        computed=status.value,
        status_since=since,
        as_of=date(2026, 11, 20),
        **fields,
    )


def make_playbook(status: LifeStatus = LifeStatus.DORMANT, **fields: object) -> Playbook:
    """A playbook that is on, leaves nobody out and asks for a call at once, then for another after a week."""
    values: dict[str, object] = {
        "name": "Réveil",
        "status": status.value,
        "is_active": True,
        "control_percent": 0,
        **fields,
    }
    playbook = Playbook.objects.create(**values)
    PlaybookStep.objects.create(playbook=playbook, subject="Appeler", delay_days=0)
    PlaybookStep.objects.create(playbook=playbook, subject="Rappeler", delay_days=7)
    return playbook


def make_run(playbook: Playbook, company: Company | None = None, **fields: object) -> PlaybookRun:
    """A playbook that goes on with a company."""
    values: dict[str, object] = {"entered_on": date(2026, 11, 2), "started_on": date(2026, 11, 3), **fields}
    return PlaybookRun.objects.create(playbook=playbook, company=company or make_company(), **values)
