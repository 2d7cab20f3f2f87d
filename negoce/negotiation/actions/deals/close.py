"""Closes a deal, won or lost, and opens it again."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from negoce.companies.actions.competitor_named import competitor_named
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Refused
from negoce.negotiation.actions.deals.checks import refuse_all, visible_deal
from negoce.negotiation.actions.deals.store import check_revision, write_deal
from negoce.negotiation.enums import DealState
from negoce.negotiation.models import Deal
from negoce.negotiation.rules.deal_values import clean_outcome
from negoce.negotiation.words.deal import say


def close_deal(
    actor: Actor, deal: Deal, *, outcome: Mapping[str, object], revision: int | None = None
) -> Deal:
    """Close with raw `state` (won, lost), `outcome_reason`, `outcome_note`, `competitor` (a name), `closed_on`.

    A competitor whom nobody named before is created. A closed deal may be closed again otherwise: its outcome is
    put right. Raises NotAllowed, Refused with the faulty fields, Conflict when `revision` is not the stored one.
    """
    require(actor, Permission.EDIT)
    with transaction.atomic():
        row = visible_deal(actor, deal.pk)
        check_revision(row, revision)
        cleaned = clean_outcome(outcome, timezone.localdate())
        refuse_all({name: say(finding) for name, finding in cleaned.errors.items()})
        values = dict(cleaned.values)
        name = str(values.pop("competitor") or "")
        values["competitor_id"] = competitor_named(actor, name).pk if name else None
        write_deal(actor, row, values, verb=str(values["state"]))
    return row


def reopen_deal(actor: Actor, deal: Deal, *, revision: int | None = None) -> Deal:
    """Put a closed deal back under way, at the step where it stood; its outcome is forgotten, the journal keeps it.

    Raises NotAllowed, Refused for a deal under way, Conflict when `revision` is not the stored one.
    """
    require(actor, Permission.EDIT)
    with transaction.atomic():
        row = visible_deal(actor, deal.pk)
        check_revision(row, revision)
        if row.state == DealState.OPEN:
            raise Refused(_("Cette affaire est déjà en cours. Rien n’a été changé."))
        values = {
            "state": DealState.OPEN.value,
            "outcome_reason": "",
            "outcome_note": "",
            "competitor_id": None,
            "closed_on": None,
            "step_since": timezone.localdate(),
        }
        write_deal(actor, row, values, verb="reopened")
    return row
