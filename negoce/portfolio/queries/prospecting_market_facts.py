"""What our records know of the market, company by company, in a constant number of queries (P1)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from django.db.models import Min, Q, Sum
from django.utils import timezone

from negoce.catalogue.models import Product
from negoce.catalogue.queries.own_currency import own_currency
from negoce.companies.enums import DeclaredKind
from negoce.companies.models import Company, DeclaredFact
from negoce.kit.money import whole_cents
from negoce.negotiation.models import Deal
from negoce.orders.models import CustomerProduct, Order
from negoce.portfolio.models import PortfolioSetting
from negoce.portfolio.rules.prospecting_market import CompanySignals, SignalThresholds, thresholds_of

YEAR = timedelta(days=365)
HALF = timedelta(days=183)
# What came with the first of the catalogue is not new, whenever that was typed.
_FIRST_CATALOGUE = timedelta(days=90)
_MOST_PRODUCTS = 20


def current_signal_thresholds() -> SignalThresholds:
    """The thresholds in force: one query."""
    rows = PortfolioSetting.objects.filter(key__startswith="signal_").order_by("key")
    values: dict[str, Decimal] = dict(rows.values_list("key", "value"))
    return thresholds_of(values)


def new_products(today: date) -> Sequence[str]:
    """The codes of products that came into the catalogue in the last twelve months, the latest first."""
    first = Product.objects.aggregate(first=Min("created_at"))["first"]
    if first is None:
        return ()
    since = max(first + _FIRST_CATALOGUE, timezone.make_aware(datetime.combine(today - YEAR, time.min)))
    rows = Product.objects.filter(is_active=True, created_at__gte=since).order_by("-created_at", "-pk")
    return list(rows.values_list("code", flat=True)[:_MOST_PRODUCTS])


def company_signals(today: date, codes: Sequence[str]) -> dict[int, CompanySignals]:
    """The facts of every company not deleted of which something is known."""
    found: dict[int, CompanySignals] = {}
    _revenue(found, today)
    _declared(found, today)
    if codes:
        links = CustomerProduct.objects.filter(product__code__in=codes, last_ordered_on__gt=today - YEAR)
        for key in links.order_by().values_list("company_id", flat=True).iterator():
            _of(found, key).bought_new = True
    rows = Company.objects.filter(deleted_at__isnull=True).order_by()
    alive = {key: (owner, land) for key, owner, land in rows.values_list("pk", "owner_id", "territory_id")}
    for key in list(found):
        if key not in alive:
            found.pop(key)
            continue
        found[key].owner, found[key].territory = alive[key]
    return found


def _revenue(found: dict[int, CompanySignals], today: date) -> None:
    windows = [today - YEAR * place for place in range(4)]
    sums = {
        f"year_{place}": Sum(
            "net", filter=Q(ordered_on__gt=windows[place + 1], ordered_on__lte=windows[place])
        )
        for place in range(3)
    }
    rows = Order.objects.filter(
        own_currency(), cancelled_at__isnull=True, ordered_on__gt=windows[3], ordered_on__lte=today
    )
    for key, *years in rows.order_by().values_list("company_id").annotate(**sums).iterator():
        now, before, past = (whole_cents(each) for each in years)
        _of(found, key).cents = (now, before, past)


def _declared(found: dict[int, CompanySignals], today: date) -> None:
    rivals = DeclaredFact.objects.filter(kind=DeclaredKind.COMPETITOR.value, known_on__gt=today - 2 * HALF)
    met = [*rivals.order_by().values_list("company_id", "known_on", "competitor_id")]
    start = timezone.make_aware(datetime.combine(today - 2 * HALF, time.min))
    deals = Deal.objects.filter(competitor__isnull=False, created_at__gte=start).order_by()
    met += [
        (key, timezone.localtime(at).date(), rival)
        for key, at, rival in deals.values_list("company_id", "created_at", "competitor_id")
    ]
    days = [(key, day) for key, day, _rival in met]
    _mark(found, days, today, HALF, "competitor_now", "competitor_before")
    for key, day, rival in met:
        if rival is not None and today - HALF < day <= today:
            _of(found, key).competitors |= {rival}
    bought = DeclaredFact.objects.filter(kind=DeclaredKind.PURCHASES.value, amount__gt=0, category="")
    for key, amount in bought.order_by("known_on", "pk").values_list("company_id", "amount"):
        _of(found, key).purchases_cents = whole_cents(amount)
    practices = DeclaredFact.objects.filter(kind=DeclaredKind.PROCESS.value).exclude(practice="")
    last: dict[int, str] = {}
    changed: list[tuple[int, date]] = []
    for key, practice, day in practices.order_by("known_on", "pk").values_list(
        "company_id", "practice", "known_on"
    ):
        if last.get(key, practice) != practice:
            changed.append((key, day))
        last[key] = practice
    _mark(found, changed, today, YEAR, "practice_changed", "practice_changed_before")


def _mark(
    found: dict[int, CompanySignals],
    days: Iterable[tuple[int, date]],
    today: date,
    window: timedelta,
    now: str,
    before: str,
) -> None:
    for key, day in days:
        if today - window < day <= today:
            setattr(_of(found, key), now, True)
        elif today - 2 * window < day <= today - window:
            setattr(_of(found, key), before, True)


def _of(found: dict[int, CompanySignals], key: int) -> CompanySignals:
    return found.setdefault(key, CompanySignals())
