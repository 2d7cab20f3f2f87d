"""The margin floor of a stored version: where it stands, and whether it was allowed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from negoce.catalogue.rules.sale_lines import SaleAmounts, SaleLine
from negoce.kit.explain import Finding
from negoce.kit.worked import CannotWork, Worked
from negoce.negotiation.enums import ApprovalAnswer
from negoce.negotiation.models import Financing, QuoteApproval, QuoteLine, QuoteVersion
from negoce.negotiation.rules.financing_terms import Way
from negoce.negotiation.rules.margin_floor import Floor, FloorState, check_floor
from negoce.negotiation.rules.quote_digest import content_digest
from negoce.parameters.enums import ParameterKey
from negoce.parameters.queries.dated_values import dated_values

_LINE = (
    "position", "kind", "code", "label", "description", "quantity", "unit", "unit_price", "reductions",
    "vat_category", "vat_rate", "unit_cost", "is_option", "option_group",
)  # fmt: skip
_HEAD = (
    "currency", "reductions", "shipping", "shipping_vat_rate", "payment_with_order", "term_kind", "term_days",
    "term_sector", "early_payment",
)  # fmt: skip
_COMMITS = {
    Way.CASH: ("amount", "cash_discount"),
    Way.DEFERRED: ("amount", "deferred_days"),
    Way.INSTALMENTS: ("amount", "instalment_count", "instalment_deposit", "instalment_rate"),
}


@dataclass(frozen=True, slots=True)
class QuoteFloor:
    """The floor of a version; `approval` is the one that allows exactly what the version says.

    `was_sent`: an offer whose costs are not known and that left already stays what was promised.
    """

    worked: Worked[Floor]
    digest: str
    approval: QuoteApproval | None = None
    was_sent: bool = False

    @property
    def is_allowed(self) -> bool:
        """Whether the version may be sent, printed, accepted and ordered."""
        return not self.worked.value.needs_approval or self.approval is not None or self.was_sent

    @property
    def refusal(self) -> Finding:
        """Why it may not."""
        floor = self.worked.value
        code = "quote.under_floor" if floor.state is FloorState.UNDER else "quote.unproven_margin"
        return Finding(code, figures={"floor": floor.floor})


def floor_on(day: date) -> Decimal:
    """The margin floor of a day in percent points; zero while none is set."""
    try:
        return dated_values().on(ParameterKey.MARGIN_FLOOR, day).value
    except CannotWork:
        return Decimal(0)


def sale_lines_of(lines: Sequence[QuoteLine]) -> list[SaleLine]:
    """Stored lines as `sale_amounts` counts them."""
    return [line.as_sale_line(is_option=line.is_option, is_chosen=line.is_chosen) for line in lines]


def quote_floor(version: QuoteVersion, lines: Sequence[QuoteLine], day: date) -> QuoteFloor:
    """Where a stored version stands: the floor is that of the day it was closed, else of `day`."""
    floor = version.margin_floor if version.margin_floor is not None else floor_on(day)
    sale_lines = sale_lines_of(lines)
    amounts: SaleAmounts = version.add_up(sale_lines).value
    worked = check_floor(sale_lines, [line.option_group for line in lines], amounts, floor)
    digest = digest_of(version, lines)
    approval = None
    if worked.value.needs_approval:
        approved = version.approvals.filter(answer=ApprovalAnswer.APPROVED.value, content_sha256=digest)
        approval = approved.select_related("answered_by").order_by("-id").first()
    was_sent = worked.value.state is FloorState.UNPROVEN and version.sent_at is not None
    return QuoteFloor(worked, digest, approval, was_sent)


def digest_of(version: QuoteVersion, lines: Sequence[QuoteLine]) -> str:
    """The digest of what a stored version commits us to; which options are ticked is the customer's choice."""
    head: dict[str, object] = {name: _plain(version, name) for name in _HEAD}
    if version.early is not None:  # approvals of before such figures keep their digest
        head |= {name: _plain(version, name) for name in ("early_percent", "early_days")}
    head |= _annex(version)
    return content_digest([{name: _plain(line, name) for name in _LINE} for line in lines], head)


def _annex(version: QuoteVersion) -> Mapping[str, object]:
    """What the ways of paying that the customer is shown commit us to; empty where they commit us to nothing.

    A loan and a lease are somebody else's offer.
    """
    row = Financing.objects.filter(version=version).only("terms", "shown").first()
    names = [name for way, own in _COMMITS.items() if row is not None and way in row.shown for name in own]
    told = {
        name: row.terms[name] for name in names if row is not None and row.terms.get(name) not in (None, "0")
    }
    return {"annex": told} if told else {}


def _plain(row: QuoteVersion | QuoteLine, name: str) -> object:
    value = getattr(row, name)
    if not isinstance(value, Decimal):
        return value
    places: int = getattr(row._meta.get_field(name), "decimal_places", 2)
    return f"{value:.{places}f}"
