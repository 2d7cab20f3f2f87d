"""What becomes of a concession: proposed, accepted, refused, kept in reserve again, taken away."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from negoce.identity.actions.journal import Entry, record
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Conflict, Refused, refuse_field
from negoce.negotiation.actions.bargaining.concession_save import stored_concession
from negoce.negotiation.actions.bargaining.rights import require_limits
from negoce.negotiation.enums import ConcessionState
from negoce.negotiation.models import Concession

_SETTLED = frozenset({ConcessionState.ACCEPTED, ConcessionState.REFUSED})


def move_concession(actor: Actor, row: Concession, *, to: str, seen: str) -> Concession:
    """Give a concession another state; `seen` is the one that the person looked at.

    Accepted or refused, it keeps the day and who noted it. Raises NotAllowed, Refused, Conflict.
    """
    require_limits(actor)
    if to not in set(ConcessionState):
        raise refuse_field("state", _("Dites ce que devient cette concession."))
    with transaction.atomic():
        stored = stored_concession(actor, row)
        if stored.state == to:
            return stored
        if stored.state != seen:
            message = _("Quelqu’un a changé l’état de cette concession entre-temps. Rien n’a été changé.")
            raise Conflict(message, field="state", current=stored.state)
        is_settled = to in _SETTLED
        before, stored.state = stored.state, to
        stored.settled_on = timezone.localdate() if is_settled else None
        stored.settled_by_id = actor.user_id if is_settled else None
        stored.revision += 1
        stored.save()
        told = {"state": (before, to)}
        deal = stored.deal
        record(actor, Entry("changed", "concession", stored.pk, deal.name, deal.company_id, told))
    return stored


def remove_concession(actor: Actor, row: Concession) -> None:
    """Take away a concession that was not accepted; the journal keeps it. Raises NotAllowed, Refused."""
    require_limits(actor)
    with transaction.atomic():
        stored = stored_concession(actor, row)
        if stored.state == ConcessionState.ACCEPTED:
            raise Refused(
                _("Une concession acceptée fait partie de l’échange : changez son état avant de la retirer.")
            )
        told = {"given": (stored.given, None), "cost": (stored.cost, None), "asked": (stored.asked, None)}
        deal = stored.deal
        record(actor, Entry("deleted", "concession", stored.pk, deal.name, deal.company_id, told))
        stored.delete()
