"""What the other prices would have given, and why they do not apply."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from negoce.catalogue.rules.price_candidates import Candidate, candidates
from negoce.catalogue.rules.pricing import ListPrice, NegotiatedTerm, Validity, choose_price
from negoce.kit.worked import CannotWork

DAY = date(2026, 6, 1)
ALWAYS = Validity()


def of_list(name: str, price: str, least: str = "1", kind: str = "", priority: int = 0) -> ListPrice:
    return ListPrice(name, kind, priority, Decimal(price), Decimal(least), ALWAYS)


def agreed(
    price: str | None = None, discount: str | None = None, least: str = "0", *, family: bool = False
) -> NegotiatedTerm:
    amount = Decimal(price) if price else None
    return NegotiatedTerm(amount, Decimal(discount) if discount else None, family, Decimal(least), ALWAYS)


def told(found: list[Candidate]) -> list[tuple[str, str, str | None, str]]:
    return [
        (each.origin, each.name, str(each.unit_price) if each.unit_price is not None else None, each.code)
        for each in found
    ]


def test_each_list_shows_the_break_reached_and_the_next_one() -> None:
    lists = [of_list("A", "10"), of_list("A", "9", "50"), of_list("A", "8", "100"), of_list("A", "7", "500")]
    found = candidates(quantity=Decimal(60), day=DAY, customer_kind="", base_price=Decimal(12), lists=lists)
    assert told(found) == [
        ("list", "A", "9", "chosen"),
        ("list", "A", "8", "quantity"),
        ("base", "", "12", "weaker"),
    ]


def test_lists_of_other_customers_are_left_out() -> None:
    lists = [of_list("B", "5", kind="retailer"), of_list("A", "9", kind="wholesaler")]
    found = candidates(quantity=Decimal(1), day=DAY, customer_kind="wholesaler", base_price=None, lists=lists)
    assert told(found) == [("list", "A", "9", "chosen")]


def test_what_was_agreed_comes_first_and_a_discount_says_what_it_makes() -> None:
    later = NegotiatedTerm(Decimal(1), None, False, Decimal(0), Validity(date(2027, 1, 1)))
    over = NegotiatedTerm(Decimal(2), None, False, Decimal(0), Validity(None, date(2026, 1, 1)))
    terms = [agreed(discount="10"), agreed(discount="20", family=True), agreed("5", least="99"), later, over]
    found = candidates(
        quantity=Decimal(2), day=DAY, customer_kind="", base_price=Decimal(50), negotiated=terms
    )
    assert [(each.code, each.unit_price) for each in found] == [
        ("chosen", Decimal("45.0000")),
        ("before", Decimal(1)),
        ("after", Decimal(2)),
        ("quantity", Decimal(5)),
        ("weaker", Decimal("40.0000")),
        ("weaker", Decimal(50)),
    ]


PRICE = st.decimals(0, 1000, places=2)
LEAST = st.sampled_from([Decimal(1), Decimal(10), Decimal(50)])
VALID = st.sampled_from(
    [ALWAYS, Validity(DAY), Validity(None, date(2026, 5, 31)), Validity(date(2026, 7, 1))]
)
LISTS = st.lists(
    st.builds(
        ListPrice,
        st.sampled_from("ABC"),
        st.sampled_from(["", "retailer"]),
        st.integers(0, 2),
        PRICE,
        LEAST,
        VALID,
    ),
    max_size=6,
    unique_by=lambda each: (each.list_name, each.min_quantity),
)
TERMS = st.lists(st.builds(NegotiatedTerm, PRICE, st.none(), st.booleans(), LEAST, VALID), max_size=4)


@given(LISTS, TERMS, st.none() | PRICE, st.sampled_from([Decimal(1), Decimal(20), Decimal(99)]))
def test_the_one_that_is_marked_is_the_one_that_applies(
    lists: list[ListPrice], terms: list[NegotiatedTerm], base: Decimal | None, quantity: Decimal
) -> None:
    """Lists of one name have one priority, kind and time in the catalogue."""
    heads = {each.list_name: each for each in lists}
    sound = [
        ListPrice(
            each.list_name,
            heads[each.list_name].customer_kind,
            heads[each.list_name].priority,
            each.price,
            each.min_quantity,
            heads[each.list_name].validity,
        )
        for each in lists
    ]
    found = candidates(
        quantity=quantity, day=DAY, customer_kind="retailer", base_price=base, negotiated=terms, lists=sound
    )
    chosen = [each for each in found if each.code == "chosen"]
    try:
        worked = choose_price(
            quantity=quantity,
            day=DAY,
            customer_kind="retailer",
            base_price=base,
            negotiated=terms,
            lists=sound,
        )
    except CannotWork:
        assert chosen == []
    else:
        assert [each.unit_price for each in chosen] == [worked.value.unit_price]
