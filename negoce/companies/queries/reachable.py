"""Whom of many people a channel may reach, and why: the gate of messages asked of thousands at once (R-G3)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from django.utils.timezone import localdate

from negoce.companies.enums import Channel, ContactPurpose
from negoce.companies.models import Contact, DigestKey, Opposition, OppositionDigest
from negoce.companies.queries.reach_limits import limits_on_contacts
from negoce.companies.rules.emails import is_generic_email, parse_email
from negoce.companies.rules.privacy.digest import COORDINATES, address_digests, coordinate_digest
from negoce.companies.rules.privacy.reach import Reach, ReachFacts, may_reach
from negoce.kit.explain import Explanation

# Keys in one question: under what SQLite takes at once.
_AT_ONCE = 10_000
_KEY_NAME = "opposition"
_Key = TypeVar("_Key", int, str)


@dataclass(frozen=True, slots=True)
class Asked:
    """One coordinate to be reached, an address or a number in E.164, and who reads or answers there, if known.

    `is_generic` says that a number is the switchboard of a company; of an address it is worked out. `value` is empty
    for channels without coordinates (letters, networks).
    """

    value: str = ""
    contact_id: int | None = None
    informed_on: date | None = None
    is_erased: bool = False
    is_deleted: bool = False
    is_generic: bool = False


def asked_of(contact: Contact | None, value: str = "") -> Asked:
    """What is asked about a contact at one of its coordinates; None and a number: a switchboard."""
    if contact is None:
        return Asked(value, is_generic=True)
    return Asked(
        value,
        contact.pk,
        contact.informed_on,
        is_erased=contact.erased_at is not None,
        is_deleted=contact.deleted_at is not None,
    )


def reaches(
    asked: Sequence[Asked],
    channel: Channel,
    purpose: ContactPurpose,
    *,
    is_job_related: bool = True,
    use: str = "",
) -> Sequence[Reach]:
    """Whether each may be reached by `channel`, in their order; constant queries for up to 10,000 people.

    For e-mail the answer is that of the gate of messages (`outbox/actions/gate.py`), reason for reason. Whom the
    licence of a file forbids to prospect is refused too (`reach_limits.py`); `use` names the mailing or the session
    that asks.
    """
    known = _Known.of(asked, channel)
    decided = [_decide(one, channel, purpose, known, is_job_related=is_job_related) for one in asked]
    if purpose is ContactPurpose.CONTRACTUAL:
        return decided
    limits: dict[int, Explanation] = {}
    for part in _parts(sorted({one.contact_id for one in asked if one.contact_id is not None})):
        limits |= limits_on_contacts(part, channel, localdate(), use=use)
    return [
        Reach(False, limits[one.contact_id]) if reach.allowed and one.contact_id in limits else reach
        for one, reach in zip(asked, decided, strict=True)
    ]


def reachable(
    contacts: Iterable[Contact],
    channel: Channel,
    purpose: ContactPurpose,
    *,
    is_job_related: bool = True,
    use: str = "",
) -> Mapping[int, Reach]:
    """Whether each contact may be reached by `channel`, by key; of two numbers the one that may be called decides."""
    asked = [
        one
        for contact in contacts
        for one in [asked_of(contact, value) for value in _values(contact, channel)]
    ]
    found: dict[int, Reach] = {}
    decided = reaches(asked, channel, purpose, is_job_related=is_job_related, use=use)
    for one, reach in zip(asked, decided, strict=True):
        key = one.contact_id or 0
        if key not in found or (reach.allowed and not found[key].allowed):
            found[key] = reach
    return found


def _values(contact: Contact, channel: Channel) -> Sequence[str]:
    names = COORDINATES[channel]
    given = [str(getattr(contact, name)) for name in names]
    return [value for value in given if value] or [""]


@dataclass(frozen=True, slots=True)
class _Known:
    """The refusals that matter: the first day by contact, by digest, and the digests whose owner was erased."""

    key: str
    by_contact: Mapping[int, date]
    by_digest: Mapping[str, date]
    erased: frozenset[str]

    @staticmethod
    def of(asked: Sequence[Asked], channel: Channel) -> _Known:
        key = DigestKey.objects.filter(name=_KEY_NAME).values_list("value", flat=True).first() or ""
        if not key:
            return _Known("", {}, {}, frozenset())
        digests = sorted({digest for one in asked for digest in _digests(key, one.value, channel)})
        by_digest: dict[str, date] = {}
        erased: set[str] = set()
        for part in _parts(digests):
            rows = OppositionDigest.objects.filter(
                digest__in=part, opposition__channel=channel.value, opposition__lifted_on__isnull=True
            )
            for digest, day, contact_id in rows.order_by("pk").values_list(
                "digest", "opposition__opposed_on", "opposition__contact_id"
            ):
                by_digest[digest] = min(day, by_digest.get(digest, day))
                if contact_id is None:
                    erased.add(digest)
        return _Known(key, _own(asked, channel), by_digest, frozenset(erased))


def _own(asked: Sequence[Asked], channel: Channel) -> Mapping[int, date]:
    found: dict[int, date] = {}
    keys = sorted({one.contact_id for one in asked if one.contact_id is not None})
    for part in _parts(keys):
        rows = Opposition.objects.filter(
            contact_id__in=part, channel=channel.value, lifted_on__isnull=True
        ).order_by("pk")
        for contact_id, day in rows.values_list("contact_id", "opposed_on"):
            found[contact_id or 0] = min(day, found.get(contact_id or 0, day))
    return found


def _parts(keys: Sequence[_Key]) -> Iterable[Sequence[_Key]]:
    for start in range(0, len(keys), _AT_ONCE):
        yield keys[start : start + _AT_ONCE]


def _digests(key: str, value: str, channel: Channel) -> Sequence[str]:
    """What an opposition is recognised by; of an address also what stands before the plus reaches."""
    if channel is Channel.EMAIL:
        return sorted(address_digests(key, value))
    if not value or not COORDINATES[channel]:
        return []
    return [coordinate_digest(key, "phone", value)]


def _decide(
    one: Asked, channel: Channel, purpose: ContactPurpose, known: _Known, *, is_job_related: bool
) -> Reach:
    is_email = channel is Channel.EMAIL
    room = "address" if is_email else "reach"
    if is_email and parse_email(one.value).value is None:
        return Reach(False, Explanation("address.invalid", {"address": one.value[:80]}))
    if one.is_erased:
        return Reach(False, Explanation(f"{room}.erased"))
    if one.is_deleted:
        return Reach(False, Explanation(f"{room}.deleted"))
    if COORDINATES[channel] and not one.value:
        return Reach(False, Explanation("reach.no_coordinate"))
    digests = _digests(known.key, one.value, channel) if known.key else []
    # A number goes to the successor, an address does not: who was erased is still its owner.
    if is_email and not known.erased.isdisjoint(digests):
        return Reach(False, Explanation("address.erased"))
    days = [known.by_digest[each] for each in digests if each in known.by_digest]
    if one.contact_id is not None and one.contact_id in known.by_contact:
        days.append(known.by_contact[one.contact_id])
    return may_reach(
        ReachFacts(
            channel=channel,
            purpose=purpose,
            opposed_on=min(days, default=None),
            informed_on=one.informed_on,
            is_generic=is_generic_email(one.value) if is_email else one.is_generic,
            is_job_related=is_job_related,
        )
    )
