"""Tells who follows a quote what its customer did on line: a task of today, under the company."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from negoce.companies.actions.activities.create import create_activity
from negoce.companies.enums import ActivityKind, ActivityState
from negoce.companies.models import Activity
from negoce.identity.rules.actor import system_actor
from negoce.negotiation.models import QuoteLink
from negoce.negotiation.queries.quote_links import follower_of


def tell_follower(link: QuoteLink, subject: str, body: str) -> Activity:
    """Make the task and return it; `subject` takes %(number)s. Inside the caller's transaction."""
    quote = link.version.quote
    owner = follower_of(link)
    with override(owner.language if owner is not None else "fr"):
        return create_activity(
            system_actor(),
            values={
                "kind": ActivityKind.TASK.value,
                "state": ActivityState.PLANNED.value,
                "subject": subject % {"number": quote.number},
                "body": body,
                "starts_at": timezone.localdate(),
                "owner": owner,
            },
            company=quote.company,
            guard_reason=_("Écrit par le client sur la page de l’offre"),
        )
