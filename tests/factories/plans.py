"""Plans of prospecting for tests."""

from __future__ import annotations

from datetime import date

from negoce.identity.models import User
from negoce.prospecting.models import ProspectingPlan


def make_plan(owner: User, **fields: object) -> ProspectingPlan:
    """A draft of this owner for the end of 2026; fields take the place of its own."""
    given: dict[str, object] = {
        "name": "Boulangeries", "objective": "new_target", "starts_on": date(2026, 11, 2),
        "ends_on": date(2026, 12, 31), "owner": owner, "created_by": owner,
    }  # fmt: skip
    return ProspectingPlan.objects.create(**{**given, **fields})
