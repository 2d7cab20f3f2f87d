"""Cleans the parts of a report: agreements, orders, promises, questions, offers made aloud (F7). Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from negoce.companies.enums import ReportItemKind
from negoce.companies.rules.activity_moment import parse_moment
from negoce.companies.rules.activity_values import YEARS_AHEAD
from negoce.companies.rules.value_cleaning import (
    clean_amount,
    clean_choice,
    clean_line,
    strip_invisible,
    text_of,
)
from negoce.kit.dates import add_years
from negoce.kit.explain import Finding
from negoce.kit.numbers import DecimalMark, parse_decimal

TEXT_MAX, DELIVERY_MAX, TERMS_MAX = 500, 100, 200
MOST_ITEMS = 60
# These two bind us or ask us something: each becomes somebody's dated task.
TASK_KINDS = frozenset({ReportItemKind.PROMISE, ReportItemKind.QUESTION})
_MAX_AMOUNT = Decimal("999999999999")
_MAX_QUANTITY = Decimal("99999999999")


@dataclass(frozen=True, slots=True)
class ItemDraft:
    """A part as it was typed. `key` is that of a stored part, None for a new one; `owner` passes as it is.

    `due` may be a date or a text ("lundi", "30/11"); `seen` is the text that the person had before them, None
    when it does not matter.
    """

    kind: str
    text: str
    key: int | None = None
    due: date | str | None = None
    owner: object = None
    quantity: object = None
    price: object = None
    delivery: str = ""
    terms: str = ""
    seen: str | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing was typed in it."""
        typed = (self.text, self.quantity, self.price, self.delivery, self.terms)
        return not any(text_of(value).strip() for value in typed)


@dataclass(frozen=True, slots=True)
class CleanedItem:
    """A part fit for storing; `due` only for promises and questions, the figures only for offers."""

    key: int | None
    kind: str
    text: str
    due: date | None = None
    owner: object = None
    quantity: Decimal | None = None
    price: Decimal | None = None
    delivery: str = ""
    terms: str = ""
    seen: str | None = None


@dataclass(frozen=True, slots=True)
class CleanedReport:
    """The parts that have something in them; `errors` by row of the given list, then by field."""

    items: Sequence[CleanedItem]
    errors: Mapping[int, Mapping[str, Finding]] = field(hash=False)


def clean_report(drafts: Sequence[ItemDraft], now: datetime, mark: DecimalMark = ",") -> CleanedReport:
    """Read the parts of a report, empty ones left out. ``now`` is in the reader's time, without a zone."""
    items: list[CleanedItem] = []
    errors: dict[int, Mapping[str, Finding]] = {}
    for row, draft in enumerate(drafts):
        if draft.is_empty:
            continue
        if len(items) == MOST_ITEMS:
            errors[row] = {"text": Finding("report.too_many", "error", {"max": MOST_ITEMS})}
            break
        found: dict[str, Finding] = {}
        items.append(_clean_item(draft, now, mark, found))
        if found:
            errors[row] = found
    return CleanedReport(items, errors)


def _clean_item(
    draft: ItemDraft, now: datetime, mark: DecimalMark, errors: dict[str, Finding]
) -> CleanedItem:
    kind = clean_choice(draft.kind, ReportItemKind)
    text = clean_line(draft.text, TEXT_MAX)
    delivery, terms = clean_line(draft.delivery, DELIVERY_MAX), clean_line(draft.terms, TERMS_MAX)
    for name, parsed in (("kind", kind), ("text", text), ("delivery", delivery), ("terms", terms)):
        if parsed.finding is not None:
            errors[name] = parsed.finding
    if not kind.value:
        errors.setdefault("kind", Finding("choice.unknown", "error", {"text": draft.kind[:40]}))
    if text.finding is None and not text.value:
        errors["text"] = Finding("report.text_needed")
    is_offer = kind.value == ReportItemKind.OFFER
    return CleanedItem(
        key=draft.key,
        kind=kind.value or "",
        text=text.value or "",
        due=_due(draft.due, now, errors) if kind.value in TASK_KINDS else None,
        owner=draft.owner if kind.value in TASK_KINDS else None,
        quantity=_quantity(draft.quantity, mark, errors) if is_offer else None,
        price=_price(draft.price, mark, errors) if is_offer else None,
        delivery=(delivery.value or "") if is_offer else "",
        terms=(terms.value or "") if is_offer else "",
        seen=draft.seen,
    )


def _due(given: date | str | None, now: datetime, errors: dict[str, Finding]) -> date | None:
    if isinstance(given, str):
        parsed = parse_moment(given, now)
        if parsed.finding is not None:
            errors["due"] = parsed.finding
            return None
        given = parsed.value.day if parsed.value else None
    if given is None:
        errors["due"] = Finding("report.due_needed")
    elif not add_years(now.date(), -YEARS_AHEAD) <= given <= add_years(now.date(), YEARS_AHEAD):
        errors["due"] = Finding("activity.day_unlikely", "error", {"day": given})
    return given


def _quantity(given: object, mark: DecimalMark, errors: dict[str, Finding]) -> Decimal | None:
    parsed = parse_decimal(strip_invisible(text_of(given)), "." if isinstance(given, Decimal) else mark)
    if parsed.finding is not None:
        errors["quantity"] = parsed.finding
    elif parsed.value is not None and not 0 < parsed.value <= _MAX_QUANTITY:
        errors["quantity"] = Finding("report.quantity")
    elif parsed.value is not None:
        return parsed.value.quantize(Decimal("0.001"))
    return None


def _price(given: object, mark: DecimalMark, errors: dict[str, Finding]) -> Decimal | None:
    parsed = clean_amount(given, _MAX_AMOUNT, mark)
    if parsed.finding is not None:
        errors["price"] = parsed.finding
    return parsed.value
