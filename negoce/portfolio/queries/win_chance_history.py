"""What happened with the companies of deals: deals closed, orders, talks and those met; cut at any day afterwards."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Sum

from negoce.companies.enums import ActivityState
from negoce.companies.models import Activity, ActivityContact
from negoce.kit.dates import add_years
from negoce.negotiation.enums import DealState
from negoce.negotiation.models import Deal, QuoteLine, QuoteVersion
from negoce.orders.models import Order
from negoce.portfolio.queries.scoring_events import CHUNK, day_of

# A talk shortly before the deal was noted belongs to it.
_BEFORE = timedelta(days=30)


@dataclass(slots=True)
class History:
    """Of one company; every list is in the order of days."""

    closed: list[tuple[date, bool, int]] = field(default_factory=list)
    orders: list[tuple[date, float]] = field(default_factory=list)
    talks: list[date] = field(default_factory=list)
    people: list[tuple[date, int]] = field(default_factory=list)

    def closed_until(self, day: date, *, won: bool, but: int) -> int:
        """Deals that were over before a day, won or lost, one apart."""
        return sum(1 for at, was, key in self.closed if at < day and was is won and key != but)

    def orders_until(self, day: date) -> tuple[list[float], date | None]:
        """The amounts of the year before a day, and the day of the last order."""
        since = add_years(day, -1)
        before = [(at, net) for at, net in self.orders if at < day]
        return [net for at, net in before if at >= since], before[-1][0] if before else None

    def talks_between(self, begun: date, day: date) -> int:
        """Exchanges since a little before the deal began."""
        return bisect_right(self.talks, day) - bisect_left(self.talks, begun - _BEFORE)

    def people_between(self, begun: date, day: date) -> int:
        """How many persons these were with."""
        return len({who for at, who in self.people if begun - _BEFORE <= at <= day})


def read_histories(companies: Sequence[int]) -> Mapping[int, History]:
    """The whole history of these companies: one read a kind of event."""
    found = {key: History() for key in companies}
    deals = Deal.objects.filter(company_id__in=companies, deleted_at__isnull=True, closed_on__isnull=False)
    for key, company, at, state in deals.order_by("closed_on", "pk").values_list(
        "pk", "company_id", "closed_on", "state"
    ):
        if at is not None:
            found[company].closed.append((at, state == DealState.WON, key))
    orders = Order.objects.filter(company_id__in=companies, cancelled_at__isnull=True, net__gt=0)
    for company, at, net in orders.order_by("ordered_on", "pk").values_list(
        "company_id", "ordered_on", "net"
    ):
        found[company].orders.append((at, float(net)))
    done = Activity.objects.filter(
        company_id__in=companies, state=ActivityState.DONE.value, deleted_at__isnull=True
    )
    talks = done.order_by("starts_at", "pk").values_list("company_id", "starts_at")
    for company, moment in talks.iterator(chunk_size=CHUNK):
        found[company].talks.append(day_of(moment))
    met = ActivityContact.objects.filter(activity__in=done.order_by()).order_by("activity__starts_at", "pk")
    rows = met.values_list("activity__company_id", "activity__starts_at", "contact_id")
    for company, moment, who in rows.iterator(chunk_size=CHUNK):
        found[company].people.append((day_of(moment), who))
    return found


def sent_offers(deals: Sequence[int]) -> Iterator[tuple[int, date, str]]:
    """Deal, day and reduction (percent of the lines) of each version sent, the first sent first.

    What was sent does not change; a draft does, and none is read.
    """
    versions = QuoteVersion.objects.filter(
        quote__deal_id__in=deals, quote__deleted_at__isnull=True, sent_at__isnull=False
    )
    lines = QuoteLine.objects.filter(version__in=versions.order_by(), is_chosen=True).order_by()
    sums = {
        key: (float(net or 0), float(off or 0))
        for key, net, off in lines.values_list("version_id").annotate(net=Sum("net"), off=Sum("allowance"))
    }
    rows = versions.order_by("sent_at", "pk").values_list("pk", "quote__deal_id", "sent_at")
    for key, deal, moment in rows:
        net, off = sums.get(key, (0.0, 0.0))
        if deal is not None and moment is not None:
            yield deal, day_of(moment), f"{100 * off / (net + off):.1f}" if net + off > 0 else ""
