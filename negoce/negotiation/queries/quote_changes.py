"""Lines as they are compared: of two versions, or of what was asked about and what is there now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from negoce.negotiation.enums import ApprovalAnswer
from negoce.negotiation.models import QuoteApproval, QuoteLine
from negoce.negotiation.rules.line_changes import ComparedLine, LineChange, compare_lines

_TEXTS = ("kind", "code", "label")
_NUMBERS = ("quantity", "unit_price", "allowance", "net")


def compared(line: QuoteLine) -> ComparedLine:
    """A stored line as it is compared."""
    return ComparedLine(
        **{name: getattr(line, name) for name in (*_TEXTS, *_NUMBERS)},
        is_left_out=line.is_option and not line.is_chosen,
    )


def stored_content(lines: Sequence[QuoteLine]) -> list[dict[str, str]]:
    """Lines as texts that an approval keeps."""
    return [
        {name: str(getattr(line, name)) for name in (*_TEXTS, *_NUMBERS)}
        | ({"is_left_out": "1"} if line.is_option and not line.is_chosen else {})
        for line in lines
    ]


def changed_since(approvals: Sequence[QuoteApproval], lines: Sequence[QuoteLine]) -> list[LineChange]:
    """What differs from the last request that was answered, the newest first in `approvals`; none without one."""
    answered = (ApprovalAnswer.APPROVED, ApprovalAnswer.REFUSED)
    last = next((each for each in approvals if each.answer in answered and each.content), None)
    if last is None:
        return []
    before = [_read(each) for each in last.content]
    return [each for each in compare_lines(before, [compared(line) for line in lines]) if each.change]


def _read(kept: Mapping[str, str]) -> ComparedLine:
    return ComparedLine(
        kind=kept["kind"],
        code=kept["code"],
        label=kept["label"],
        quantity=Decimal(kept["quantity"]),
        unit_price=Decimal(kept["unit_price"]),
        allowance=Decimal(kept["allowance"]),
        net=Decimal(kept["net"]),
        is_left_out=kept.get("is_left_out") == "1",
    )
