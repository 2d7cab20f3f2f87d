"""The columns of `CustomerLife` that the night writes, and how they are said to the database."""

from __future__ import annotations

from negoce.portfolio.facts.sources.reading import Kind, Reading, Wanted

STANDING = ("status", "status_since", "cause", "computed", "reason")
RHYTHM = (
    "order_days", "first_order_on", "last_order_on", "cadence_days", "gaps_variation", "net_12_months",
    "margin_12_months", "orders_12_months", "families",
)  # fmt: skip
RFM = ("rfm_recency", "rfm_frequency", "rfm_money")
FORESIGHT = (
    "p_alive", "p_order_90", "expected_30", "expected_90", "expected_90_low", "expected_90_high", "expected_365",
    "mean_90", "next_order_on", "next_order_from", "next_order_until", "value_36_months",
)  # fmt: skip
FIGURES = (*RHYTHM, *RFM, *FORESIGHT)
COLUMNS = (*STANDING, *FIGURES, "as_of")

DAYS = frozenset(
    {
        "status_since",
        "first_order_on",
        "last_order_on",
        "next_order_on",
        "next_order_from",
        "next_order_until",
    }
)
MONEY = frozenset({"net_12_months", "margin_12_months", "value_36_months"})
FLOATS = frozenset({"cadence_days", "gaps_variation", *FORESIGHT}) - DAYS - MONEY
_WORDS = frozenset({"status", "cause", "computed"})


def _kind(name: str) -> Kind:
    if name in _WORDS:
        return Kind.WORD
    if name in DAYS:
        return Kind.DAY
    if name in MONEY:
        return Kind.CENTS
    return Kind.QUANTITY if name in FLOATS else Kind.NUMBER


# What is stored, with amounts in cents; the reason follows from the rest.
STORED = Reading(
    "portfolio_customerlife",
    "company_id",
    (
        Wanted("company_id", "company_id", Kind.NUMBER),
        *(
            Wanted(name, name, _kind(name))
            for name in ("status", "status_since", "cause", "computed", *FIGURES)
        ),
        Wanted("as_of", "as_of", Kind.DAY),
    ),
)
