"""Whom of a company's people a mailing writes to, and who is left out for want of an address. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass

from negoce.companies.rules.decision_power import nearness
from negoce.prospecting.enums import MailingAudience, MailingKind

NO_READER, NO_ADDRESS, NO_PLACE = "mailing.no_reader", "mailing.no_address", "mailing.no_place"
SAME_ADDRESS, GENERIC = "mailing.same_address", "mailing.generic"


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody of a company; `address` is their e-mail, empty when there is none.

    `is_subscribed` says that they asked for the newsletter.
    """

    key: int
    address: str = ""
    power: str = ""
    department: str = ""
    is_subscribed: bool = False


@dataclass(frozen=True, slots=True)
class Wanted:
    """Whom a mailing is for."""

    kind: MailingKind
    audience: MailingAudience
    powers: frozenset[str] = frozenset()
    departments: frozenset[str] = frozenset()


def readers_wanted(people: Sequence[Reader], wanted: Wanted) -> Sequence[Reader]:
    """Return whom of one company the mailing is for, with or without an address; when it is for one, in which order.

    Of several, whoever decides comes first, then signs, buys, prescribes, advises, uses; somebody with an address
    before anybody without, for an e-mail; the one known longest before another. The first who may be reached gets it.
    """
    if wanted.audience is MailingAudience.POWERS:
        return [each for each in people if each.power in wanted.powers]
    if wanted.audience is MailingAudience.DEPARTMENT:
        return [each for each in people if each.department in wanted.departments]
    if wanted.audience is MailingAudience.NEWSLETTER:
        return [each for each in people if each.is_subscribed]
    if wanted.audience is MailingAudience.ALL:
        return list(people)
    needs_address = wanted.kind is MailingKind.EMAIL
    return sorted(
        people, key=lambda each: (needs_address and not each.address, nearness(each.power), each.key)
    )


def first_of_each(addresses: Iterable[str], written: Set[str]) -> Sequence[bool]:
    """Tell of each address whether it is the first of its kind: `written` ones and repeats get nothing more."""
    seen = set(written)
    told = []
    for address in addresses:
        told.append(not address or address not in seen)
        seen.add(address)
    return told
