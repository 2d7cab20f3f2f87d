"""Which price applies to a customer, a product and a quantity on a day, and why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from negoce.kit.worked import CannotWork, Step, Worked

HUNDRED = Decimal(100)
# Unit prices keep four decimals, as those of the catalogue do.
UNIT = Decimal("0.0001")


@dataclass(frozen=True, slots=True)
class Validity:
    """The days on which a price holds, both included; None is open."""

    starts_on: date | None = None
    ends_on: date | None = None

    def holds_on(self, day: date) -> bool:
        """Tell whether a day lies within."""
        return (self.starts_on is None or self.starts_on <= day) and (
            self.ends_on is None or day <= self.ends_on
        )


@dataclass(frozen=True, slots=True)
class NegotiatedTerm:
    """What was agreed with one customer: a price, or percent points off, for a product or its whole family."""

    price: Decimal | None
    discount: Decimal | None
    for_family: bool
    min_quantity: Decimal
    validity: Validity
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ListPrice:
    """A line of a price list; a list without a customer kind is for all."""

    list_name: str
    customer_kind: str
    priority: int
    price: Decimal
    min_quantity: Decimal
    validity: Validity


@dataclass(frozen=True, slots=True)
class Price:
    """A unit price excluding VAT, and where it comes from: negotiated, list or base."""

    unit_price: Decimal
    origin: str


def choose_price(
    *,
    quantity: Decimal,
    day: date,
    customer_kind: str,
    base_price: Decimal | None,
    negotiated: Iterable[NegotiatedTerm] = (),
    lists: Iterable[ListPrice] = (),
) -> Worked[Price]:
    """Return the price that applies, and the steps that say why the others do not.

    What was negotiated for the product comes before its family, that before the list of the customer's kind, that
    before a general list, that before the base price. Within each: the largest break reached by the quantity, then
    the list of highest priority, then the latest start. A negotiated discount bears on the price found without it.
    Raises CannotWork when the product has no price at all.
    """
    size = abs(quantity)
    public = _public_price(size, day, customer_kind, base_price, lists)
    term = best_term(negotiated, size, day)
    if term is None:
        if public is None:
            raise CannotWork("price.none")
        return public
    if term.price is not None:
        step = Step(
            "price.negotiated", {"price": term.price, "from": term.min_quantity, "reason": term.reason}
        )
        return Worked(Price(term.price, "negotiated"), (step, *_instead_of(public)))
    if public is None:
        raise CannotWork("price.discount_of_nothing")
    discount = term.discount or Decimal(0)
    price = discounted(public.value.unit_price, discount)
    figures = {"before": public.value.unit_price, "percent": discount, "price": price, "reason": term.reason}
    code = "price.negotiated_family_discount" if term.for_family else "price.negotiated_discount"
    return Worked(Price(price, "negotiated"), (*public.steps, Step(code, figures)))


def best_term(negotiated: Iterable[NegotiatedTerm], size: Decimal, day: date) -> NegotiatedTerm | None:
    """Return what was negotiated and applies to a quantity (above 0) on a day, or None."""
    held = [each for each in negotiated if each.validity.holds_on(day) and each.min_quantity <= size]
    if not held:
        return None
    return min(held, key=lambda each: (each.for_family, -each.min_quantity, _recency(each.validity)))


def best_list_price(
    lists: Iterable[ListPrice], size: Decimal, day: date, customer_kind: str
) -> ListPrice | None:
    """Return the line of a price list that applies to a quantity (above 0) on a day, or None."""
    held = [
        each
        for each in lists
        if each.customer_kind in ("", customer_kind)
        and each.validity.holds_on(day)
        and each.min_quantity <= size
    ]
    if not held:
        return None
    chosen = min(
        held,
        key=lambda each: (
            each.customer_kind == "",
            -each.priority,
            _recency(each.validity),
            each.list_name,
            -each.min_quantity,
        ),
    )
    # A break belongs to its list: the largest one reached in the list that won.
    breaks = [each for each in held if each.list_name == chosen.list_name]
    return max(breaks, key=lambda each: each.min_quantity)


def discounted(price: Decimal, percent: Decimal) -> Decimal:
    """Return a unit price less so many percent points, to four decimals."""
    return (price * (HUNDRED - percent) / HUNDRED).quantize(UNIT, ROUND_HALF_UP)


def _public_price(
    size: Decimal, day: date, customer_kind: str, base_price: Decimal | None, lists: Iterable[ListPrice]
) -> Worked[Price] | None:
    chosen = best_list_price(lists, size, day, customer_kind)
    if chosen is not None:
        figures = {"list": chosen.list_name, "price": chosen.price, "from": chosen.min_quantity}
        code = "price.list_break" if chosen.min_quantity > 1 else "price.list"
        return Worked(Price(chosen.price, "list"), (Step(code, figures),))
    if base_price is None:
        return None
    return Worked(Price(base_price, "base"), (Step("price.base", {"price": base_price}),))


def _recency(validity: Validity) -> int:
    return -(validity.starts_on.toordinal() if validity.starts_on else 0)


def _instead_of(public: Worked[Price] | None) -> tuple[Step, ...]:
    if public is None:
        return ()
    return (Step("price.instead_of", {"price": public.value.unit_price}),)
