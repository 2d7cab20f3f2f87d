"""What is looked at before a sale is signed: each point with its state and its figure, and nothing right unchecked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from negoce.catalogue.rules.payment_terms import check_term, latest_due_date
from negoce.kit.explain import Finding
from negoce.kit.worked import CannotWork, Worked
from negoce.negotiation.enums import QuoteState
from negoce.negotiation.rules.margin_floor import Floor, FloorState
from negoce.negotiation.rules.offer_holds import offer_holds
from negoce.negotiation.rules.quote_head import QuoteHead
from negoce.negotiation.rules.withdrawal import LARGEST_STAFF, Contract, withdrawal


class PointState(StrEnum):
    """MET and UNMET were looked at; WATCH holds nobody back; UNTOLD could not be looked at: something is missing."""

    MET = "met"
    WATCH = "watch"
    UNMET = "unmet"
    UNTOLD = "untold"


class PointKey(StrEnum):
    """What is looked at, in order."""

    OFFER = "offer"
    PAYMENT_TERM = "payment_term"
    TERMS_OF_SALE = "terms_of_sale"
    MARGIN = "margin"
    WITHDRAWAL = "withdrawal"
    MENTIONS = "mentions"
    DECIDER = "decider"
    PROMISES = "promises"


@dataclass(frozen=True, slots=True)
class Point:
    """One point: what is said of it (`said`), and what the law or the floor says in steps of its own."""

    key: PointKey
    state: PointState
    said: Finding
    floor: Worked[Floor] | None = None


@dataclass(frozen=True, slots=True)
class OfferFacts:
    """The quote that would be signed. `approved_on` is the day on which its margin was allowed, as it stands."""

    number: str
    version: int
    state: QuoteState
    valid_until: date | None
    head: QuoteHead
    floor: Worked[Floor]
    approved_on: date | None = None
    was_sent: bool = False


@dataclass(frozen=True, slots=True)
class TermsFacts:
    """Our terms of sale: the version in force, the day it left for this customer, and whether it failed to arrive."""

    current: str = ""
    sent_on: date | None = None
    failed: bool = False
    older: str = ""


@dataclass(frozen=True, slots=True)
class WithdrawalFacts:
    """What decides on the right of withdrawal; None for what nobody told."""

    off_premises: bool | None = None
    outside_activity: bool | None = None
    is_service: bool | None = None
    information_given: bool | None = None
    employees: int | None = None


@dataclass(frozen=True, slots=True)
class DeciderFacts:
    """A person who decides, and the last day on which somebody of ours spoke with them."""

    name: str
    spoken_on: date | None = None


@dataclass(frozen=True, slots=True)
class SigningFacts:
    """Everything that is looked at. `begun_on`: what was said before the deal does not count as meeting its decider."""

    begun_on: date
    offer: OfferFacts | None = None
    is_public: bool = False
    terms: TermsFacts = TermsFacts()
    withdrawal: WithdrawalFacts = WithdrawalFacts()
    missing: Sequence[str] = ()
    deciders: Sequence[DeciderFacts] = ()
    promises: int = 0
    late_promises: int = 0
    oldest_promise: date | None = None


def before_signing(facts: SigningFacts, today: date) -> Sequence[Point]:
    """Every point in order; those that hang on a quote are left out while there is none."""
    offer = facts.offer
    points = [_offer(offer, today)]
    if offer is not None:
        points.append(_payment_term(offer, today, is_public=facts.is_public))
    points.append(_terms_of_sale(facts.terms))
    if offer is not None:
        points.append(_margin(offer))
    points += [_withdrawal(facts.withdrawal, today), _mentions(facts.missing)]
    return (*points, _decider(facts.deciders, facts.begun_on), _promises(facts))


def _point(key: PointKey, state: PointState, code: str, **figures: object) -> Point:
    return Point(key, state, Finding(f"signing.{code}", figures=figures))


def _offer(offer: OfferFacts | None, today: date) -> Point:
    key = PointKey.OFFER
    if offer is None:
        return _point(key, PointState.UNMET, "no_quote")
    named = {"number": offer.number, "version": offer.version}
    if offer.state is QuoteState.ACCEPTED:
        return _point(key, PointState.MET, "accepted", **named)
    if offer.state in (QuoteState.READY, QuoteState.SENT) and not offer_holds(offer.valid_until, today):
        return _point(key, PointState.UNMET, "offer_over", until=offer.valid_until, **named)
    if offer.state is QuoteState.SENT and offer.valid_until is not None:
        return _point(key, PointState.MET, "sent_until", until=offer.valid_until, **named)
    state = {QuoteState.SENT: PointState.MET, QuoteState.READY: PointState.WATCH}.get(offer.state)
    return _point(key, state or PointState.UNMET, f"offer_{offer.state.value}", **named)


def _payment_term(offer: OfferFacts, today: date, *, is_public: bool) -> Point:
    """The term held to its ceiling as if invoiced today; R-C4 counts it. A public buyer's is not in that law."""
    key, head = PointKey.PAYMENT_TERM, offer.head
    if head.payment_with_order:
        return _point(key, PointState.MET, "paid_with_order")
    if is_public:
        return _point(key, PointState.UNTOLD, "term_public")
    try:
        checked = check_term(head.sector, head.term, invoiced_on=today)
        latest = latest_due_date(head.sector, head.term, invoiced_on=today).value
    except CannotWork:
        return _point(key, PointState.UNMET, "term_unreadable", days=head.term.days)
    if latest is None:
        return _point(key, PointState.UNTOLD, "term_seasonal", due=checked.value)
    figures = {"due": checked.value, "latest": latest, "count": (checked.value - latest).days}
    state, code = (PointState.UNMET, "term_over") if checked.findings else (PointState.MET, "term_within")
    return _point(key, state, code, **figures)


