"""What may be declared of the way a company buys."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from negoce.companies.rules.declared_values import clean_declared

TODAY = date(2026, 11, 21)


def clean(**values: object) -> tuple[dict[str, object], dict[str, str]]:
    cleaned, errors = clean_declared(values, today=TODAY)
    return dict(cleaned), {name: finding.code for name, finding in errors.items()}


def test_a_competitor_with_its_share() -> None:
    cleaned, errors = clean(
        kind="competitor",
        competitor=" Embalor ",
        share="12,5",
        source="interview",
        known_on="12/11/2026",
        amount="9",
    )
    assert errors == {}
    assert cleaned == {
        "kind": "competitor",
        "category": "",
        "text": "",
        "competitor": "Embalor",
        "share": Decimal("12.50"),
        "source": "interview",
        "known_on": date(2026, 11, 12),
    }


def test_without_a_day_it_is_today() -> None:
    assert clean(kind="process", text="Le comité décide", source="document")[0]["known_on"] == TODAY


@pytest.mark.parametrize(
    ("values", "faults"),
    [
        ({"kind": ""}, {"kind": "text.required"}),
        ({"kind": "process", "text": " ", "source": "interview"}, {"text": "text.required"}),
        ({"kind": "purchases", "amount": "0", "source": "interview"}, {"amount": "text.required"}),
        ({"kind": "purchases", "amount": "-5", "source": "interview"}, {"amount": "number.negative"}),
        (
            {"kind": "purchases", "amount": "5", "share": "101", "source": "x"},
            {"share": "number.too_large", "source": "choice.unknown"},
        ),
        ({"kind": "negotiation", "practice": "tender"}, {"source": "text.required"}),
        (
            {"kind": "negotiation", "practice": "tender", "source": "interview", "known_on": "22/11/2026"},
            {"known_on": "declared.day_to_come"},
        ),
    ],
)  # fmt: skip
def test_what_is_refused(values: dict[str, object], faults: dict[str, str]) -> None:
    assert clean(**values)[1] == faults
