"""Stores an order that is handled here: its facts, its terms and its lines, from the same amounts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from negoce.catalogue.rules.sale_lines import SaleAmounts
from negoce.companies.enums import AddressKind
from negoce.companies.models import Address, Company
from negoce.kit.refusal import Refused
from negoce.kit.worked import CannotWork
from negoce.orders.models import Order, OrderLine, OrderLineTerms, OrderTerms
from negoce.orders.rules.agreed_lines import LONGEST_LABEL, AgreedLine, CountedLine, counted_lines
from negoce.parameters.actions.next_number import next_number


@dataclass(frozen=True, slots=True)
class Places:
    """Where the bill and the goods go; None when the company has no address."""

    billing: Address | None
    delivery: Address | None


def next_reference(day: date) -> str:
    """`CDE-2026-00001`, in the caller's transaction."""
    return f"CDE-{day.year}-{next_number(f'order-{day.year}'):05d}"


def usual_places(company: Company) -> Places:
    """Where the bill and the goods go: the address of that use, else the head office, else the first."""
    known = list(Address.objects.filter(company=company).order_by("id"))

    def first(kind: AddressKind) -> Address | None:
        wanted = [each for each in known if each.kind == kind.value]
        office = [each for each in known if each.kind == AddressKind.HEAD_OFFICE.value]
        return next(iter([*wanted, *office, *known]), None)

    return Places(first(AddressKind.BILLING), first(AddressKind.DELIVERY))


def work_out(terms: OrderTerms, lines: Sequence[AgreedLine]) -> SaleAmounts:
    """Put the amounts of these lines on the terms, unsaved. Raises Refused for what cannot be added up."""
    try:
        return terms.add_up([line.sale_line for line in lines]).value
    except CannotWork as problem:
        raise Refused(
            _(
                "Les lignes ne s’additionnent pas : vérifiez les quantités, les remises et les taux de TVA. Rien n’a "
                "été enregistré."
            )
        ) from problem


def write_order(order: Order, terms: OrderTerms, lines: Sequence[AgreedLine]) -> None:
    """Store order, terms and lines, in place of the lines that were there; the caller works the figures out.

    In the caller's transaction.
    """
    amounts = work_out(terms, lines)
    counted = counted_lines(lines, amounts)
    order.net, order.incl_vat, order.cost = terms.net, terms.incl_vat, _cost(counted)
    order.currency, order.lines_count = terms.currency, len(counted)
    order.save()
    terms.order = order
    terms.save()
    OrderLineTerms.objects.filter(order=terms).delete()
    OrderLine.objects.filter(order=order).delete()
    facts = OrderLine.objects.bulk_create(
        [_fact(order, position, each, lines) for position, each in enumerate(counted, 1)]
    )
    by_place = {each.line: fact for each, fact in zip(counted, facts, strict=True) if each.line is not None}
    OrderLineTerms.objects.bulk_create(
        [_agreed(terms, place, line, amounts, by_place.get(place)) for place, line in enumerate(lines)]
    )


def _cost(counted: Sequence[CountedLine]) -> Decimal | None:
    """What the order costs; not known unless the cost of every line is."""
    costs = [each.cost for each in counted]
    return (
        None
        if any(cost is None for cost in costs)
        else sum((cost or Decimal(0) for cost in costs), Decimal(0))
    )


def _fact(order: Order, position: int, counted: CountedLine, lines: Sequence[AgreedLine]) -> OrderLine:
    line = lines[counted.line] if counted.line is not None else None
    return OrderLine(
        order=order,
        position=position,
        product_id=line.product_id if line else None,
        label=(line.label if line else _("Port"))[:LONGEST_LABEL],
        quantity=counted.quantity,
        unit_price=counted.unit_price,
        net=counted.net,
        cost=counted.cost,
    )


def _agreed(
    terms: OrderTerms, place: int, line: AgreedLine, amounts: SaleAmounts, fact: OrderLine | None
) -> OrderLineTerms:
    return OrderLineTerms(
        order=terms,
        order_line=fact,
        position=place + 1,
        allowance=amounts.line_reductions[place],
        net=amounts.line_nets[place],
        **line.columns(),
        promised_on=line.promised_on,
    )
