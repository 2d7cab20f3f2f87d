"""Price lists of the demo: this year's, next year's, those of the trade, and what the season offers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from django.utils import timezone

from negoce.catalogue.actions.price_list_save import save_price_list
from negoce.catalogue.enums import ProductKind
from negoce.catalogue.models import PriceList, PriceListItem, Product
from negoce.companies.enums import CompanyKind
from negoce.demo.seeding.bulk import insert_rows
from negoce.demo.seeding.people import person
from negoce.identity.queries.actors import actor_for
from negoce.identity.rules.actor import Actor

PRICE_LISTS = 5
CENT, HUNDRED = Decimal("0.01"), Decimal(100)
# No list sells below this share of the price over the cost: a break must not eat the margin.
_LEAST_MARGIN = Decimal("0.17")
# From how many pieces on, and how many percent points off the catalogue's price.
_GENERAL = ((1, 0), (48, 6), (144, 12))
_WHOLESALE = ((1, 18), (72, 21), (288, 25))
_COOPERATIVE = ((1, 10), (48, 13), (144, 16))
_RISE = Decimal("2.5")
_SEASON = ((6, 12), (24, 15))


@dataclass(frozen=True, slots=True)
class _Season:
    """What is offered at a time of the year, and in which family."""

    name: str
    family: str
    starts_on: date
    ends_on: date


def write_price_list(today: date, place: int) -> None:
    """Write the price list of a place; the prices of next year are this year's and a little more."""
    actor = actor_for(person("marc"))
    writers: tuple[Callable[[Actor, date], object], ...] = (
        lambda who, day: _list(who, f"Tarif général {day.year}", day, _GENERAL),
        lambda who, day: _list(who, f"Grossistes {day.year}", day, _WHOLESALE, CompanyKind.WHOLESALER),
        lambda who, day: _list(who, f"Coopératives {day.year}", day, _COOPERATIVE, CompanyKind.COOPERATIVE),
        _seasonal,
        _next_year,
    )
    writers[place](actor, today)


def _list(
    actor: Actor,
    name: str,
    today: date,
    breaks: tuple[tuple[int, int], ...],
    kind: CompanyKind | None = None,
    rise: Decimal = Decimal(0),
) -> None:
    values = {
        "name": name,
        "customer_kind": kind.value if kind else "",
        "starts_on": date(today.year, 1, 1),
        "ends_on": date(today.year, 12, 31),
        "priority": "0",
    }
    _price(save_price_list(actor, None, values=values), breaks, rise=rise)


def _seasonal(actor: Actor, today: date) -> None:
    season = _season(today)
    values = {
        "name": season.name,
        "customer_kind": "",
        "starts_on": season.starts_on,
        "ends_on": season.ends_on,
        "priority": "10",
    }
    _price(save_price_list(actor, None, values=values), _SEASON, season.family)


def _next_year(actor: Actor, today: date) -> None:
    """The list that salespeople announce in autumn: a little dearer, and ready before it holds."""
    year = today.year + 1
    _list(actor, f"Tarif général {year}", date(year, 1, 1), _GENERAL, rise=_RISE)


def _season(today: date) -> _Season:
    year = today.year
    if today.month <= 4:
        return _Season(f"Opération Pâques {year}", "Noël et Pâques", date(year, 1, 2), date(year, 4, 30))
    if today.month <= 8:
        return _Season(f"Opération été {year}", "Jardin et plein air", date(year, 5, 1), date(year, 8, 31))
    return _Season(f"Opération Noël {year}", "Noël et Pâques", date(year, 9, 1), date(year, 12, 31))


def _price(
    found: PriceList, breaks: tuple[tuple[int, int], ...], family: str = "", rise: Decimal = Decimal(0)
) -> None:
    """Fill a list at once, as an import does: thousands of lines that nobody typed one by one."""
    products = Product.objects.filter(kind=ProductKind.GOODS.value, is_active=True, price__gt=0)
    if family:
        products = products.filter(family__name=family)
    now = timezone.now()
    insert_rows(
        PriceListItem,
        ("price_list_id", "product_id", "min_quantity", "price", "updated_at"),
        [
            (found.pk, key, quantity, str(price), now)
            for key, base, cost in products.order_by("pk").values_list("pk", "price", "cost")
            for quantity, price in _breaks((base or CENT) * (1 + rise / HUNDRED), cost, breaks)
        ],
    )


def _breaks(
    base: Decimal, cost: Decimal | None, breaks: tuple[tuple[int, int], ...]
) -> Iterator[tuple[int, Decimal]]:
    """The prices by quantity, each lower than the one before; breaks that the cost forbids are left out."""
    least = cost / (1 - _LEAST_MARGIN) if cost else Decimal(0)
    last: Decimal | None = None
    for quantity, percent in breaks:
        price = min(max(base * (HUNDRED - percent) / HUNDRED, least), base).quantize(CENT, ROUND_HALF_UP)
        if last is None or price < last:
            yield quantity, price
            last = price
