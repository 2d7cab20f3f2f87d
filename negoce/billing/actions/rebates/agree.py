"""Begins a year-end rebate with a customer."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from negoce.billing.actions.rebates.accrue import realign
from negoce.billing.actions.rebates.checks import as_columns, checked, refuse_overlap, tell
from negoce.billing.models import RebateAgreement
from negoce.billing.rules.rebate_values import TypedRebate
from negoce.companies.actions.company_checks import visible_company
from negoce.companies.models import Company
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor


def agree_rebate(actor: Actor, company: Company, *, typed: TypedRebate) -> RebateAgreement:
    """Note what was agreed; raises NotAllowed, and Refused with the faulty fields.

    Bands rise, rates go from 0 to 100 points, and no two agreements of a customer share a day: a purchase earns once.
    Months that are over already are set aside at once.
    """
    require(actor, Permission.MANAGE_CATALOGUE)
    values = checked(actor, typed)
    with transaction.atomic():
        home = visible_company(actor, company.pk)
        refuse_overlap(home.pk, values.starts_on, values.ends_on)
        columns = as_columns(values)
        row = RebateAgreement.objects.create(company=home, agreed_by_id=actor.user_id, **columns)
        realign(row, timezone.localdate())
        tell(actor, row, "created", {name: (None, value) for name, value in columns.items() if value})
    return row
