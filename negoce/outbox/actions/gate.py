"""Asks whether a message may go to an address: when it is asked for, and again when it is about to leave."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils import timezone

from negoce.companies.actions.people.opposition_digests import known_digest_key
from negoce.companies.enums import Channel, ContactPurpose
from negoce.companies.models import Contact, Opposition, OppositionDigest
from negoce.companies.queries.reach_limits import limits_on_companies, limits_on_contacts
from negoce.companies.rules.emails import is_generic_email, parse_email, without_tag
from negoce.companies.rules.privacy.digest import address_digests
from negoce.companies.rules.privacy.reach import Reach, ReachFacts, may_reach
from negoce.kit.explain import Explanation
from negoce.outbox.enums import BounceKind
from negoce.outbox.models import BouncedAddress, StoppedAddress
from negoce.outbox.words.reasons import stored


def decide(
    address: str,
    contact: Contact | None,
    purpose: ContactPurpose,
    *,
    company_id: int | None = None,
    is_job_related: bool = True,
    under_way: bool = False,
) -> Reach:
    """Whether a message may go to `address`, where `contact` reads if known, else somebody of a company; R-G3.

    An address that is none, or whose owner was erased, is refused whatever the purpose: an invoice too. One that
    takes no mail is not solicited again; what a contract needs is tried all the same. Nor is whom the licence of a
    file forbids: for a message `under_way`, a use that the licence counts already does not. In some ten queries.
    """
    if parse_email(address).value is None:
        return Reach(False, Explanation("address.invalid", {"address": address[:80]}))
    if contact is not None and contact.erased_at is not None:
        return Reach(False, Explanation("address.erased"))
    if contact is not None and contact.deleted_at is not None:
        return Reach(False, Explanation("address.deleted"))
    opposed, is_erased = _oppositions(address, contact)
    if is_erased:
        return Reach(False, Explanation("address.erased"))
    if purpose is not ContactPurpose.CONTRACTUAL and is_stopped(address):
        return Reach(False, Explanation("address.stopped"))
    # A refusal is the reason before any other: who asks why goes by it.
    is_solicited = purpose is not ContactPurpose.CONTRACTUAL and not opposed
    if is_solicited and (day := bounced_on(address)) is not None:
        return Reach(False, Explanation("address.bounced", {"day": day}))
    reach = may_reach(
        ReachFacts(
            channel=Channel.EMAIL,
            purpose=purpose,
            opposed_on=min(opposed, default=None),
            informed_on=contact.informed_on if contact is not None else None,
            is_generic=is_generic_email(address),
            is_job_related=is_job_related,
        )
    )
    if reach.allowed and purpose is not ContactPurpose.CONTRACTUAL:
        limit = _limit(contact, company_id)
        if limit is not None and not (under_way and limit.code == "licence.used_up"):
            return Reach(False, limit)
    return reach


def _limit(contact: Contact | None, company_id: int | None) -> Explanation | None:
    """Why the licence of a file forbids to write to a person, or to a company where nobody in particular is known."""
    today = timezone.localdate()
    if contact is not None:
        return limits_on_contacts([contact.pk], Channel.EMAIL, today).get(contact.pk)
    if company_id is not None:
        return limits_on_companies([company_id], Channel.EMAIL, today).get(company_id)
    return None


def bounced_on(address: str) -> date | None:
    """The day on which a server said that this address takes no mail; None when none did, or it changed."""
    rows = BouncedAddress.objects.filter(address=address.lower(), kind=BounceKind.HARD.value)
    at = rows.order_by().values_list("last_at", flat=True).first()
    return timezone.localtime(at).date() if at is not None else None


def is_stopped(address: str) -> bool:
    """Whether the reader of a mailbox said stop while no person was known there; it holds once one is."""
    return StoppedAddress.objects.filter(address__in=ways_to_write(address)).exists()


def last_refused_on(address: str, contact: Contact | None) -> date | None:
    """The last day on which this person, or whoever reads this address, refused e-mails of prospecting."""
    opposed, _is_erased = _oppositions(address, contact)
    stopped = StoppedAddress.objects.filter(address__in=ways_to_write(address)).order_by()
    days = (timezone.localdate(at) for at in stopped.values_list("at", flat=True))
    return max([*opposed, *days], default=None)


def ways_to_write(address: str) -> Sequence[str]:
    """How a stop at this address may be kept: by its mailbox, or as it was written."""
    return sorted({address.lower(), without_tag(address).lower()})


def decision(reach: Reach, *, is_job_related: bool) -> dict[str, object]:
    """A decision as a message keeps it, with its moment."""
    return {
        **stored(reach.reason),
        "allowed": reach.allowed,
        "at": timezone.now().isoformat(),
        "is_job_related": is_job_related,
    }


def _oppositions(address: str, contact: Contact | None) -> tuple[Sequence[date], bool]:
    """The days when e-mail was opposed, by this person or by whoever has this address; whether they were erased."""
    key = known_digest_key()
    # What stands behind a plus (jean+devis@…) reaches the same mailbox: it is no way round a refusal.
    digests = address_digests(key, address) if key else frozenset()
    rows = OppositionDigest.objects.filter(
        digest__in=sorted(digests),
        opposition__channel=Channel.EMAIL.value,
        opposition__lifted_on__isnull=True,
    )
    known = list(rows.order_by("pk").values_list("opposition__opposed_on", "opposition__contact_id"))
    days = [day for day, _contact in known]
    if contact is not None:
        own = Opposition.objects.filter(
            contact=contact, channel=Channel.EMAIL.value, lifted_on__isnull=True
        ).order_by("opposed_on")
        days += list(own.values_list("opposed_on", flat=True))
    return days, any(contact_id is None for _day, contact_id in known)
