"""What a contact is to programs: the person, and the post held now."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from negoce.api.records.given import Kind, person_of
from negoce.api.records.resource import Resource
from negoce.api.records.schemas import REF
from negoce.api.records.values import plain
from negoce.companies.models import Address, Contact
from negoce.companies.permissions import may_read_field
from negoce.companies.queries.lists.contacts import CONTACT_LIST
from negoce.companies.queries.visible import visible_contacts
from negoce.companies.rules.contact_values import CONTACT_FIELDS, POST_FIELDS
from negoce.identity.rules.actor import Actor

_OWN = ("last_name", "fax", "informed_through", "information_source")
_POST = ("decision_ceiling", "gatekeeper_advice", "started_on")
_RECORDS = ("owner", "site", "guards")
KINDS: Mapping[str, Kind] = {
    **dict.fromkeys((*CONTACT_FIELDS, *POST_FIELDS), Kind.TEXT),
    **dict.fromkeys(_RECORDS, Kind.RECORD),
    "decision_ceiling": Kind.NUMBER,
}


def _more(actor: Actor, public_id: str) -> Mapping[str, Any]:
    rows = visible_contacts(actor).filter(public_id=public_id)
    contact = rows.select_related("current_post__site", "current_post__guards").first()
    if contact is None:
        return {}
    found = {name: plain(getattr(contact, name)) for name in _OWN if may_read_field(actor, "contact", name)}
    post = contact.current_post
    for name in _POST:
        if may_read_field(actor, "post", name):
            found[name] = plain(getattr(post, name)) if post else None
    site, guards = (post.site, post.guards) if post else (None, None)
    found["site"] = {"id": site.public_id, "name": site.label or site.city} if site else None
    hidden = guards is None or not visible_contacts(actor).filter(pk=guards.pk).exists()
    found["guards"] = None if hidden or guards is None else {"id": guards.public_id, "name": guards.full_name}
    return found


_TEXT = {"type": ["string", "null"]}
CONTACTS = Resource(
    CONTACT_LIST,
    _more,
    {**dict.fromkeys((*_OWN, *_POST), _TEXT), "site": REF, "guards": REF},
)


def finders(actor: Actor, company_id: int | None) -> Mapping[str, Any]:
    """How the records that a contact points at are found; a site is one of the company's."""

    def site(public_id: str) -> Address | None:
        return Address.objects.filter(public_id=public_id, company__pk=company_id or 0).first()

    def contact(public_id: str) -> Contact | None:
        return visible_contacts(actor).filter(public_id=public_id).first()

    return {"owner": person_of, "site": site, "guards": contact}