def _terms_of_sale(terms: TermsFacts) -> Point:
    key = PointKey.TERMS_OF_SALE
    if not terms.current:
        return _point(key, PointState.UNTOLD, "no_terms")
    if terms.sent_on is None:
        code = "terms_older" if terms.older else "terms_not_sent"
        return _point(key, PointState.UNMET, code, version=terms.current, older=terms.older)
    if terms.failed:
        return _point(key, PointState.UNMET, "terms_failed", version=terms.current, day=terms.sent_on)
    return _point(key, PointState.MET, "terms_sent", version=terms.current, day=terms.sent_on)


def _margin(offer: OfferFacts) -> Point:
    """Where the quote stands towards the floor; its figures are in `floor`, for who may read margins."""
    floor = offer.floor.value
    state, code = PointState.MET, "margin_above"
    if floor.floor <= 0:
        state, code = PointState.UNTOLD, "no_floor"
    elif floor.state is FloorState.UNKNOWN:
        state, code = PointState.UNTOLD, "margin_unknown"
    elif floor.needs_approval and offer.approved_on is not None:
        code = "margin_allowed"
    elif floor.state is FloorState.UNPROVEN and offer.was_sent:
        state, code = PointState.WATCH, "margin_unproven_sent"
    elif floor.needs_approval:
        state = PointState.UNMET
        code = "margin_under" if floor.state is FloorState.UNDER else "margin_unproven"
    said = Finding(f"signing.{code}", figures={"day": offer.approved_on})
    return Point(PointKey.MARGIN, state, said, offer.floor)


def _withdrawal(told: WithdrawalFacts, today: date) -> Point:
    """One condition that is missing settles it; the right is worked out, as R-C14 says, once all are known."""
    key = PointKey.WITHDRAWAL
    if told.off_premises is False:
        return _point(key, PointState.MET, "withdrawal_on_premises")
    if told.outside_activity is False:
        return _point(key, PointState.MET, "withdrawal_inside_activity")
    if told.employees is not None and told.employees > LARGEST_STAFF:
        return _point(key, PointState.MET, "withdrawal_large_staff", most=LARGEST_STAFF)
    if told.off_premises is None or told.outside_activity is None:
        return _point(key, PointState.UNTOLD, "withdrawal_untold")
    if told.employees is None:
        return _point(key, PointState.UNTOLD, "withdrawal_staff_unknown", most=LARGEST_STAFF)
    if told.is_service is None or told.information_given is None:
        return _point(key, PointState.UNTOLD, "withdrawal_applies_untold")
    worked = withdrawal(
        Contract(
            off_premises=True,
            inside_main_activity=False,
            employees=told.employees,
            is_service=told.is_service,
            concluded_on=today,
            information_given=told.information_given,
        )
    )
    if not told.information_given:
        return _point(key, PointState.UNMET, "withdrawal_not_informed")
    if worked.value.until is None:
        return _point(key, PointState.MET, "withdrawal_from_receipt")
    return _point(key, PointState.MET, "withdrawal_until", until=worked.value.until)


def _mentions(missing: Sequence[str]) -> Point:
    if missing:
        return _point(PointKey.MENTIONS, PointState.UNMET, "mentions_missing", missing=tuple(missing))
    return _point(PointKey.MENTIONS, PointState.MET, "mentions_there")


def _decider(deciders: Sequence[DeciderFacts], begun_on: date) -> Point:
    key = PointKey.DECIDER
    if not deciders:
        return _point(key, PointState.UNTOLD, "no_decider")
    for each in deciders:
        if each.spoken_on is None:
            return _point(key, PointState.UNMET, "decider_never", name=each.name)
        if each.spoken_on < begun_on:
            return _point(key, PointState.UNMET, "decider_before", name=each.name, day=each.spoken_on)
    last = max(deciders, key=lambda each: each.spoken_on or begun_on)
    return _point(key, PointState.MET, "decider_spoken", name=last.name, day=last.spoken_on)


def _promises(facts: SigningFacts) -> Point:
    key, day = PointKey.PROMISES, facts.oldest_promise
    if facts.late_promises:
        return _point(key, PointState.UNMET, "promises_late", count=facts.late_promises, day=day)
    if facts.promises:
        return _point(key, PointState.WATCH, "promises_open", count=facts.promises, day=day)
    return _point(key, PointState.MET, "promises_kept")
