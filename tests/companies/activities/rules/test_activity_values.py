"""Values of activities and parts of reports."""

from datetime import date, datetime
from decimal import Decimal

import pytest

from negoce.companies.rules.activity_report import ItemDraft, clean_report
from negoce.companies.rules.activity_values import (
    check_day,
    clean_activity,
    clean_observation,
    may_be_planned,
    may_observe,
    needs_company,
)

NOW = datetime(2026, 11, 20, 15, 30)  # noqa: DTZ001 - the rule works in the reader's time, without a zone
TODAY = NOW.date()


def test_values_are_cleaned() -> None:
    cleaned = clean_activity(
        {
            "kind": "call",
            "subject": "  Relance \u202e  prix ",
            "duration_minutes": "45",
            "buying_intent": "on",
        }
    )
    assert cleaned.values == {
        "kind": "call",
        "subject": "Relance prix",
        "duration_minutes": 45,
        "buying_intent": True,
    }
    assert cleaned.errors == {}


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        ("body", "x" * 10_001, "text.too_long"),
        ("subject", "x" * 201, "text.too_long"),
        ("kind", "telepathy", "choice.unknown"),
        ("kind", "", "activity.kind_needed"),
        ("duration_minutes", "deux heures", "number.unreadable"),
        ("duration_minutes", "-5", "number.negative"),
        ("state", "done", "field.unknown"),
    ],
)
def test_faulty_values_are_refused(name: str, value: str, code: str) -> None:
    cleaned = clean_activity({name: value})
    assert name not in cleaned.values
    assert cleaned.errors[name].code == code


def test_text_of_any_script_is_kept() -> None:
    body = "Vu l’atelier 🧀\nمرحبا <script>alert(1)</script>"
    assert clean_activity({"body": body}).values == {"body": body}
    assert clean_activity({"body": "x" * 10_000}).values == {"body": "x" * 10_000}


def test_days_that_cannot_be() -> None:
    assert check_day(date(2026, 11, 20), TODAY, "done") is None
    assert check_day(date(2031, 11, 20), TODAY, "planned") is None
    future = check_day(date(2026, 11, 21), TODAY, "done")
    assert future is not None
    assert future.code == "activity.done_in_future"
    unlikely = check_day(date(2126, 11, 21), TODAY, "planned")
    assert unlikely is not None
    assert unlikely.code == "activity.day_unlikely"


def test_what_each_kind_may_be() -> None:
    assert (may_be_planned("task"), may_be_planned("note")) == (True, False)
    assert (needs_company("visit"), needs_company("task")) == (True, False)
    assert may_observe("visit", "done")
    assert not may_observe("visit", "planned")
    assert not may_observe("email", "done")


def test_observations_come_from_closed_lists() -> None:
    assert clean_observation("purchase_motive", "money", " « Trop cher » ").value == (
        "purchase_motive",
        "money",
        "« Trop cher »",
    )
    for kind, value in (("purchase_motive", "price"), ("mood", "bad"), ("", ""), ("interest", "")):
        parsed = clean_observation(kind, value, "")
        assert parsed.finding is not None
        assert parsed.finding.code == "choice.unknown"


def test_a_report_is_read_whole() -> None:
    report = clean_report(
        [
            ItemDraft("agreement", "Livraison le mardi"),
            ItemDraft("promise", ""),
            ItemDraft("promise", "Échantillon", due="30/11", owner=4),
            ItemDraft(
                "offer", "Film 20 µm", quantity="1 200", price="3,45", delivery="10 jours", terms="45 j"
            ),
        ],
        NOW,
    )
    assert report.errors == {}
    agreement, promise, offer = report.items
    assert (agreement.text, agreement.due, agreement.owner) == ("Livraison le mardi", None, None)
    assert (promise.due, promise.owner) == (date(2026, 11, 30), 4)
    assert (offer.quantity, offer.price) == (Decimal("1200.000"), Decimal("3.45"))
    assert (offer.delivery, offer.terms) == ("10 jours", "45 j")


def test_the_faults_of_a_report_name_their_row() -> None:
    report = clean_report(
        [
            ItemDraft("promise", "Sans date"),
            ItemDraft("question", "Recyclable ?", due="31/02/2026"),
            ItemDraft("offer", "", price="cher", quantity="0"),
            ItemDraft("gift", "Montre"),
            ItemDraft("agreement", "x" * 501),
        ],
        NOW,
    )
    codes = {row: {name: each.code for name, each in errors.items()} for row, errors in report.errors.items()}
    assert codes == {
        0: {"due": "report.due_needed"},
        1: {"due": "date.no_such_day"},
        2: {"text": "report.text_needed", "price": "number.unreadable", "quantity": "report.quantity"},
        3: {"kind": "choice.unknown"},
        4: {"text": "text.too_long"},
    }


def test_a_report_has_an_end() -> None:
    report = clean_report([ItemDraft("agreement", f"Point {number}") for number in range(80)], NOW)
    assert len(report.items) == 60
    assert report.errors[60]["text"].code == "report.too_many"
