"""Which messages an actor may see: those of companies that they see, and those that they or colleagues sent."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from negoce.companies.queries.visible import company_rights
from negoce.identity.rules.actor import Actor
from negoce.outbox.enums import SECRET_KINDS
from negoce.outbox.models import Message

SECRET = Q(kind__in=[kind.value for kind in SECRET_KINDS])
# What a person had sent to themselves was made with their own rights.
PERSONAL = Q(related_kind="report")


def visible_messages(actor: Actor) -> QuerySet[Message]:
    """Messages that the actor may see, in no order."""
    of_others = PERSONAL & (Q(sender__isnull=True) | ~Q(sender_id=actor.user_id))
    if actor.sees_everything:
        return Message.objects.exclude(SECRET | of_others).order_by()
    of_companies = Q(company__isnull=False) & company_rights(actor, "company__")
    of_nobody = Q(company__isnull=True, sender_id__in=sorted(actor.colleague_ids))
    return Message.objects.filter(of_companies | of_nobody).exclude(SECRET | of_others).order_by()
