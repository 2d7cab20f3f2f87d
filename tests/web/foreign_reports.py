"""Reports and targets of somebody else, for the walk through every address."""

from __future__ import annotations

from negoce.identity.models import User
from negoce.portfolio.models import ReportRun, SavedReport, TargetChange


def of_the_reports(owner: User, mark: str) -> dict[str, dict[str, object]]:
    """A report that they keep for themselves, a long one that they asked for, their targets."""
    asked = "subject=orders&measure=net"
    report = SavedReport.objects.create(owner=owner, name=mark, query=asked)
    run = ReportRun.objects.create(person=owner, query=asked)
    change = TargetChange.objects.create(person=owner)
    return {
        "reports": {"public_id": report.public_id},
        "reports:run": {"public_id": run.public_id},
        "reports:run_file": {"public_id": run.public_id},
        "targets": {
            "kind": "person",
            "key": owner.public_id,
            "year": 2026,
            "month": 11,
            "change": change.public_id,
        },
    }
