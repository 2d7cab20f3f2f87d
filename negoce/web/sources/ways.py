"""What the companies of a file are worked by: a session of calls, a mailing, letters, as its licence allows."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from negoce.companies.enums import Channel
from negoce.identity.enums import Permission
from negoce.identity.rules.actor import Actor
from negoce.prospecting.enums import MailingKind, SourceKind
from negoce.prospecting.models import ProspectingPlan
from negoce.prospecting.queries.sources import SourceLine
from negoce.web.plans.ways import Way

_RUNNING = ("licence.own", "licence.runs", "licence.ends_soon")


def ways_of_file(actor: Actor, line: SourceLine, plan: ProspectingPlan | None) -> Sequence[Way]:
    """The works that a licence in force allows and that the actor may begin, for the plan of the file."""
    source = line.source
    if not line.companies or line.state.code not in _RUNNING or source.ended_on is not None:
        return ()
    asked = {"filter": f"file_source is {source.public_id}"}
    if plan is not None and plan.closed_at is None:
        asked["plan"] = plan.public_id
    allowed = [each.value for each in Channel] if source.kind == SourceKind.OWN else source.channels
    found = []
    if Channel.PHONE.value in allowed and actor.may(Permission.CREATE) and actor.may(Permission.EDIT):
        url = f"{reverse('calls:new')}?{urlencode(asked)}"
        found.append(Way(_("Session d’appels"), url, "phone", "modal"))
    for label, channel, kind in (
        (_("Envoi d’e-mails"), Channel.EMAIL, MailingKind.EMAIL),
        (_("Envoi de lettres"), Channel.POST, MailingKind.LETTER),
    ):
        if channel.value in allowed and actor.may(Permission.MANAGE_PROSPECTING):
            url = f"{reverse('mailings:new')}?{urlencode({**asked, 'kind': kind.value})}"
            found.append(Way(label, url, "mail", "modal"))
    return found
