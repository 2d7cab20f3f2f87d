"""Who may look at the limits of a deal, and set them."""

from __future__ import annotations

from django.utils.translation import gettext as _

from negoce.identity.enums import FieldGroup, Permission
from negoce.identity.permissions import NotAllowed, require
from negoce.identity.rules.actor import Actor


def reads_limits(actor: Actor) -> bool:
    """Whether our floor and what concessions cost us are theirs to read: they tell the margin."""
    return actor.may_read(FieldGroup.MARGIN)


def require_limits(actor: Actor) -> None:
    """Let through who changes deals and reads margins; raises NotAllowed."""
    require(actor, Permission.EDIT)
    if not reads_limits(actor):
        raise NotAllowed(
            _(
                "Votre rôle ne lit pas les marges : le plancher et les concessions n’en sont pas plus visibles."
            )
        )
