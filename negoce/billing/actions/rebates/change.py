"""Changes a year-end rebate that is still being set aside."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from negoce.billing.actions.rebates.checks import as_columns, checked, held, refuse_overlap, tell
from negoce.billing.models import RebateAccrual, RebateAgreement
from negoce.billing.rules.rebate_plan import last_day
from negoce.billing.rules.rebate_values import TypedRebate
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Refused


def change_rebate(
    actor: Actor, agreement: RebateAgreement, *, typed: TypedRebate, revision: int | None = None
) -> RebateAgreement:
    """Change what was agreed; months already set aside stay, the next one takes up the difference.

    Raises NotAllowed, Conflict, and Refused: also for a beginning that moves, or an end that comes before what is set
    aside.
    """
    require(actor, Permission.MANAGE_CATALOGUE)
    values = checked(actor, typed)
    with transaction.atomic():
        row = held(actor, agreement, revision)
        last = RebateAccrual.objects.filter(agreement=row).order_by("-month").first()
        if last is not None and values.starts_on != row.starts_on:
            said = _("Des mois sont déjà provisionnés : le début ne change plus.")
            raise Refused(said, fields={"starts_on": [said]})
        if last is not None and values.ends_on < last_day(last.month, row.ends_on):
            said = _("Des mois sont déjà provisionnés après cette date : choisissez une fin plus tardive.")
            raise Refused(said, fields={"ends_on": [said]})
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
        tell(actor, row, "updated", told)
    return row
