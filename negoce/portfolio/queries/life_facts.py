"""The facts of the life cycle of some companies, read from the tables in a constant number of queries (L1)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from django.db.models import Count, F, Max, Q
from django.utils import timezone

from negoce.companies.enums import ActivityState, MeetingAnswer
from negoce.companies.models import Activity
from negoce.negotiation.models import QuoteAcceptance
from negoce.orders.models import CustomerProduct, CustomerSales, Order
from negoce.portfolio.rules.life_facts import LifeFacts
from negoce.prospecting.queries.facts import qualified_on, referral_won_on

YEAR = timedelta(days=365)
_DONE = Q(state=ActivityState.DONE.value, deleted_at__isnull=True)
_ACTIVITY_FACTS: Mapping[str, Q] = {
    "need_on": ~Q(need_recorded=""),
    "meeting_accepted_on": Q(meeting_answer=MeetingAnswer.ACCEPTED.value),
    "meeting_refused_on": Q(meeting_answer=MeetingAnswer.REFUSED.value),
    "quote_wanted_on": Q(quote_wanted=True),
    "buying_intent_on": Q(buying_intent=True),
    "departure_on": Q(departure_declared=True),
}
_HAS_FACT = (
    ~Q(need_recorded="")
    | ~Q(meeting_answer="")
    | Q(quote_wanted=True)
    | Q(buying_intent=True)
    | Q(departure_declared=True)
)


@dataclass(frozen=True, slots=True)
class CompanyFacts:
    """What the row of one company is made of; amounts are euros excluding VAT, over the 365 days up to the day."""

    life: LifeFacts = field(default_factory=LifeFacts)
    orders_12_months: int = 0
    net_12_months: Decimal = Decimal(0)
    margin_12_months: Decimal | None = None
    families: int = 0


def company_facts(company_ids: Sequence[int], today: date) -> Mapping[int, CompanyFacts]:
    """The facts of each of these companies up to a day, that of a company without any included.

    At most some hundreds at a time; the number of queries does not depend on them.
    """
    wanted = list(company_ids)
    days, recent = _purchases(wanted, today)
    dates = presale_dates(wanted, today)
    sales = {
        company: (net, margin)
        for company, net, margin in CustomerSales.objects.filter(company_id__in=wanted)
        .order_by()
        .values_list("company_id", "net_12_months", "margin_12_months")
    }
    families = _families(wanted)
    found: dict[int, CompanyFacts] = {}
    for company in wanted:
        net, margin = sales.get(company, (Decimal(0), None))
        life = LifeFacts(order_days=tuple(days.get(company, ())), **dates.get(company, {}))
        found[company] = CompanyFacts(life, recent.get(company, 0), net, margin, families.get(company, 0))
    return found


def _purchases(wanted: Sequence[int], today: date) -> tuple[Mapping[int, list[date]], Mapping[int, int]]:
    """The distinct days of purchases, ascending, and the number of purchases of the last 365 days."""
    days: dict[int, list[date]] = defaultdict(list)
    recent: dict[int, int] = defaultdict(int)
    rows = (
        Order.objects.filter(
            company_id__in=wanted, net__gt=0, cancelled_at__isnull=True, ordered_on__lte=today
        )
        .order_by()
        .values_list("company_id", "ordered_on")
        .annotate(orders=Count("pk"))
        .order_by("company_id", "ordered_on")
    )
    for company, day, orders in rows:
        days[company].append(day)
        if day > today - YEAR:
            recent[company] += orders
    return days, recent


def presale_dates(wanted: Sequence[int] | None, today: date) -> Mapping[int, dict[str, date]]:
    """What is known of these companies beside their orders, up to a day: fields of `LifeFacts`. None: of all."""
    found: dict[int, dict[str, date]] = defaultdict(dict)
    end = timezone.make_aware(datetime.combine(today + timedelta(days=1), time.min))
    facts = (
        Activity.objects.filter(_DONE & _HAS_FACT, _of("company_id", wanted), starts_at__lt=end)
        .order_by()
        .values("company_id")
        .annotate(**{name: Max("starts_at", filter=which) for name, which in _ACTIVITY_FACTS.items()})
    )
    names = tuple(_ACTIVITY_FACTS)
    for company, *moments in facts.values_list("company_id", *names):
        known = zip(names, moments, strict=True)
        found[company].update({name: _day(moment) for name, moment in known if moment is not None})
    accepted = (
        QuoteAcceptance.objects.filter(_of("version__quote__company_id", wanted), accepted_at__lt=end)
        .filter(version__quote__deleted_at__isnull=True)
        .order_by()
        .values_list(F("version__quote__company_id"))
        .annotate(last=Max("accepted_at"))
    )
    for company, moment in accepted:
        wanted_on = found[company].get("quote_wanted_on", date.min)
        found[company]["quote_wanted_on"] = max(wanted_on, _day(moment))
    for name, read in (("qualified_on", qualified_on), ("referral_won_on", referral_won_on)):
        for company, day in read(wanted).items():
            if day <= today:
                found[company][name] = day
    return found


def _of(path: str, wanted: Sequence[int] | None) -> Q:
    return Q() if wanted is None else Q(**{f"{path}__in": wanted})


def _families(wanted: Sequence[int]) -> Mapping[int, int]:
    rows = (
        CustomerProduct.objects.filter(company_id__in=wanted, product__family__isnull=False)
        .order_by()
        .values_list("company_id")
        .annotate(families=Count("product__family_id", distinct=True))
    )
    return dict(rows.values_list("company_id", "families"))


def _day(moment: datetime) -> date:
    return timezone.localtime(moment).date()
