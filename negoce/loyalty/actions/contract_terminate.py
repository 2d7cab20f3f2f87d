"""Ends a contract, with its notice or by agreement."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.kit.dates import format_date
from negoce.kit.refusal import Refused, refuse_field
from negoce.loyalty.actions.contract_ending import settle_ending
from negoce.loyalty.actions.contract_values import read_day
from negoce.loyalty.actions.contract_writing import held, settle, tell
from negoce.loyalty.enums import ContractState, Renewal
from negoce.loyalty.models import Contract
from negoce.loyalty.rules.contract_terms import earliest_end
from negoce.orders.actions.order_checks import reason_of


def terminate_contract(
    actor: Actor,
    contract: Contract,
    *,
    reason: str,
    noticed_on: object = None,
    ends_on: object = None,
    agreed: bool = False,
    revision: int | None = None,
) -> Contract:
    """End a contract: on the first day that its notice allows, or later; earlier only when both `agreed`.

    What was drafted or invoiced beyond its last day is drafted anew or given back, by days (`settle_ending`).

    Raises NotAllowed, Conflict, Refused.
    """
    require(actor, Permission.EDIT)
    why = reason_of(reason)
    with transaction.atomic():
        row = held(actor, contract, revision)
        if row.state != ContractState.ACTIVE.value:
            raise Refused(_("Ce contrat est déjà terminé."))
        notice = read_day(noticed_on, "noticed_on") or timezone.localdate()
        if notice > timezone.localdate():
            raise refuse_field("noticed_on", _("Ce jour n’est pas encore venu."))
        first = earliest_end(
            row.starts_on, row.term_months, row.notice_days, Renewal(row.renewal), row.renewals, notice
        )
        last = read_day(ends_on, "ends_on") or first
        if last < first and not agreed:
            raise refuse_field(
                "ends_on",
                _(
                    "Avec ce préavis, le contrat court jusqu’au %(day)s. Pour le terminer plus tôt, cochez "
                    "« D’un commun accord »."
                )
                % {"day": format_date(first, actor.language)},
            )
        if last < row.starts_on:
            raise refuse_field("ends_on", _("Un contrat ne se termine pas avant d’avoir commencé."))
        before = row.ends_on
        row.state, row.ends_on = ContractState.TERMINATED.value, last
        row.noticed_on, row.ending_reason, row.notice_on = notice, why, None
        settle_ending(row)
        settle(row)
        tell(actor, row, "changed", {"ends_on": (before, last), "reason": ("", why)})
    return row
