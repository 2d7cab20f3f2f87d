"""The approach that an action changes."""

from __future__ import annotations

from django.utils.translation import gettext as _

from negoce.identity.permissions import NotAllowed
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Refused
from negoce.negotiation.models import Approach
from negoce.negotiation.queries.approaches.read import ApproachShown, planned_tasks, shown, visible_approaches


def approach_under_way(actor: Actor, approach: Approach) -> ApproachShown:
    """The approach as it is stored now; raises NotAllowed for one not seen, Refused for one that is over."""
    rows = visible_approaches(actor).select_related("company", "contact", "cycle")
    row = rows.prefetch_related(planned_tasks()).filter(pk=approach.pk).first()
    if row is None:
        raise NotAllowed(
            _("Cette démarche n’existe plus ou n’est pas visible pour vous. Rien n’a été changé.")
        )
    if row.ended_on is not None:
        raise Refused(_("Cette démarche est déjà terminée. Rien n’a été changé."))
    return shown(row)
