"""Turns what somebody said of themselves into a company and a person of the file, those that are known first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from django.db import transaction

from negoce.companies.actions.company_create import create_company
from negoce.companies.actions.contacts.create import create_contact
from negoce.companies.actions.custom_given import insert_given, read_given
from negoce.companies.enums import Channel, OriginChannel
from negoce.companies.models import Company, Contact
from negoce.companies.queries.visible import visible_companies
from negoce.identity.rules.actor import Actor, system_actor
from negoce.kit.refusal import Refused
from negoce.kit.text import fold
from negoce.prospecting.actions.lead_inform import Believed, note_informed, shown_by_us
from negoce.prospecting.queries.known_company import Looked, found_again
from negoce.prospecting.queries.mailbox import in_mailbox

# What the file may refuse on its own is left out rather than lose the whole.
_OPTIONAL = ("siren", "website", "postal_code", "city", "phone", "function")


@dataclass(frozen=True, slots=True)
class Brought:
    """What was said: raw values by field of company and of contact, custom values by key, and where they come from.

    `owner_id` follows a company that is new; `informed_on` is the day of the notice, None when none was given, and
    `believed` says whether it holds for somebody who is known.
    """

    company: Mapping[str, object]
    contact: Mapping[str, object]
    channel: OriginChannel
    detail: str
    source: str
    informed_on: date | None
    informed_through: Channel | None
    believed: Believed = shown_by_us
    owner_id: int | None = None
    language: str = "fr"
    custom: Mapping[str, Mapping[str, object]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Lead:
    """Whom it came to: `why` says how a known company was recognised, "" for one that is new."""

    company: Company
    contact: Contact | None
    is_new_company: bool
    is_new_contact: bool
    why: str = ""


def bring_lead(actor: Actor, brought: Brought, *, looked: Looked | None = None) -> Lead:
    """Find the person by their address, else the company by what can hardly be a coincidence, else write them down.

    Nothing that the file holds is overwritten. Inside the caller's transaction, before which `looked` is what
    `look_up` found, so that nobody waits while names are compared. The exchange that the caller writes down is the
    sign of the person (R-G1). A company that the actor does not see is written to in the program's name. Raises Refused
    for a value that the file refuses.
    """
    known = _person_at(str(brought.contact.get("email") or ""))
    if known is not None:
        _inform(actor, known, brought)
        return Lead(known.company, known, False, False, "email")
    company, why = found_again(looked, brought.company, brought.contact)
    is_new = company is None
    if company is None:
        values = {**brought.company, "origin_channel": brought.channel.value, "origin_detail": brought.detail}
        company = create_company(actor, values={**values, "owner": brought.owner_id})
        _add_custom(actor, "company", company.pk, brought)
    writer = actor if _sees(actor, company) else system_actor(actor.name)
    contact, is_new_contact = _person_in(actor, writer, company, brought)
    return Lead(company, contact, is_new, is_new_contact, why)


def bring_what_is_taken(actor: Actor, brought: Brought, *, looked: Looked | None = None) -> Lead:
    """The same, each value that may be left out and that the file refuses being left out alone. Raises Refused."""
    while True:
        try:
            with transaction.atomic():
                return bring_lead(actor, brought, looked=looked)
        except Refused as refused:
            less = _without_what_is_refused(brought, refused)
            if less == brought:
                raise
            brought = less


def _without_what_is_refused(brought: Brought, refused: Refused) -> Brought:
    """The same when nothing of what is refused can be left out."""
    own = {name for name in refused.fields if name in _OPTIONAL}
    return replace(
        brought,
        company={name: value for name, value in brought.company.items() if name not in own},
        contact={name: value for name, value in brought.contact.items() if name not in own},
        custom={
            kind: {key: value for key, value in given.items() if key not in refused.fields}
            for kind, given in brought.custom.items()
        },
    )


def _person_at(email: str) -> Contact | None:
    if not email:
        return None
    # Companies are read apart: joined, a table just filled would be read through. A mailbox has few rows.
    rows = Contact.objects.filter(in_mailbox(email), deleted_at__isnull=True, erased_at__isnull=True)
    return max(
        (each for each in rows.order_by().prefetch_related("company") if each.company.deleted_at is None),
        # As it is written comes first.
        key=lambda each: (each.email == email, each.updated_at, each.pk),
        default=None,
    )


def _person_in(
    actor: Actor, writer: Actor, company: Company, brought: Brought
) -> tuple[Contact | None, bool]:
    """Somebody of this very name without an address is taken for the person; a telephone or a name is enough to ask."""
    values = {name: value for name, value in brought.contact.items() if value}
    if not values.get("last_name"):
        return None, False
    if not values.get("email"):
        named = [
            each
            for each in Contact.objects.filter(
                company=company, deleted_at__isnull=True, erased_at__isnull=True
            ).order_by("pk")
            if _same_name(each, values)
        ]
        if len(named) == 1:
            _inform(actor, named[0], brought)
            return named[0], False
    through = brought.informed_through.value if brought.informed_through is not None else None
    informed = {
        "informed_on": brought.informed_on,
        "informed_through": through if brought.informed_on is not None else None,
        "information_source": brought.source,
        "language": brought.language,
    }
    contact = create_contact(writer, company=company, values={**values, **informed})
    _add_custom(writer, "contact", contact.pk, brought)
    return contact, True


def _same_name(known: Contact, values: Mapping[str, object]) -> bool:
    said = fold(f"{values.get('first_name') or ''} {values['last_name']}")
    return fold(f"{known.first_name} {known.last_name}") == said


def _inform(actor: Actor, contact: Contact, brought: Brought) -> None:
    """The person was told now, when whoever says so is believed."""
    day = brought.informed_on
    if day is None or contact.informed_on is not None or not brought.believed(actor, contact, day):
        return
    note_informed(actor, contact, day, brought.informed_through, proof=brought.source)


def _add_custom(actor: Actor, kind: str, key: int, brought: Brought) -> None:
    given = brought.custom.get(kind, {})
    if not given:
        return
    insert_given(kind, {key: read_given(actor, kind, given)})


def _sees(actor: Actor, company: Company) -> bool:
    return visible_companies(actor).filter(pk=company.pk).exists()
