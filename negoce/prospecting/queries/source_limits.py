"""Whom the licences of files forbid to prospect by a channel, in constant queries whatever the number."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count, Max, Q, QuerySet
from django.utils import timezone

from negoce.companies.enums import ActivityState, Channel, Direction
from negoce.companies.models import Activity, Contact
from negoce.companies.queries.relation_facts import last_dealings
from negoce.kit.explain import Explanation
from negoce.prospecting.enums import SourceKind
from negoce.prospecting.models import FileSource, SourcedCompany, SourcedContact
from negoce.prospecting.rules.licence import Licence, SourcedFacts, licence_leave


@dataclass(frozen=True, slots=True)
class Blocked:
    """The companies and the people who may not be prospected, by key, with the reason."""

    companies: Mapping[int, Explanation] = field(default_factory=dict)
    contacts: Mapping[int, Explanation] = field(default_factory=dict)


def blocked(
    *,
    contact_ids: Iterable[int] = (),
    company_ids: Iterable[int] = (),
    channel: Channel,
    today: date,
    use: str = "",
) -> Blocked:
    """Whom a licence that ended, that is used up or that leaves the channel out forbids to prospect.

    `use` is the key of the use under way (`note_use`): a mailing is not stopped by itself.
    """
    return Blocked(
        companies=blocked_companies(sorted(set(company_ids)), channel, today, use),
        contacts=blocked_contacts(sorted(set(contact_ids)), channel, today, use),
    )


def blocked_contacts(
    keys: Sequence[int], channel: Channel, today: date, use: str = ""
) -> Mapping[int, Explanation]:
    """The people among `keys` who may not be prospected so, with the reason; at most five queries."""
    links = _links(SourcedContact.objects.all(), "contact_id", keys)
    if not links:
        return {}
    people = Contact.objects.filter(pk__in=links).order_by().values_list("pk", "last_sign_on", "company_id")
    signs, companies = {}, {}
    for key, sign, company in people:
        signs[key], companies[key] = sign, company
    orders = last_dealings(sorted(set(companies.values())))
    ordered = {key: orders[company] for key, company in companies.items() if company in orders}
    return _decide(links, signs, ordered, channel, today, use)


def blocked_companies(
    keys: Sequence[int], channel: Channel, today: date, use: str = ""
) -> Mapping[int, Explanation]:
    """The same for companies: they answered when one of their people did; at most six queries."""
    links = _links(SourcedCompany.objects.all(), "company_id", keys)
    if not links:
        return {}
    return _decide(links, company_signs(list(links)), last_dealings(list(links)), channel, today, use)


def company_signs(keys: Sequence[int]) -> Mapping[int, date]:
    """The last day each company gave a sign: one of its people, or an exchange that it began."""
    of_people = Contact.objects.filter(company_id__in=keys, last_sign_on__isnull=False).order_by()
    found: dict[int, date] = dict(
        of_people.values("company_id").annotate(day=Max("last_sign_on")).values_list("company_id", "day")
    )
    began = Activity.objects.filter(
        company_id__in=keys,
        direction=Direction.INCOMING.value,
        state=ActivityState.DONE.value,
        deleted_at__isnull=True,
    )
    for key, moment in (
        began.order_by().values("company_id").annotate(at=Max("starts_at")).values_list("company_id", "at")
    ):
        day = timezone.localdate(moment)
        found[key] = max(day, found.get(key, day))
    return found


def licences(source_ids: Iterable[int], use: str = "") -> Mapping[int, Licence]:
    """The licences of these sources, by key, without the use under way; one query."""
    made = Count("uses", filter=~Q(uses__key=use)) if use else Count("uses")
    rows = FileSource.objects.filter(pk__in=sorted(set(source_ids))).annotate(made=made).order_by("pk")
    return {each.pk: licence_of(each, each.made) for each in rows}


def licence_of(source: FileSource, uses_made: int) -> Licence:
    """What the rule asks of a source."""
    return Licence(
        name=source.name,
        kind=SourceKind(source.kind),
        channels=frozenset(Channel(each) for each in source.channels),
        starts_on=source.starts_on,
        ends_on=source.ends_on,
        uses_allowed=source.uses_allowed,
        uses_made=uses_made,
    )


def _links(rows: QuerySet[Any], column: str, keys: Sequence[int]) -> dict[int, list[tuple[int, date, bool]]]:
    found: dict[int, list[tuple[int, date, bool]]] = defaultdict(list)
    if keys:
        told = rows.filter(**{f"{column}__in": list(keys)}).order_by("pk")
        for key, source, day, created in told.values_list(column, "source_id", "brought_on", "created"):
            found[key].append((source, day, created))
    return found


def _decide(
    links: Mapping[int, Sequence[tuple[int, date, bool]]],
    signs: Mapping[int, date | None],
    orders: Mapping[int, date],
    channel: Channel,
    today: date,
    use: str,
) -> Mapping[int, Explanation]:
    held = licences((source for told in links.values() for source, _day, _created in told), use)
    refused = {}
    for key, told in links.items():
        facts = SourcedFacts(
            brought_on=min(day for _source, day, _created in told),
            known_before=not any(created for _source, _day, created in told),
            answered_on=signs.get(key),
            ordered_on=orders.get(key),
        )
        leave = licence_leave([held[source] for source, _day, _created in told], facts, channel, today)
        if not leave.allowed:
            refused[key] = leave.reason
    return refused
