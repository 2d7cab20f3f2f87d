"""A lot of people who are to be told what is held of them, and what keeps some from being told by e-mail."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import Count, QuerySet
from django.utils import timezone

from negoce.companies.enums import Channel, ContactPurpose
from negoce.companies.models import Contact
from negoce.companies.queries.lists.contacts import CONTACT_LIST
from negoce.companies.queries.lists.kept import kept_records
from negoce.companies.queries.reach_limits import limits_on_contacts
from negoce.companies.queries.reachable import asked_of, reaches
from negoce.companies.queries.retention import to_inform
from negoce.companies.queries.visible import visible_contacts
from negoce.identity.rules.actor import Actor
from negoce.kit.explain import Explanation
from negoce.outbox.actions.messages_queue import closed_among
from negoce.outbox.enums import MessageState
from negoce.outbox.models import Message
from negoce.prospecting.models import Mailing
from negoce.prospecting.queries.mailing_audience import audience_companies
from negoce.prospecting.rules.mailing_audience import NO_ADDRESS

RELATED = "data_notice"
NOT_INFORMED = "reach.not_informed"
UNDER_WAY = "notice.under_way"
_ON_THEIR_WAY = [
    state.value
    for state in (MessageState.WAITING, MessageState.SENDING, MessageState.HELD, MessageState.IN_DOUBT)
]


@dataclass(frozen=True, slots=True)
class Lot:
    """Which of the people to inform: of a filter of the list of people, of a mailing's companies, of one origin (None:
    of any, "": of those whose origin is not known), those ticked by their public ids.
    """

    filter: str = ""
    mailing: str = ""
    origin: str | None = None
    people: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Writable:
    """Who may be told by e-mail, by key in order; for whom not, how many of each reason."""

    contacts: Sequence[int]
    left_out: Mapping[str, int] = field(default_factory=dict)
    reasons: Mapping[str, Explanation] = field(default_factory=dict)


def people_of(actor: Actor, lot: Lot) -> QuerySet[Contact]:
    """Those of the lot who were never told, the oldest first. Raises Refused for a filter that is not understood."""
    rows = to_inform(actor)
    if lot.filter:
        rows = rows.filter(pk__in=kept_records(CONTACT_LIST, actor, lot.filter).order_by().values("pk"))
    if lot.people:
        rows = rows.filter(public_id__in=lot.people)
    mailing = mailing_of(lot)
    if mailing is not None:
        rows = rows.filter(company_id__in=audience_companies(actor, mailing).order_by().values("pk"))
    if lot.origin is not None:
        rows = rows.filter(information_source=lot.origin)
    return rows


def origins_of(rows: QuerySet[Contact]) -> Sequence[tuple[str, int]]:
    """The origins of these people, the most frequent first, with how many of each; at most twelve."""
    counted = rows.order_by().values("information_source").annotate(count=Count("pk"))
    return list(
        counted.order_by("-count", "information_source").values_list("information_source", "count")[:12]
    )


def mailing_of(lot: Lot) -> Mailing | None:
    """The mailing that the lot is about."""
    return Mailing.objects.filter(public_id=lot.mailing).first() if lot.mailing else None


def writable(actor: Actor, contact_ids: Sequence[int]) -> Writable:
    """Who of these may be told by e-mail, in constant queries for up to 5,000 people.

    Only what stands between them and a message of prospecting is that they were not told: who opposed, whose address
    comes back, whom a licence forbids, and whose notice is on its way get none.
    """
    rows = visible_contacts(actor).filter(pk__in=list(contact_ids), informed_on__isnull=True).order_by("pk")
    people = list(rows.only("pk", "public_id", "email", "informed_on", "erased_at", "deleted_at"))
    said = reaches(
        [asked_of(each, each.email) for each in people], Channel.EMAIL, ContactPurpose.PROFESSIONAL
    )
    closed = closed_among([each.email.lower() for each in people if each.email])
    limits = limits_on_contacts([each.pk for each in people], Channel.EMAIL, timezone.localdate())
    waiting = set(
        Message.objects.filter(
            related_kind=RELATED, state__in=_ON_THEIR_WAY, related_id__in=[each.public_id for each in people]
        )
        .order_by()
        .values_list("related_id", flat=True)
    )
    open_ones: list[int] = []
    why: list[Explanation] = []
    for each, reach in zip(people, said, strict=True):
        reason = None
        if not each.email:
            reason = Explanation(NO_ADDRESS)
        elif each.email.lower() in closed:
            reason = closed[each.email.lower()]
        elif each.public_id in waiting:
            reason = Explanation(UNDER_WAY)
        elif not reach.allowed and reach.reason.code != NOT_INFORMED:
            reason = reach.reason
        elif each.pk in limits:
            reason = limits[each.pk]
        if reason is None:
            open_ones.append(each.pk)
        else:
            why.append(reason)
    return Writable(open_ones, Counter(each.code for each in why), {each.code: each for each in why})
