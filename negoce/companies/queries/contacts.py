"""Finds people: those who may be the one being entered, colleagues for pickers, who opposed what."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from negoce.companies.enums import Channel
from negoce.companies.models import Company, Contact, Opposition
from negoce.companies.permissions import may_read_field
from negoce.companies.queries.visible import visible_contacts
from negoce.companies.rules.duplicates.while_typing import is_near_person
from negoce.companies.rules.emails import parse_email
from negoce.companies.rules.phones import parse_phone
from negoce.companies.rules.privacy.opposition import OppositionFact, channels_opposed
from negoce.identity.rules.actor import Actor
from negoce.kit.text import name_key

_ENOUGH = 6
_READ_AT_MOST = 200


@dataclass(frozen=True, slots=True)
class PersonCandidate:
    """A person who may be the one being entered.

    All but `owner_name` is empty when the actor may not see them: somebody else knows this person, no more
    is told. `same` names what is the same: "email", "phone" or "name".
    """

    same: str
    owner_name: str
    name: str = ""
    function: str = ""
    company_name: str = ""
    public_id: str = ""


def opposed_channels(contact_ids: Iterable[int]) -> Mapping[int, Mapping[Channel, date]]:
    """The channels that each of these contacts closed, with the day, in one query; absent when none is."""
    facts: dict[int, list[OppositionFact]] = defaultdict(list)
    rows = Opposition.objects.filter(contact_id__in=list(contact_ids), lifted_on__isnull=True)
    for key, channel, opposed_on in rows.order_by("id").values_list("contact_id", "channel", "opposed_on"):
        facts[key or 0].append(OppositionFact(Channel(channel), opposed_on))
    return {key: channels_opposed(found) for key, found in facts.items()}


def find_similar_people(
    actor: Actor,
    *,
    company: Company | None = None,
    first_name: str = "",
    last_name: str = "",
    email: str = "",
    numbers: Sequence[str] = (),
) -> Sequence[PersonCandidate]:
    """People of the whole file with this e-mail or number, of `company` with nearly this name; at most six.

    At most four queries, each through an index.
    """
    found: dict[int, tuple[Contact, str]] = {}
    address = parse_email(email).value
    if address:
        _add(found, _alive().filter(email=address), "email")
    known = [number for number in (parse_phone(each).value for each in numbers) if number]
    if known:
        held = Q(phone__in=known)
        if may_read_field(actor, "contact", "mobile"):
            # To who may not read mobiles, an answer would tell whose this one is.
            held |= Q(mobile__in=known)
        _add(found, _alive().filter(held), "phone")
    if company is not None and last_name.strip():
        rows = list(_alive().filter(company=company).order_by("name_key", "id")[:_READ_AT_MOST])
        for row in rows:
            if is_near_person(first_name, last_name, row.first_name, row.last_name):
                found.setdefault(row.pk, (row, "name"))
    return _as_seen_by(actor, list(found.values())[:_ENOUGH])


def colleagues(actor: Actor, company_id: int, but: int | None = None) -> Sequence[Contact]:
    """The visible people of a company, by name, for pickers; at most two hundred."""
    rows = visible_contacts(actor).filter(company_id=company_id).exclude(pk=but or 0)
    return list(rows.order_by("name_key", "id")[:_READ_AT_MOST])


def search_people(actor: Actor, text: str, *, but_company: int, limit: int = 8) -> Sequence[Contact]:
    """Visible people whose name begins so and whose main post is in another company, for pickers; one query."""
    key = name_key(text)
    if len(key) < 2:
        return []
    rows = visible_contacts(actor).filter(name_key__startswith=key).exclude(company_id=but_company)
    return list(rows.select_related("company", "current_post").order_by("name_key", "id")[:limit])


def _alive() -> QuerySet[Contact]:
    rows = Contact.objects.filter(
        deleted_at__isnull=True, erased_at__isnull=True, company__deleted_at__isnull=True
    )
    return rows.select_related("company__owner", "current_post").order_by("name_key", "id")


def _add(found: dict[int, tuple[Contact, str]], rows: QuerySet[Contact], same: str) -> None:
    for row in rows[:_ENOUGH]:
        found.setdefault(row.pk, (row, same))


def _as_seen_by(actor: Actor, found: Sequence[tuple[Contact, str]]) -> Sequence[PersonCandidate]:
    if not found:
        return []
    keys = [row.pk for row, _same in found]
    seen = set(visible_contacts(actor).filter(pk__in=keys).values_list("pk", flat=True))
    return [_candidate(row, same, row.pk in seen) for row, same in found]


def _candidate(row: Contact, same: str, seen: bool) -> PersonCandidate:
    owner = row.company.owner
    owner_name = owner.full_name if owner else ""
    if not seen:
        return PersonCandidate(same, owner_name)
    function = row.current_post.function if row.current_post else ""
    return PersonCandidate(same, owner_name, row.full_name, function, row.company.name, row.public_id)
