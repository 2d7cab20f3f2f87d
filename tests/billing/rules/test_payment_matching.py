"""Which invoices a payment settles, and how sure we are."""

from __future__ import annotations

from datetime import date
from decimal import Decimal as D

from hypothesis import given
from hypothesis import strategies as st

from negoce.billing.rules.payment_matching import (
    Confidence,
    OpenItem,
    OpenItems,
    Proposal,
    Received,
    propose,
)

LAITERIE, FORGES = 1, 2
NAMES = [(LAITERIE, "Laiterie du Vercors SAS"), (FORGES, "Les Forges de Syam")]
ITEMS = [
    OpenItem(10, "F2026-00012", LAITERIE, D("1234.56"), date(2026, 10, 31)),
    OpenItem(11, "F2026-00019", LAITERIE, D("500.00"), date(2026, 11, 30)),
    OpenItem(12, "F2026-00020", LAITERIE, D("250.00"), date(2026, 12, 15), discounted=D("245.00")),
    OpenItem(20, "F2026-00030", FORGES, D("777.00"), date(2026, 11, 1)),
]


def best(amount: str, text: str = "", **more: object) -> Proposal | None:
    found = propose(Received(D(amount), text, **more), OpenItems(ITEMS, NAMES))  # type: ignore[arg-type]
    return found[0] if found else None


def shown(proposal: Proposal | None) -> tuple[tuple[tuple[int, D], ...], D, str, list[str]] | None:
    if proposal is None:
        return None
    codes = [reason.code for reason in proposal.reasons]
    return proposal.shares, proposal.rest, proposal.confidence.value, codes


def test_a_reference_and_its_amount_are_sure_whatever_the_punctuation() -> None:
    proposal = best("1234.56", "VIR RECU F 2026/00012 LAITERIE")
    assert shown(proposal) == (((10, D("1234.56")),), 0, "sure", ["match.named", "match.exact"])


def test_two_references_paid_at_once() -> None:
    proposal = best("1734.56", "F202600012 F202600019")
    assert shown(proposal) == (
        ((10, D("1234.56")), (11, D("500.00"))), 0, "sure", ["match.named", "match.exact_sum"],
    )  # fmt: skip


def test_the_number_that_ends_a_reference_names_it_beside_a_whole_one() -> None:
    items = [
        OpenItem(30, "FA-CDE-562610", LAITERIE, D("120.40"), date(2026, 11, 14)),
        OpenItem(31, "F2026-00037", LAITERIE, D("1500.48"), date(2026, 12, 1)),
        OpenItem(32, "F2026-00038", LAITERIE, D("90.00"), date(2026, 12, 2)),
    ]
    found = propose(Received(D("1620.88"), "FACTURES 562610 ET F2026-00037"), OpenItems(items, NAMES))
    assert [shown(each) for each in found] == [
        (((30, D("120.40")), (31, D("1500.48"))), 0, "sure", ["match.named", "match.exact_sum"])
    ]


def test_a_number_by_chance_names_nothing() -> None:
    """00012 ends an invoice's reference; nothing says that it is this customer, nor does the amount."""
    assert best("3.20", "CARTE 00012 PARKING") is None
    assert shown(best("1234.56", "FACTURE 00012")) == (
        ((10, D("1234.56")),), 0, "sure", ["match.named", "match.exact"],
    )  # fmt: skip


def test_one_named_and_another_of_the_customer_make_the_amount() -> None:
    assert shown(best("1734.56", "F2026-00019")) == (
        ((11, D("500.00")), (10, D("1234.56"))), 0, "likely", ["match.named", "match.beside", "match.exact_sum"],
    )  # fmt: skip


def test_part_of_what_is_named() -> None:
    assert shown(best("1000", "F2026-00012")) == (
        ((10, D("1000")),), 0, "likely", ["match.named", "match.part"],
    )  # fmt: skip


def test_more_than_what_is_named_leaves_a_rest() -> None:
    proposal = best("1300", "F2026-00012")
    assert shown(proposal) == (((10, D("1234.56")),), D("65.44"), "likely", ["match.named", "match.too_much"])


def test_a_known_account_and_one_amount_are_sure() -> None:
    assert shown(best("500", "VIREMENT", company=LAITERIE)) == (
        ((11, D("500.00")),), 0, "sure", ["match.account", "match.exact"],
    )  # fmt: skip


def test_a_name_finds_the_sum_of_several() -> None:
    assert shown(best("750", "VIREMENT", counterpart="LAITERIE DU VERCORS")) == (
        ((11, D("500.00")), (12, D("250.00"))), 0, "likely", ["match.name", "match.exact_sum"],
    )  # fmt: skip


def test_a_cash_discount_that_was_taken() -> None:
    assert shown(best("245", "F2026-00020")) == (
        ((12, D("245.00")),), 0, "sure", ["match.named", "match.discount_taken"],
    )  # fmt: skip


def test_oldest_first_when_nothing_fits() -> None:
    assert shown(best("1500", "VIREMENT", company=LAITERIE)) == (
        ((10, D("1234.56")), (11, D("265.44"))), 0, "possible", ["match.account", "match.part"],
    )  # fmt: skip


def test_an_amount_that_only_one_has() -> None:
    assert shown(best("777", "VIREMENT RECU")) == (((20, D("777")),), 0, "possible", ["match.only_amount"])


def test_nothing_explains_it() -> None:
    assert best("3.33", "VIREMENT RECU") is None
    assert best("-500", "F2026-00019") is None
    assert best("12", "2026") is None


def test_a_reference_inside_a_longer_one_is_not_named() -> None:
    items = OpenItems([OpenItem(1, "F2026-1", 1, D(5)), OpenItem(2, "F2026-12", 1, D(7))], NAMES)
    assert [item.key for item in items.named_in("F2026-12")] == [2]


@given(
    st.decimals("0.01", "99999", places=2),
    st.sampled_from(["", "F2026-00012 F2026-00020", "laiterie du vercors"]),
)
def test_no_cent_is_lost(amount: D, text: str) -> None:
    for proposal in propose(Received(amount, text), OpenItems(ITEMS, NAMES)):
        assert sum((share for _key, share in proposal.shares), D(0)) + proposal.rest == amount
        assert all(share > 0 for _key, share in proposal.shares)
        assert proposal.confidence in Confidence


def test_a_discount_is_proposed_until_its_last_day() -> None:
    last = date(2026, 11, 10)
    item = OpenItem(
        12, "F2026-00020", LAITERIE, D("250.00"), None, discounted=D("245.00"), discount_until=last
    )

    def reasons(day: date) -> list[str]:
        found = propose(Received(D("245.00"), "F2026-00020", day=day), OpenItems([item], NAMES))[0]
        return [reason.code for reason in found.reasons]

    assert reasons(last) == ["match.named", "match.discount_taken"]
    assert reasons(date(2026, 11, 11)) == ["match.named", "match.part"]
