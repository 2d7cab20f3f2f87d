"""Reductions and amounts as plain values that a JSON column keeps, and back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from negoce.catalogue.enums import ReductionKind, VatCategory
from negoce.catalogue.rules.reductions import Reduction
from negoce.catalogue.rules.totals import VatGroup, VatSubtotal


def stored_reductions(reductions: Sequence[Reduction]) -> list[dict[str, str]]:
    """Reductions as a list of mappings of texts: kind, and percent or amount."""
    return [
        {
            "kind": each.kind.value,
            **({"percent": str(each.percent)} if each.percent is not None else {}),
            **({"amount": str(each.amount)} if each.amount is not None else {}),
        }
        for each in reductions
    ]


def read_reductions(stored: Sequence[Mapping[str, str]]) -> tuple[Reduction, ...]:
    """What `stored_reductions` wrote. Raises ValueError or KeyError for anything else."""
    return tuple(
        Reduction(
            ReductionKind(each["kind"]),
            percent=Decimal(each["percent"]) if "percent" in each else None,
            amount=Decimal(each["amount"]) if "amount" in each else None,
        )
        for each in stored
    )


def stored_vat(subtotals: Sequence[VatSubtotal]) -> list[dict[str, str]]:
    """The VAT of each group as texts: category, rate, base, vat."""
    return [
        {
            "category": each.group.category.value,
            "rate": str(each.group.rate),
            "base": str(each.base),
            "vat": str(each.vat),
        }
        for each in subtotals
    ]


def read_vat(stored: Sequence[Mapping[str, str]]) -> tuple[VatSubtotal, ...]:
    """What `stored_vat` wrote."""
    return tuple(
        VatSubtotal(
            VatGroup(VatCategory(each["category"]), Decimal(each["rate"])),
            Decimal(each["base"]),
            Decimal(each["vat"]),
        )
        for each in stored
    )
