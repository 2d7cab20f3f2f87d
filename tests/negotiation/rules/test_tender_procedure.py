"""The procedure of a public purchase by amount, buyer, need and day (R-S8)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from negoce.kit.worked import CannotWork
from negoce.negotiation.enums import BuyerKind, NeedKind
from negoce.negotiation.rules.tender_procedure import procedure

MAY = date(2026, 5, 4)
EUROPEAN = ("formal", "european")


@pytest.mark.parametrize(
    ("amount", "buyer", "need", "day", "found"),
    [
        # The worked examples.
        ("55000", "local", "services", date(2026, 3, 15), ("adapted", "free_form")),
        ("55000", "local", "services", date(2026, 4, 2), ("exempt", "none")),
        ("120000", "local", "supplies", MAY, ("adapted", "notice")),
        ("216000", "local", "supplies", MAY, EUROPEAN),
        ("150000", "state", "services", MAY, EUROPEAN),
        ("99999", "local", "works", MAY, ("exempt", "none")),
        # Each threshold is reached by its own amount.
        ("39999.99", "local", "supplies", date(2026, 3, 31), ("exempt", "none")),
        ("40000", "local", "supplies", date(2026, 3, 31), ("adapted", "free_form")),
        ("59999.99", "state", "supplies", date(2026, 4, 1), ("exempt", "none")),
        ("60000", "state", "supplies", date(2026, 4, 1), ("adapted", "free_form")),
        ("90000", "local", "supplies", MAY, ("adapted", "notice")),
        ("89999.99", "local", "supplies", MAY, ("adapted", "free_form")),
        ("140000", "state", "supplies", MAY, EUROPEAN),
        ("431999.99", "utility", "supplies", MAY, ("adapted", "notice")),
        ("432000", "defence", "services", MAY, EUROPEAN),
        ("100000", "utility", "works", MAY, ("adapted", "notice")),
        ("5404000", "local", "works", MAY, EUROPEAN),
        ("749999", "local", "social", MAY, ("adapted", "free_form")),
        ("750000", "local", "social", MAY, ("adapted", "european")),
        ("900000", "private", "works", date(2020, 1, 1), ("free", "none")),
    ],
)
def test_the_procedure_follows_the_amount(amount, buyer, need, day, found):
    worked = procedure(Decimal(amount), buyer=BuyerKind(buyer), need=NeedKind(need), starts_on=day)
    assert (worked.value.procedure, worked.value.publicity) == found


def _findings(amount: str, buyer: BuyerKind, need: NeedKind, day: date = MAY) -> list[str]:
    found = procedure(Decimal(amount), buyer=buyer, need=need, starts_on=day).findings
    return [each.code for each in found]


def test_what_no_text_confirms_is_said():
    assert _findings("120000", BuyerKind.LOCAL, NeedKind.SUPPLIES) == []
    assert _findings("120000", BuyerKind.UTILITY, NeedKind.SUPPLIES) == ["tender.to_confirm_notice"]
    assert _findings("120000", BuyerKind.LOCAL, NeedKind.SOCIAL) == ["tender.to_confirm_formal"]
    early = _findings("120000", BuyerKind.LOCAL, NeedKind.SOCIAL, date(2026, 3, 31))
    assert early == ["tender.to_confirm_exempt", "tender.to_confirm_formal"]
    assert _findings("120000", BuyerKind.LOCAL, NeedKind.WORKS, date(2028, 1, 1)) == [
        "tender.thresholds_past"
    ]


@pytest.mark.parametrize(
    ("amount", "need", "told"),
    [
        ("59999.99", NeedKind.SUPPLIES, False),
        ("60000", NeedKind.SUPPLIES, True),
        ("99999", NeedKind.WORKS, False),
        ("100000", NeedKind.WORKS, True),
    ],
)
def test_documents_are_on_line_where_somebody_is_consulted(amount, need, told):
    found = procedure(Decimal(amount), buyer=BuyerKind.LOCAL, need=need, starts_on=date(2026, 3, 2))
    assert [each.code for each in found.steps].count("tender.documents_online") == told


def test_the_turnover_asked_for_has_a_ceiling():
    found = procedure(Decimal(120_000), buyer=BuyerKind.LOCAL, need=NeedKind.SUPPLIES, starts_on=MAY)
    assert found.value.most_turnover == Decimal(180_000)


@pytest.mark.parametrize(
    ("need", "lots", "taken"),
    [
        # 20 % of 400,000 is 80,000: 30,000 and 50,000 fit, 79,999 would be too much.
        ("supplies", (30_000, 50_000, 79_999, 240_001), (0, 1)),
        ("supplies", (80_000, 320_000), ()),
        ("supplies", (79_999, 320_001), (0,)),
        ("works", (999_999, 4_500_000), (0,)),
        ("works", (1_000_000, 4_500_000), ()),
        # Not a formal procedure: no lot has to leave it.
        ("supplies", (10_000, 80_000), ()),
    ],
)
def test_small_lots_leave_a_formal_procedure(need, lots, taken):
    amounts = [Decimal(lot) for lot in lots]
    found = procedure(
        sum(amounts, Decimal(0)), buyer=BuyerKind.LOCAL, need=NeedKind(need), starts_on=MAY, lots=amounts
    )
    assert found.value.small_lots == taken


@pytest.mark.parametrize(
    ("amount", "day", "lots", "code"),
    [
        (0, MAY, (), "tender.amount_needed"),
        (100, MAY, (40, 50), "tender.lots_do_not_add_up"),
        (100, date(2025, 12, 31), (), "tender.thresholds_unknown"),
    ],
)
def test_what_cannot_be_judged_is_refused(amount, day, lots, code):
    with pytest.raises(CannotWork) as refused:
        procedure(
            Decimal(amount),
            buyer=BuyerKind.LOCAL,
            need=NeedKind.SUPPLIES,
            starts_on=day,
            lots=[Decimal(lot) for lot in lots],
        )
    assert refused.value.finding.code == code
