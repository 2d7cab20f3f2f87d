"""Reads a row of a file as a deal. Pure.

A stage that nobody knows refuses the row: it might be won or lost, and figures would lie. So does a closed deal
without the day of its closing.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from negoce.companies.rules.free_text.guard import check_free_text
from negoce.companies.rules.imports.company_row import read_company
from negoce.companies.rules.imports.rows import ReadContext, ReadRow, RowFinding, left_out
from negoce.companies.rules.value_cleaning import clean_amount, clean_line, clean_paragraphs
from negoce.kit.dates import add_years, parse_date
from negoce.kit.explain import Finding
from negoce.negotiation.enums import DealState, DealStep, OutcomeReason
from negoce.negotiation.rules.deal_values import (
    AMOUNT_MAX,
    NAME_MAX,
    NOTE_MAX,
    OLDEST,
    OUTCOME_NOTE_MAX,
    YEARS_AHEAD,
)
from negoce.negotiation.rules.import_deal_fields import reason_of, stage_of

COMPANY = "company_"
_CURRENCIES = {"€": "EUR", "euro": "EUR", "euros": "EUR", "$": "USD", "£": "GBP"}


def read_deal(number: int, cells: Mapping[str, str], context: ReadContext) -> ReadRow:
    """Read one row: `values` holds the deal's own fields, ``company``, ``company_key``, ``owner``, ``engaged_on``."""
    findings: list[RowFinding] = []
    values: dict[str, object] = {
        name: " ".join(cells.get(name, "").split())[:100] for name in ("company_key", "owner", "import_key")
    }
    values["company"] = _read_company(number, cells, context, findings)
    _read_stage(cells, values, findings)
    _read_days(cells, context.today, values, findings)
    _read_amount(cells, context, values, findings)
    _read_texts(cells, values, findings)
    return ReadRow(number, values, tuple(findings))


def _read_company(
    number: int, cells: Mapping[str, str], context: ReadContext, findings: list[RowFinding]
) -> Mapping[str, object]:
    own = {name.removeprefix(COMPANY): text for name, text in cells.items() if name.startswith(COMPANY)}
    key = own.pop("key", "")
    if not any(own.get(name) for name in ("name", "siren", "siret")):
        if not key:
            findings.append(RowFinding("company_name", Finding("deal_row.no_company")))
        return {}
    read = read_company(number, own, context, needs_name=False)
    findings += [RowFinding(f"{COMPANY}{each.field}", each.finding) for each in read.findings]
    return {**read.values, "name": own.get("name", "")}


def _read_stage(cells: Mapping[str, str], values: dict[str, object], findings: list[RowFinding]) -> None:
    text = cells.get("stage", "")
    stage = stage_of(text) if text else (DealState.OPEN, DealStep.PREPARATION)
    if stage is None:
        findings.append(RowFinding("stage", Finding("deal_row.stage_unknown", "error", {"text": text[:40]})))
        return
    state, step = stage
    values |= {"state": state.value, "step": step.value}
    if state is DealState.OPEN or not (told := " ".join(cells.get("reason", "").split())):
        return
    reason = reason_of(told)
    values["outcome_reason"] = (reason or OutcomeReason.OTHER).value
    if reason is not None:
        return
    note = clean_line(told, OUTCOME_NOTE_MAX)
    if note.finding is not None:
        findings.append(left_out("reason", note.finding))
    elif check_free_text(note.value or ""):
        findings.append(left_out("reason", Finding("row.note_guard")))
    else:
        values["outcome_note"] = note.value


def _read_days(
    cells: Mapping[str, str], today: date, values: dict[str, object], findings: list[RowFinding]
) -> None:
    """The day of closing is foreseen while the deal is under way, and a fact afterwards."""
    closed = values.get("state") in (DealState.WON, DealState.LOST)
    end = _day("closed_on", cells, today, findings, needed=closed)
    start = _day("engaged_on", cells, today, findings)
    if closed and end is not None and end > today:
        figures = {"day": end.isoformat()}
        findings.append(RowFinding("closed_on", Finding("deal_row.closed_in_future", "error", figures)))
    if start is not None and (start > today or (closed and end is not None and start > end)):
        figures = {"day": start.isoformat()}
        findings.append(left_out("engaged_on", Finding("deal_row.engaged_late", "error", figures)))
        start = None
    values["engaged_on"] = start
    if end is not None:
        values["closed_on" if closed else "close_on"] = end


def _day(
    name: str, cells: Mapping[str, str], today: date, findings: list[RowFinding], *, needed: bool = False
) -> date | None:
    parsed = parse_date(" ".join(cells.get(name, "").split())[:60], today)
    finding, day = parsed.finding, parsed.value
    if day is not None and not OLDEST <= day <= add_years(today, YEARS_AHEAD):
        finding, day = Finding("deal_row.day_unlikely", "error", {"day": day.isoformat()}), None
    if finding is None and day is None and needed:
        finding = Finding("deal_row.no_closing_day")
    if finding is not None:
        findings.append(RowFinding(name, finding) if needed else left_out(name, finding))
    return day


def _read_amount(
    cells: Mapping[str, str], context: ReadContext, values: dict[str, object], findings: list[RowFinding]
) -> None:
    text = cells.get("currency", "").strip()
    code = _CURRENCIES.get(text.casefold(), text.upper()) or "EUR"
    if len(code) == 3 and code.isascii() and code.isalpha():
        values["currency"] = code
    else:
        findings.append(RowFinding("currency", Finding("order.currency", "error", {"text": text[:20]})))
    parsed = clean_amount(cells.get("amount", ""), AMOUNT_MAX, context.mark)
    if parsed.finding is not None:
        findings.append(RowFinding("amount", parsed.finding))
    elif parsed.value is not None and not (
        # What is lost brought in nothing: that does not say what it was worth.
        values.get("state") == DealState.LOST and parsed.value == Decimal(0)
    ):
        values["amount"] = parsed.value


def _read_texts(cells: Mapping[str, str], values: dict[str, object], findings: list[RowFinding]) -> None:
    """A deal without a name is called after its product, else after its reference."""
    product, given = cells.get("product", ""), cells.get("name", "")
    name = clean_line(given or product or cells.get("import_key", ""), NAME_MAX)
    if name.finding is not None:
        findings.append(RowFinding("name", name.finding))
    elif not name.value:
        findings.append(RowFinding("name", Finding("deal_row.no_name")))
    else:
        values["name"] = name.value
    texts = [cells.get("note", ""), product if given and product != given else ""]
    note = clean_paragraphs("\n".join(text for text in texts if text), NOTE_MAX)
    if note.finding is not None:
        findings.append(left_out("note", note.finding))
    elif note.value and check_free_text(note.value):
        findings.append(left_out("note", Finding("row.note_guard")))
    elif note.value:
        values["note"] = note.value
