"""What `before_signing` looks at, read for one deal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Max, Q
from django.utils import timezone

from negoce.catalogue.queries.terms_of_sale import company_terms
from negoce.companies.enums import ActivityKind, ActivityState, BuyerType, ReportItemKind
from negoce.companies.models import Activity, Company
from negoce.companies.queries.visible import visible_activities
from negoce.companies.rules.headcount_bands import headcount_band
from negoce.identity.rules.actor import Actor
from negoce.negotiation.enums import DealRole, QuoteState
from negoce.negotiation.models import Deal, DealSigning, Quote
from negoce.negotiation.queries.deals.page import deal_people
from negoce.negotiation.queries.quote_floor import quote_floor
from negoce.negotiation.queries.quote_head import stored_head
from negoce.negotiation.queries.quote_standing import standing_quote
from negoce.negotiation.queries.quotes import lines_of
from negoce.negotiation.queries.signing.mentions import missing_of
from negoce.negotiation.rules.before_signing import (
    DeciderFacts,
    OfferFacts,
    Point,
    SigningFacts,
    TermsFacts,
    WithdrawalFacts,
    before_signing,
)
from negoce.outbox.enums import MessageState
from negoce.outbox.models import Message

# By these somebody is seen or heard; a letter shows nobody.
_SPOKEN = (ActivityKind.VISIT.value, ActivityKind.VIDEO.value, ActivityKind.CALL.value)
_NOT_ARRIVED = (
    MessageState.REFUSED.value,
    MessageState.FAILED.value,
    MessageState.CANCELLED.value,
    MessageState.BOUNCED.value,
)


@dataclass(frozen=True, slots=True)
class Signing:
    """The points of a deal, the quote that they speak of, and what was told of the withdrawal."""

    points: Sequence[Point]
    quote: Quote | None
    told: DealSigning | None
    promises: Sequence[Activity]


def read_signing(actor: Actor, deal: Deal, quotes: Sequence[Quote], today: date) -> Signing:
    """What is looked at before signing; `quotes` are those of the deal, the latest first."""
    quote = quote_to_sign(quotes)
    told = DealSigning.objects.filter(deal=deal).first()
    promises = open_promises(actor, deal)
    days = [timezone.localdate(each.starts_at) for each in promises]
    facts = SigningFacts(
        begun_on=timezone.localdate(deal.created_at),
        offer=_offer(quote, today) if quote is not None else None,
        is_public=deal.company.buyer_type == BuyerType.PUBLIC_BODY,
        terms=_terms(deal.company),
        withdrawal=_withdrawal(deal.company, told),
        missing=missing_of(deal.company),
        deciders=_deciders(actor, deal),
        promises=len(days),
        late_promises=sum(1 for day in days if day < today),
        oldest_promise=min(days, default=None),
    )
    return Signing(before_signing(facts, today), quote, told, promises)


def quote_to_sign(quotes: Sequence[Quote]) -> Quote | None:
    """The quote that a signature would be about: the one that the deal stands at, else the latest."""
    return standing_quote(quotes) or (quotes[0] if quotes else None)


def open_promises(actor: Actor, deal: Deal) -> Sequence[Activity]:
    """Our promises to the customer that are not kept yet, those about another deal left out; the earliest first."""
    rows = visible_activities(actor).filter(
        company_id=deal.company_id,
        state=ActivityState.PLANNED.value,
        from_report_item__kind=ReportItemKind.PROMISE.value,
    )
    elsewhere = Q(deal_link__isnull=False) & ~Q(deal_link__deal=deal)
    report_elsewhere = Q(from_report_item__activity__deal_link__isnull=False) & ~Q(
        from_report_item__activity__deal_link__deal=deal
    )
    return list(rows.exclude(elsewhere).exclude(report_elsewhere).order_by("starts_at", "id")[:20])


def _offer(quote: Quote, today: date) -> OfferFacts | None:
    version = quote.versions.filter(version=quote.current_version).first()
    if version is None:  # a number alone offers nothing
        return None
    floor = quote_floor(version, lines_of(version), today)
    answered = floor.approval.answered_at if floor.approval is not None else None
    return OfferFacts(
        number=quote.number,
        version=version.version,
        state=QuoteState(version.state),
        valid_until=version.valid_until,
        head=stored_head(version),
        floor=floor.worked,
        approved_on=timezone.localdate(answered) if answered is not None else None,
        was_sent=floor.was_sent,
    )


def _terms(company: Company) -> TermsFacts:
    found = company_terms(company)
    if found.current is None:
        return TermsFacts()
    older = found.receipts[0].terms.version if found.receipts else ""
    if found.received is None:
        return TermsFacts(current=found.current.version, older=older)
    key = found.received.message
    failed = bool(key) and Message.objects.filter(public_id=key, state__in=_NOT_ARRIVED).exists()
    return TermsFacts(found.current.version, timezone.localdate(found.received.sent_at), failed)


def _withdrawal(company: Company, told: DealSigning | None) -> WithdrawalFacts:
    employees = company.headcount
    if employees is None and company.headcount_band:
        band = headcount_band(company.headcount_band)
        # Of an open band its lower end is enough: it is far above the limit.
        employees = (band.highest if band.highest is not None else band.lowest) if band is not None else None
    if told is None:
        return WithdrawalFacts(employees=employees)
    return WithdrawalFacts(
        told.off_premises, told.outside_activity, told.is_service, told.information_given, employees
    )


def _deciders(actor: Actor, deal: Deal) -> Sequence[DeciderFacts]:
    people = [each.contact for each in deal_people(actor, deal) if each.role == DealRole.DECIDER]
    if not people:
        return ()
    rows = visible_activities(actor).filter(
        state=ActivityState.DONE.value,
        kind__in=_SPOKEN,
        activity_contacts__contact_id__in=[each.pk for each in people],
    )
    last = dict(
        rows.values(person=F("activity_contacts__contact_id"))
        .annotate(last=Max("starts_at"))
        .values_list("person", "last")
    )
    return [
        DeciderFacts(each.full_name, timezone.localdate(last[each.pk]) if each.pk in last else None)
        for each in people
    ]
