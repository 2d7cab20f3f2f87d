"""What is known of the trust of some companies: exchanges, requests, orders, referrals, testimonials (L4)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from operator import itemgetter

from django.db.models import Min, Q
from django.utils import timezone

from negoce.catalogue.models import Product
from negoce.companies.enums import CONTACT_KINDS, ActivityState, Direction, OriginChannel
from negoce.companies.models import Activity, ActivityContact, Company
from negoce.kit.dates import add_years
from negoce.orders.models import Order, OrderLine
from negoce.portfolio.models import Testimonial
from negoce.portfolio.rules.attitude import ATTACHED_FAMILIES, ATTACHED_YEARS, AttitudeFacts
from negoce.prospecting.enums import ReferralOutcome
from negoce.prospecting.models import Referral

_ORDER = ("pk", "company_id", "ordered_on")
# Under what SQLite takes as parameters of one statement.
_ORDERS_AT_ONCE = 10_000


@dataclass(frozen=True, slots=True)
class OrderEvidence:
    """The days that orders hold: see AttitudeFacts."""

    ordered_on: date | None = None
    reordered_on: date | None = None
    two_years_on: date | None = None
    second_family_on: date | None = None


NO_ORDER = OrderEvidence()


def attitude_facts(
    company_ids: Sequence[int], today: date, orders: Mapping[int, OrderEvidence] | None = None
) -> Mapping[int, AttitudeFacts]:
    """The facts of these companies up to `today`; nine queries, five when `orders` are given.

    Complaints come with their own room: none is open until then.
    """
    known = order_evidence(company_ids, today) if orders is None else orders
    opened, asked = _opened(company_ids), _asked(company_ids)
    referrals, testimonials = _referrals(company_ids), _testimonials(company_ids)
    found = {}
    for key in company_ids:
        own = known.get(key, NO_ORDER)
        found[key] = AttitudeFacts(
            opened_on=opened.get(key),
            asked_on=asked.get(key),
            ordered_on=own.ordered_on,
            reordered_on=own.reordered_on,
            two_years_on=own.two_years_on,
            second_family_on=own.second_family_on,
            referral_on=referrals.get(key),
            testimonial_on=testimonials.get(key),
        )
    return found


def order_evidence(company_ids: Sequence[int], today: date) -> Mapping[int, OrderEvidence]:
    """What the orders of these companies say, in four queries; a return is no purchase."""
    alive = Q(company__in=company_ids, cancelled_at__isnull=True, ordered_on__lte=today, net__gt=0)
    days = Order.objects.filter(alive).order_by("company_id", "ordered_on")
    families = _second_families(company_ids, today)
    found = {}
    for key, rows in groupby(days.values_list("company_id", "ordered_on").distinct(), key=itemgetter(0)):
        own = [day for _company, day in rows]
        late = add_years(own[0], ATTACHED_YEARS)
        found[key] = OrderEvidence(
            ordered_on=own[0],
            reordered_on=own[1] if len(own) > 1 else None,
            two_years_on=next((day for day in own if day >= late), None),
            second_family_on=families.get(key),
        )
    return found


def _second_families(company_ids: Sequence[int], today: date) -> Mapping[int, date]:
    """The day on which each company had bought of as many families as attachment asks.

    Table by table, by their keys: joined, PostgreSQL goes through all lines for each product while it has not
    counted a table that was just filled.
    """
    alive = Order.objects.filter(company__in=company_ids, cancelled_at__isnull=True, ordered_on__lte=today)
    orders = {key: (company, day) for key, company, day in alive.order_by().values_list(*_ORDER)}
    bought: dict[int, dict[int, date]] = {}
    keys = list(orders)
    for start in range(0, len(keys), _ORDERS_AT_ONCE):
        lines = OrderLine.objects.filter(
            order__in=keys[start : start + _ORDERS_AT_ONCE], product__isnull=False, quantity__gt=0
        )
        for order, product in lines.order_by().values_list("order_id", "product_id"):
            company, day = orders[order]
            seen = bought.setdefault(company, {})
            seen[product] = min(day, seen.get(product, day))
    products = {product for seen in bought.values() for product in seen}
    family_of = dict(
        Product.objects.filter(pk__in=products, family__isnull=False)
        .order_by()
        .values_list("pk", "family_id")
    )
    firsts: dict[int, dict[int, date]] = {}
    for company, days in bought.items():
        known = firsts[company] = {}
        for product in days.keys() & family_of.keys():
            family, day = family_of[product], days[product]
            known[family] = min(day, known.get(family, day))
    return {
        company: sorted(seen.values())[ATTACHED_FAMILIES - 1]
        for company, seen in firsts.items()
        if len(seen) >= ATTACHED_FAMILIES
    }


def _opened(company_ids: Sequence[int]) -> Mapping[int, date]:
    """The first exchange in which a contact took part."""
    rows = ActivityContact.objects.filter(
        activity__company__in=company_ids,
        activity__deleted_at__isnull=True,
        activity__state=ActivityState.DONE.value,
        activity__kind__in=CONTACT_KINDS,
    ).order_by()
    firsts = rows.values_list("activity__company_id").annotate(first=Min("activity__starts_at"))
    return {key: timezone.localtime(moment).date() for key, moment in firsts}


def _asked(company_ids: Sequence[int]) -> Mapping[int, date]:
    """The first time that they came to us: an exchange of theirs, a quote asked for, or inbound as their origin."""
    theirs = Q(direction=Direction.INCOMING.value) | Q(quote_wanted=True)
    rows = Activity.objects.filter(
        theirs, company__in=company_ids, deleted_at__isnull=True, state=ActivityState.DONE.value
    ).order_by()
    firsts = rows.values_list("company_id").annotate(first=Min("starts_at"))
    found = {key: timezone.localtime(moment).date() for key, moment in firsts}
    inbound = Company.objects.filter(pk__in=company_ids, origin_channel=OriginChannel.INBOUND.value)
    for key, moment in inbound.order_by().values_list("pk", "created_at"):
        day = timezone.localtime(moment).date()
        found[key] = min(found.get(key, day), day)
    return found


def _referrals(company_ids: Sequence[int]) -> Mapping[int, date]:
    rows = Referral.objects.filter(
        referrer_company__in=company_ids, outcome=ReferralOutcome.CUSTOMER.value
    ).order_by()
    return dict(rows.values_list("referrer_company_id").annotate(first=Min("won_on")))


def _testimonials(company_ids: Sequence[int]) -> Mapping[int, date]:
    rows = Testimonial.objects.filter(company__in=company_ids).order_by()
    return dict(rows.values_list("company_id").annotate(first=Min("published_on")))
