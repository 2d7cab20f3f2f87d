"""What an offer brought: against whom the lot left out, else against companies alike that it did not reach (S5)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median_low

from django.db.models import Exists, OuterRef, Q

from negoce.automation.models import OfferReach, SegmentOffer
from negoce.automation.queries.playbooks.effect import Followed, outcomes
from negoce.automation.rules.effect import MINIMUM, Effect, Outcome, effect
from negoce.automation.rules.likeness import YEAR, Bought, likeness
from negoce.automation.rules.matched_effect import matched_effect
from negoce.catalogue.queries.own_currency import CURRENCY
from negoce.companies.queries.visible import company_rights
from negoce.identity.rules.actor import Actor
from negoce.orders.models import Order
from negoce.portfolio.models import CustomerLife, StatusChange

# Companies alike are taken from so many at most, drawn by their public id, which says nothing of them.
MOST_ALIKE = 2_000
_BATCH = 500


@dataclass(frozen=True, slots=True)
class OfferEffect:
    """The effect, whether the lot said who was left out, how many reached have nobody alike, and how many wait."""

    effect: Effect
    by_lot: bool
    left_out: int
    waiting: int


def offer_effect(offer: SegmentOffer, today: date, actor: Actor) -> OfferEffect:
    """The effect over the companies that the actor sees and that were reached long enough ago."""
    seen = OfferReach.objects.filter(company_rights(actor, "company__"), offer=offer)
    ended = seen.filter(reached_on__lte=today - timedelta(days=offer.effect_days))
    sides: Mapping[bool, list[Followed]] = {True: [], False: []}
    for company, day, is_control in ended.order_by("pk").values_list(
        "company_id", "reached_on", "is_control"
    ):
        sides[is_control].append(Followed(company, day))
    waiting = seen.filter(is_control=False).count() - len(sides[False])
    treated = outcomes(sides[False], offer.effect_days)
    if len(sides[True]) >= MINIMUM or len(sides[False]) < MINIMUM:
        return OfferEffect(effect(treated, outcomes(sides[True], offer.effect_days)), True, 0, waiting)
    matched = matched_effect(_grouped(sides[False], treated), _alike(offer, sides[False], actor))
    return OfferEffect(matched.effect, False, matched.left_out, waiting)


def _alike(
    offer: SegmentOffer, reached: Sequence[Followed], actor: Actor
) -> Mapping[Hashable, Sequence[Outcome]]:
    """Companies that the offer never reached, and that stood where the others did when half of them were."""
    day = median_low([each.started_on for each in reached])
    statuses = {
        status
        for start in range(0, len(reached), _BATCH)
        for status in _statuses(reached[start : start + _BATCH]).values()
    }
    changed = StatusChange.objects.filter(
        company=OuterRef("company"), happened_on__gte=day, before__in=statuses
    )
    known = OfferReach.objects.filter(offer=offer, company=OuterRef("company"))
    rows = CustomerLife.objects.filter(
        Q(status__in=statuses, status_since__lt=day) | Q(Exists(changed)),
        company_rights(actor, "company__"),
        ~Exists(known),
        company__deleted_at__isnull=True,
    )
    keys = rows.order_by("company__public_id").values_list("company_id", flat=True)[:MOST_ALIKE]
    # Looked at from the same days as the others: a month that sells well is one for both.
    days = sorted(each.started_on for each in reached)
    others = [Followed(key, days[place % len(days)]) for place, key in enumerate(keys)]
    return _grouped(others, outcomes(others, offer.effect_days))


def _grouped(followed: Sequence[Followed], done: Sequence[Outcome]) -> Mapping[Hashable, Sequence[Outcome]]:
    groups: dict[Hashable, list[Outcome]] = defaultdict(list)
    for start in range(0, len(followed), _BATCH):
        part = followed[start : start + _BATCH]
        orders, stood = _orders(part), _statuses(part)
        for each, outcome in zip(part, done[start : start + _BATCH], strict=True):
            group = likeness(stood.get(each.company, ""), orders[each.company], each.started_on)
            groups[group].append(outcome)
    return groups


def _orders(followed: Sequence[Followed]) -> Mapping[int, list[Bought]]:
    """What each bought in the years before its day; what is in another currency is an order, of no amount."""
    first = min(each.started_on for each in followed) - 3 * YEAR
    last = max(each.started_on for each in followed)
    rows = Order.objects.filter(
        company_id__in=[each.company for each in followed], cancelled_at__isnull=True,
        ordered_on__gte=first, ordered_on__lt=last,
    )  # fmt: skip
    found: dict[int, list[Bought]] = defaultdict(list)
    columns = ("company_id", "ordered_on", "net", "currency")
    for company, day, net, currency in rows.order_by("pk").values_list(*columns):
        cents = int(net * 100) if currency in ("", CURRENCY) else 0
        found[company].append(Bought(day, cents, net > 0))
    return found


def _statuses(followed: Sequence[Followed]) -> Mapping[int, str]:
    """Where each stood on the eve of its day."""
    keys = [each.company for each in followed]
    now = CustomerLife.objects.filter(company__in=keys).order_by("pk").values_list("company_id", "status")
    found: dict[int, str] = dict(now)
    changes: dict[int, list[tuple[date, str]]] = defaultdict(list)
    rows = StatusChange.objects.filter(
        company__in=keys, happened_on__gte=min(each.started_on for each in followed)
    ).order_by("company_id", "happened_on", "pk")
    for company, day, before in rows.values_list("company_id", "happened_on", "before"):
        changes[company].append((day, before))
    for each in followed:
        since = [before for day, before in changes[each.company] if day >= each.started_on]
        if since:
            found[each.company] = since[0]
    return found
