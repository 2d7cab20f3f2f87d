"""By which channels a person may be prospected today, and why: read after the page, for it asks much."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from negoce.companies.enums import Channel, ContactPurpose
from negoce.companies.models import Contact
from negoce.companies.queries.reachable import reachable
from negoce.companies.words.choices import choice_label
from negoce.companies.words.findings import say
from negoce.web.contacts.record import load_record


@require_GET
def channels(request: HttpRequest, public_id: str) -> HttpResponse:
    """Each channel that somebody could try, with the decision of R-G3 and of licences."""
    contact = load_record(request, public_id).contact
    context = {"channels": [_channel(contact, each) for each in _tried(contact)]}
    return render(request, "web/privacy/_channels.html", context)


def _tried(contact: Contact) -> Sequence[Channel]:
    """The channels that have a coordinate, and letters."""
    given = {
        Channel.EMAIL: contact.email,
        Channel.PHONE: contact.phone or contact.mobile,
        Channel.TEXT_MESSAGE: contact.mobile,
        Channel.POST: "always",
        Channel.SOCIAL: contact.linkedin,
    }
    return [channel for channel in Channel if given[channel]]


def _channel(contact: Contact, channel: Channel) -> Mapping[str, object]:
    reach = reachable([contact], channel, ContactPurpose.PROFESSIONAL)[contact.pk]
    return {"label": choice_label(Channel, channel.value), "allowed": reach.allowed, "why": say(reach.reason)}
