"""By which channels a person may be prospected today, and why: read after the page, for it asks much."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from negoce.companies.enums import Channel, ContactPurpose
from negoce.companies.models import Contact
from negoce.companies.permissions import may_read_field
from negoce.companies.queries.reachable import reachable
from negoce.companies.words.choices import choice_label
from negoce.companies.words.findings import say
from negoce.identity.rules.actor import Actor
from negoce.web.contacts.record import load_record


@require_GET
def channels(request: HttpRequest, public_id: str) -> HttpResponse:
    """Each channel that somebody could try, with the decision of R-G3 and of licences.

    A line tells that there is a coordinate: those that the reader may not see have none.
    """
    record = load_record(request, public_id)
    contact, actor = record.contact, record.actor
    context = {"channels": [_channel(contact, each) for each in _tried(actor, contact)]}
    return render(request, "web/privacy/_channels.html", context)


def _tried(actor: Actor, contact: Contact) -> Sequence[Channel]:
    """The channels that have a coordinate which the reader sees, and letters."""
    email, phone, mobile, linkedin = (
        str(getattr(contact, name)) if may_read_field(actor, "contact", name) else ""
        for name in ("email", "phone", "mobile", "linkedin")
    )
    given = {
        Channel.EMAIL: email,
        Channel.PHONE: phone or mobile,
        Channel.TEXT_MESSAGE: mobile,
        Channel.POST: "always",
        Channel.SOCIAL: linkedin,
    }
    return [channel for channel in Channel if given[channel]]


def _channel(contact: Contact, channel: Channel) -> Mapping[str, object]:
    reach = reachable([contact], channel, ContactPurpose.PROFESSIONAL)[contact.pk]
    return {"label": choice_label(Channel, channel.value), "allowed": reach.allowed, "why": say(reach.reason)}
