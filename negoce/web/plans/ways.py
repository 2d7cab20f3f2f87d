"""What a running plan is worked by: a session of calls, a mailing, a tour, each begun for its target."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from negoce.companies.enums import OriginChannel
from negoce.identity.enums import Permission
from negoce.identity.rules.actor import Actor
from negoce.prospecting.enums import MailingKind, PlanState
from negoce.prospecting.models import ProspectingPlan

_BY_EMAIL = (OriginChannel.EMAIL.value, OriginChannel.NEWSLETTER.value)


@dataclass(frozen=True, slots=True)
class Way:
    """A button of the plan: where it leads, and whether it opens there a dialog."""

    label: str
    url: str
    icon: str
    dialog: str = ""


def ways_of(actor: Actor, plan: ProspectingPlan, channels: Collection[str]) -> Sequence[Way]:
    """The works that the channels of a running plan call for, and that the actor may begin; all without a channel.

    Whatever the channel, whom one is to meet is visited: a tour is always there.
    """
    if plan.state != PlanState.RUNNING.value:
        return ()
    writes = actor.may(Permission.CREATE) and actor.may(Permission.EDIT)
    sends = actor.may(Permission.MANAGE_PROSPECTING)
    asked = {"filter": f"plan is {plan.public_id}", "plan": plan.public_id}
    found = []
    if writes and _among((OriginChannel.PHONE.value,), channels):
        url = f"{reverse('calls:new')}?{urlencode(asked)}"
        found.append(Way(_("Session d’appels"), url, "phone", "modal"))
    for label, kind, kinds in (
        (_("Envoi d’e-mails"), MailingKind.EMAIL, _BY_EMAIL),
        (_("Envoi de lettres"), MailingKind.LETTER, (OriginChannel.LETTER.value,)),
    ):
        if sends and _among(kinds, channels):
            url = f"{reverse('mailings:new')}?{urlencode({**asked, 'kind': kind.value})}"
            found.append(Way(label, url, "mail", "modal"))
    if writes:
        found.append(Way(_("Tournée de visites"), f"{reverse('visits:new')}?plan={plan.public_id}", "map"))
    return found


def _among(kinds: Collection[str], channels: Collection[str]) -> bool:
    return not channels or any(each in channels for each in kinds)
