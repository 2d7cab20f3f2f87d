"""Closes a year-end rebate: its last day, what is set aside for good."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from negoce.billing.actions.rebates.accrue import realign
from negoce.billing.actions.rebates.checks import Told, held, tell
from negoce.billing.enums import RebateState
from negoce.billing.models import RebateAgreement
from negoce.billing.rebate_words import REBATE_MESSAGES
from negoce.companies.rules.typed_day import parse_day
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Refused
from negoce.ui.words.say import say


def close_rebate(
    actor: Actor, agreement: RebateAgreement, *, ends_on: str, revision: int | None = None
) -> RebateAgreement:
    """Close an agreement at its end, or earlier at a day that is past; what is set aside is final.

    Months after that day are no longer set aside. Raises NotAllowed, Conflict, and Refused for a day outside the period
    or that is not over.
    """
    require(actor, Permission.MANAGE_CATALOGUE)
    today = timezone.localdate()
    parsed = parse_day(ends_on, today, forward=False)
    if parsed.value is None:
        raise _refused(
            say(parsed.finding, REBATE_MESSAGES)
            if parsed.finding
            else _("Donnez le dernier jour qui compte.")
        )
    day = parsed.value
    with transaction.atomic():
        row = held(actor, agreement, revision)
        if not row.starts_on <= day <= row.ends_on:
            raise _refused(_("Choisissez un jour de la période de la ristourne."))
        if day > today - timedelta(days=1):
            raise _refused(_("Ce jour n’est pas fini : choisissez hier ou un jour plus ancien."))
        told: Told = {"state": (row.state, RebateState.CLOSED.value)}
        if day != row.ends_on:
            told["ends_on"] = (row.ends_on, day)
        row.ends_on = day
        realign(row, today)
        row.state = RebateState.CLOSED.value
        row.revision += 1
        row.save(update_fields=["ends_on", "state", "revision", "updated_at"])
        tell(actor, row, "closed", told)
    return row


def _refused(said: str) -> Refused:
    return Refused(said, fields={"ends_on": [said]})
