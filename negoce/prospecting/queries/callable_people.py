"""Which number to call at each of many companies, and whom to ask for; or why none may be called (R-G3, licences)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils import timezone

from negoce.companies.enums import Channel, ContactPurpose
from negoce.companies.models import Company, Contact
from negoce.companies.queries.reach_limits import limits_on_companies
from negoce.companies.queries.reachable import Asked, asked_of, reaches
from negoce.companies.rules.decision_power import OUTSIDERS, nearness
from negoce.companies.rules.legal_forms import ABBREVIATIONS
from negoce.companies.rules.privacy.reach import Reach
from negoce.kit.narrow import own_columns
from negoce.prospecting.models import CallTarget

_PURPOSE = ContactPurpose.PROFESSIONAL
# Beyond so many at one company, the switchboard serves.
_MOST_PEOPLE = 20
_CONTACT = (
    *own_columns(Contact),
    "current_post__decision_power",
    "current_post__company",
)
_OWN_NAME = ABBREVIATIONS["EI"]


@dataclass(frozen=True, slots=True)
class Called:
    """A number to call at a company and whom to ask for, when somebody is known; else `why` none may be called."""

    number: str = ""
    contact_id: int | None = None
    why: str = ""


def callable_at(companies: Sequence[Company]) -> Mapping[int, Called]:
    """What to call at each company, by key; constant queries for some hundreds of companies.

    Whoever decides is asked for first, on their own line, else through the switchboard. Numbers of people who oppose
    calls are left, and those of people or companies that a licence no longer lets us call.
    """
    people = _people([company.pk for company in companies])
    asked = [each for company in companies for each in _asked(company, people[company.pk])]
    decided = reaches([each.asked for each in asked], Channel.PHONE, _PURPOSE)
    limits = limits_on_companies([company.pk for company in companies], Channel.PHONE, timezone.localdate())
    found: dict[int, Called] = {}
    refused: dict[int, str] = {}
    for each, reach in zip(asked, decided, strict=True):
        if each.company_id in found:
            continue
        if not each.is_own and each.company_id in limits:
            refused.setdefault(each.company_id, limits[each.company_id].code)
        elif not reach.allowed:
            refused.setdefault(each.company_id, reach.reason.code)
        else:
            found[each.company_id] = Called(each.asked.value, each.asked.contact_id)
    return {
        company.pk: found.get(company.pk) or Called(why=refused.get(company.pk, "call.no_number"))
        for company in companies
    }


def may_call_target(target: CallTarget) -> Reach:
    """The same of one number of a session, asked again at the moment when it would be called."""
    contact, number = target.contact, target.number
    is_own = contact is not None and number in (contact.phone, contact.mobile)
    asked = [asked_of(contact if is_own else None, number)]
    if contact is not None and not is_own:
        asked.append(asked_of(contact, number))
    decided = reaches(asked, Channel.PHONE, _PURPOSE)
    limits = limits_on_companies([target.company_id], Channel.PHONE, timezone.localdate())
    if target.company_id in limits and not is_own:
        return Reach(False, limits[target.company_id])
    return next((each for each in decided if not each.allowed), decided[0])


def _people(company_ids: Sequence[int]) -> Mapping[int, list[Contact]]:
    rows = (
        Contact.objects.filter(company_id__in=company_ids, deleted_at__isnull=True, erased_at__isnull=True)
        .select_related("current_post")
        .only(*_CONTACT)
        .order_by("pk")
    )
    found: dict[int, list[Contact]] = defaultdict(list)
    for row in rows:
        found[row.company_id].append(row)
    for people in found.values():
        people.sort(
            key=lambda person: (nearness(_power(person)), not (person.phone or person.mobile), person.pk)
        )
    return found


def _power(person: Contact) -> str:
    return person.current_post.decision_power if person.current_post is not None else ""


@dataclass(frozen=True, slots=True)
class _Way:
    """One way to call a company: a number, whom to ask for, and whether it is their own line."""

    company_id: int
    asked: Asked
    is_own: bool


def _asked(company: Company, people: Sequence[Contact]) -> list[_Way]:
    """The ways to call a company, in the order in which they are tried: who decides first, nobody named last."""
    ways = []
    for person in people[:_MOST_PEOPLE]:
        if _power(person) in OUTSIDERS:
            continue
        own = [number for number in (person.phone, person.mobile) if number]
        ways += [_Way(company.pk, asked_of(person, number), is_own=True) for number in own]
        if not own and company.phone:
            ways.append(_Way(company.pk, asked_of(person, company.phone), is_own=False))
    if company.phone:
        # Who trades in their own name is who answers there: their refusal is of that line too.
        trader = people[0] if people and company.legal_form == _OWN_NAME else None
        ways.append(_Way(company.pk, asked_of(trader, company.phone), is_own=False))
    return ways
