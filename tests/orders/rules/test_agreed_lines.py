"""What figures count of an order adds up to what the document says, to the cent."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from negoce.catalogue.enums import LineKind, ReductionKind
from negoce.catalogue.rules.reductions import Reduction
from negoce.catalogue.rules.sale_lines import SaleAmounts, sale_amounts
from negoce.orders.rules.agreed_lines import AgreedLine, counted_lines

TEN_PERCENT = Reduction(ReductionKind.TRADE_DISCOUNT, percent=Decimal(10))


def amounts_of(lines: list[AgreedLine], *reductions: Reduction, shipping: str = "0") -> SaleAmounts:
    worked = sale_amounts(
        [line.sale_line for line in lines], reductions=reductions, shipping=Decimal(shipping)
    )
    return worked.value


def item(quantity: str, price: str, cost: str | None = None) -> AgreedLine:
    return AgreedLine(
        quantity=Decimal(quantity),
        unit_price=Decimal(price),
        unit_cost=None if cost is None else Decimal(cost),
    )


def test_a_reduction_of_the_order_is_borne_by_its_lines_and_shipping_is_a_line() -> None:
    lines = [item("2", "100", "60"), AgreedLine(kind=LineKind.TITLE, label="Divers"), item("1", "50")]
    counted = counted_lines(lines, amounts_of(lines, TEN_PERCENT, shipping="15"))
    assert [(each.line, each.net, each.cost) for each in counted] == [
        (0, Decimal("180.00"), Decimal("120.00")),
        (2, Decimal("45.00"), None),
        (None, Decimal("15.00"), Decimal(0)),
    ]
    assert counted[0].unit_price == Decimal("90.0000")


# A machine shared by many may stall while a line is drawn.
PATIENT = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
prices = st.decimals("0.01", "9999", places=2)
quantities = st.decimals("0.001", "999", places=3)


@PATIENT
@given(
    lines=st.lists(st.tuples(quantities, prices), min_size=1, max_size=12),
    percent=st.decimals("0", "100", places=2),
    shipping=st.decimals("0", "500", places=2),
)
def test_no_cent_is_lost(lines: list[tuple[Decimal, Decimal]], percent: Decimal, shipping: Decimal) -> None:
    agreed = [AgreedLine(quantity=quantity, unit_price=price) for quantity, price in lines]
    amounts = amounts_of(
        agreed, Reduction(ReductionKind.TRADE_DISCOUNT, percent=percent), shipping=str(shipping)
    )
    counted = counted_lines(agreed, amounts)
    assert sum(each.net for each in counted) == amounts.document.base
