"""Says what one thinks of the chance to win a deal; what was said before is kept, dated."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from negoce.identity.actions.alone import alone_with
from negoce.identity.actions.journal import Entry, record
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Conflict, Refused, refuse_field
from negoce.negotiation.actions.deals.checks import visible_deal
from negoce.negotiation.enums import DealState
from negoce.negotiation.models import Deal, WinEstimate
from negoce.negotiation.rules.win_estimate import read_chance


def say_win_estimate(actor: Actor, deal: Deal, *, percent: str, seen: str) -> WinEstimate:
    """Keep an estimate typed as `percent`; `seen` is the one that the person saw, empty for none.

    Raises NotAllowed, Refused for no percentage or a deal that is over, Conflict when somebody else said another.
    """
    require(actor, Permission.EDIT)
    with transaction.atomic():
        # Held: of two who say the first one at once, the second is told of the other's.
        alone_with(Deal.objects.filter(pk=deal.pk))
        row = visible_deal(actor, deal.pk)
        if row.state != DealState.OPEN:
            raise Refused(_("Cette affaire est close : son issue est connue. Rien n’a été changé."))
        value = read_chance(percent)
        if value is None:
            raise refuse_field("percent", _("Donnez un pourcentage entier, de 0 à 100."))
        before = WinEstimate.objects.select_for_update().filter(deal=row, is_current=True).first()
        if str(before.percent if before is not None else "") != seen:
            current = f"{before.percent}\u00a0%" if before is not None else _("aucune estimation")
            message = _("Quelqu’un a changé l’estimation entre-temps : %(current)s. Rien n’a été enregistré.")
            raise Conflict(message % {"current": current}, field="percent", current=current)
        if before is not None and before.percent == value:
            return before
        WinEstimate.objects.filter(deal=row, is_current=True).update(is_current=False)
        said = WinEstimate.objects.create(
            deal=row, percent=value, author_id=actor.user_id, said_at=timezone.now()
        )
        told = {"win_estimate": (before.percent if before is not None else None, value)}
        record(actor, Entry("changed", "deal", row.pk, row.name, row.company_id, told))
    return said
