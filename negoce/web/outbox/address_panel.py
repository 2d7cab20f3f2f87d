"""The card of a contact whose address sends mail back, and the gesture that trusts it again."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from negoce.companies.queries.visible import visible_contacts
from negoce.identity.enums import Permission
from negoce.kit.dates import format_date
from negoce.outbox.actions.bounce_record import trust_again
from negoce.outbox.enums import BounceKind
from negoce.outbox.queries.bounced import bounced_address
from negoce.ui.toasts import flash
from negoce.ui.words.say import reader_language
from negoce.web.contacts.record import ContactRecord, contact_url
from negoce.web.http import actor_of, go, load_or_404


def address_context(record: ContactRecord) -> Mapping[str, object] | None:
    """What servers said of the address; None when they took everything."""
    found = bounced_address(record.contact)
    if found is None:
        return None
    is_dead = found.kind == BounceKind.HARD.value
    day = format_date(timezone.localtime(found.last_at).date(), reader_language())
    times = ngettext("%(count)s message revenu", "%(count)s messages revenus", found.times)
    return {
        "is_dead": is_dead,
        "address": found.address,
        "day": day,
        "times": times % {"count": found.times},
        "words": found.words,
        "trust_url": reverse("outbox:trust_address", args=[record.contact.public_id])
        if record.actor.may(Permission.EDIT)
        else "",
    }


@require_POST
def trust(request: HttpRequest, public_id: str) -> HttpResponse:
    """The address takes mail after all."""
    actor = actor_of(request)
    contact = load_or_404(visible_contacts(actor), public_id)
    if trust_again(actor, contact.pk):
        flash(request, _("L’adresse est de nouveau écrite."))
    return go(request, contact_url(contact))
