"""Finds people: colleagues for pickers, who opposed what."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from negoce.companies.enums import Channel
from negoce.companies.models import Contact, Opposition
from negoce.companies.queries.visible import visible_contacts
from negoce.companies.rules.privacy.opposition import OppositionFact, channels_opposed
from negoce.identity.rules.actor import Actor
from negoce.kit.text import name_key

_READ_AT_MOST = 200


def opposed_channels(contact_ids: Iterable[int]) -> Mapping[int, Mapping[Channel, date]]:
    """The channels that each of these contacts closed, with the day, in one query; absent when none is."""
    facts: dict[int, list[OppositionFact]] = defaultdict(list)
    rows = Opposition.objects.filter(contact_id__in=list(contact_ids), lifted_on__isnull=True)
    for key, channel, opposed_on in rows.order_by("id").values_list("contact_id", "channel", "opposed_on"):
        facts[key or 0].append(OppositionFact(Channel(channel), opposed_on))
    return {key: channels_opposed(found) for key, found in facts.items()}


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
