"""What the sheet and the calendar file of a tour say of each company: address, people, promises."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from negoce.companies.enums import ActivityState, AddressKind, Channel, ContactPurpose, ReportItemKind
from negoce.companies.models import Activity, Address, Contact
from negoce.companies.permissions import may_read_field
from negoce.companies.queries.reachable import asked_of, reaches
from negoce.companies.queries.visible import visible_contacts
from negoce.companies.rules.phones import format_phone
from negoce.identity.rules.actor import Actor

MOST_PEOPLE, MOST_PROMISES = 2, 3


@dataclass(frozen=True, slots=True)
class KnownOfCompany:
    """The head office in one line, who is met there, the telephones that R-G3 lets call, what was promised."""

    address: str
    people: Sequence[str]
    phones: Sequence[str]
    promises: Sequence[str]


def known_of(actor: Actor, company_ids: Sequence[int]) -> Mapping[int, KnownOfCompany]:
    """What is known of companies that the actor sees; as many queries whatever their number."""
    addresses = Address.objects.filter(company_id__in=company_ids, kind=AddressKind.HEAD_OFFICE.value)
    streets = {row.company_id: row for row in addresses.order_by("pk")}
    people: dict[int, list[Contact]] = {}
    for person in (
        visible_contacts(actor)
        .filter(company_id__in=company_ids)
        .select_related("current_post")
        .order_by("pk")
    ):
        people.setdefault(person.company_id, []).append(person)
    promised: dict[int, list[str]] = {}
    tasks = Activity.objects.filter(
        company_id__in=company_ids,
        state=ActivityState.PLANNED.value,
        deleted_at__isnull=True,
        from_report_item__kind=ReportItemKind.PROMISE.value,
    )
    for company_id, subject in tasks.order_by("starts_at", "pk").values_list("company_id", "subject"):
        promised.setdefault(company_id, []).append(subject)
    shown = {key: found[:MOST_PEOPLE] for key, found in people.items()}
    numbers = _numbers(actor, [each for found in shown.values() for each in found])
    return {
        key: KnownOfCompany(
            address=_line(streets.get(key)),
            people=[_name(each) for each in shown.get(key, [])],
            phones=[numbers[each.pk] for each in shown.get(key, []) if each.pk in numbers],
            promises=promised.get(key, [])[:MOST_PROMISES],
        )
        for key in company_ids
    }


def _line(row: Address | None) -> str:
    if row is None:
        return ""
    return ", ".join(part for part in (row.line1, row.line2, f"{row.postal_code} {row.city}".strip()) if part)


def _name(person: Contact) -> str:
    post = person.current_post
    title = getattr(post, "function", "") if post else ""
    return f"{person.first_name} {person.last_name}{f' ({title})' if title else ''}".strip()


def _numbers(actor: Actor, people: Sequence[Contact]) -> Mapping[int, str]:
    """The number at which each may be called, the mobile first: R-G3 is asked of each number, not of the person."""
    names = ("mobile", "phone") if may_read_field(actor, "contact", "mobile") else ("phone",)
    given = [(person, value) for person in people for name in names if (value := getattr(person, name))]
    asked = [asked_of(person, value) for person, value in given]
    found: dict[int, str] = {}
    decided = reaches(asked, Channel.PHONE, ContactPurpose.PROFESSIONAL)
    for (person, value), reach in zip(given, decided, strict=True):
        if reach.allowed and person.pk not in found:
            found[person.pk] = format_phone(value)
    return found
