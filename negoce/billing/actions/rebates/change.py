"""Changes a year-end rebate that is still being set aside."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from negoce.billing.actions.rebates.accrue import realign
from negoce.billing.actions.rebates.checks import as_columns, checked, held, refuse_overlap, tell
from negoce.billing.models import RebateAgreement
from negoce.billing.rules.rebate_values import TypedRebate
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor


def change_rebate(
    actor: Actor, agreement: RebateAgreement, *, typed: TypedRebate, revision: int | None = None
) -> RebateAgreement:
    """Change what was agreed; months already set aside stay, the next one takes up the difference.

    Months that the period leaves out are no longer set aside; with another beginning all are worked out again.
    Raises NotAllowed, Conflict, and Refused with the faulty fields.
    """
    require(actor, Permission.MANAGE_CATALOGUE)
    values = checked(actor, typed)
    with transaction.atomic():
        row = held(actor, agreement, revision)
        refuse_overlap(row.company_id, values.starts_on, values.ends_on, but=row.pk)
        columns = as_columns(values)
        told = {
            name: (getattr(row, name), value)
            for name, value in columns.items()
            if getattr(row, name) != value
        }
        if not told:
            return row
        for name, value in columns.items():
            setattr(row, name, value)
        row.revision += 1
        row.save(update_fields=[*columns, "revision", "updated_at"])
        realign(row, timezone.localdate(), from_the_start="starts_on" in told)
        tell(actor, row, "updated", told)
    return row
