"""The lines of a credit note of some lines of an invoice, whose parts together give back the invoice to the cent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from django.utils.translation import gettext as _

from negoce.billing.actions.draft_writing import DraftLine, as_draft_line
from negoce.billing.findings import say
from negoce.billing.models import FiscalDocument, FiscalLine
from negoce.billing.queries.credits import OtherCredits, other_credits, quantities_left
from negoce.billing.rules.credit_rest import rounding_room, share_of_part, wanted_bases
from negoce.catalogue.enums import LineKind, VatCategory
from negoce.catalogue.rules.sale_lines import SaleLine, sale_amounts
from negoce.catalogue.rules.stored_amounts import read_reductions
from negoce.catalogue.rules.totals import VatGroup
from negoce.kit.explain import Finding
from negoce.kit.refusal import Refused
from negoce.kit.worked import CannotWork

ZERO = Decimal(0)


def credited_line(line: FiscalLine, quantity: Decimal, *, back: bool, before: Decimal = ZERO) -> DraftLine:
    """A line of an invoice as its credit note bears it, `before` of its quantity having been credited."""
    reductions = [
        {
            **each,
            "amount": str(
                share_of_part(Decimal(each["amount"]), before=before, now=quantity, whole=line.quantity)
            ),
        }
        if "amount" in each
        else each
        for each in line.reductions
    ]
    return as_draft_line(
        line,
        quantity=quantity,
        reductions=reductions,
        corrected_line_id=line.pk if line.kind == LineKind.ITEM.value else None,
        order_line_id=line.order_line_id if back else None,
        delivery_line_id=line.delivery_line_id if back else None,
    )


def some_lines(
    found: FiscalDocument, credit: FiscalDocument, quantities: Mapping[int, Decimal], *, back: bool
) -> list[DraftLine]:
    """Return the lines for these quantities (by the key of the invoice's lines); sets the reductions of the credit.

    The note that credits the last of a VAT rate takes what is left of its base, shipping apart. Raises Refused for
    more than what is left of a line, or for nothing.
    """
    every = [line for line in found.lines.order_by("position", "id") if line.kind == LineKind.ITEM.value]
    asked = {line.pk: quantities.get(line.pk, ZERO) for line in every}
    _refuse_over(every, asked, quantities_left(found))
    if not any(asked.values()):
        raise Refused(_("Choisissez au moins une ligne à créditer."))
    others = _others(found, every, asked)
    lines = [
        credited_line(line, asked[line.pk], back=back, before=others.quantities.get(line.pk, ZERO))
        for line in every
        if asked[line.pk]
    ]
    credit.reductions = _shared_reductions(found, every, asked, others)
    return _closed(found, credit, every, lines, asked, others)


def _refuse_over(
    every: Sequence[FiscalLine], asked: Mapping[int, Decimal], left: Mapping[int, Decimal]
) -> None:
    for line in every:
        wanted = asked[line.pk]
        if abs(wanted) > abs(left[line.pk]) or wanted * line.quantity < 0:
            finding = Finding(
                "issue.credit_line_over", figures={"line": line.position, "left": left[line.pk]}
            )
            raise Refused(say(finding), fields={f"quantity-{line.pk}": [say(finding)]})


def _shared_reductions(
    found: FiscalDocument, every: Sequence[FiscalLine], asked: Mapping[int, Decimal], others: OtherCredits
) -> list[dict[str, str]]:
    """The reductions of the whole invoice: percentages stay, amounts are shared in proportion to the lines."""
    now, before = (
        sum((line.net * taken.get(line.pk, ZERO) / line.quantity for line in every if line.quantity), ZERO)
        for taken in (asked, others.quantities)
    )
    return [
        {
            **each,
            "amount": str(
                abs(share_of_part(Decimal(each["amount"]), before=before, now=now, whole=found.gross))
            ),
        }
        if "amount" in each and found.gross
        else each
        for each in found.reductions
    ]


def _others(found: FiscalDocument, every: Sequence[FiscalLine], asked: Mapping[int, Decimal]) -> OtherCredits:
    """The credit notes beside this one: drafts count where this one is the last with them, and not without."""
    issued = other_credits(found, drafts=False)
    if _closed_groups(every, asked, issued):
        return issued
    drafted = other_credits(found, drafts=True)
    return drafted if _closed_groups(every, asked, drafted) else issued


def _closed_groups(
    every: Sequence[FiscalLine], asked: Mapping[int, Decimal], others: OtherCredits
) -> set[VatGroup]:
    """The VAT rates of this note whose lines are all credited with it."""
    still_open = {
        _group(line)
        for line in every
        if others.quantities.get(line.pk, ZERO) + asked[line.pk] != line.quantity
    }
    return {_group(line) for line in every if asked[line.pk]} - still_open


def _closed(
    found: FiscalDocument,
    credit: FiscalDocument,
    every: Sequence[FiscalLine],
    lines: list[DraftLine],
    asked: Mapping[int, Decimal],
    others: OtherCredits,
) -> list[DraftLine]:
    """The lines, and where roundings would leave cents, one line a rate in place of the reductions of the whole."""
    sale = [_sale_line(line) for line in lines]
    try:
        natural = _bases(sale, credit)
        whole = _bases([line.as_sale_line() for line in every], found)
    except CannotWork:
        return lines  # writing them says why
    most = rounding_room(
        parts=others.parts + len(lines), reductions=len(found.reductions), notes=others.notes + 1
    )
    wanted = wanted_bases(
        whole, others.bases, natural, closed=_closed_groups(every, asked, others), most=most
    )
    if wanted == natural:
        return lines
    nets: dict[VatGroup, Decimal] = dict.fromkeys(natural, ZERO)
    for line, net in zip(sale, sale_amounts(sale).value.line_nets, strict=True):
        assert line.vat is not None
        nets[line.vat] += net
    credit.reductions = []
    rests = [(group, base - nets[group]) for group, base in wanted.items()]
    return [*lines, *(_rest_line(group, rest, found.number) for group, rest in rests if rest)]


def _bases(lines: Sequence[SaleLine], document: FiscalDocument) -> Mapping[VatGroup, Decimal]:
    """The bases of lines under the reductions of a document, its shipping apart. Raises CannotWork."""
    worked = sale_amounts(lines, reductions=read_reductions(document.reductions))
    return {each.group: each.base for each in worked.value.document.subtotals}


def _sale_line(line: DraftLine) -> SaleLine:
    return SaleLine(
        kind=LineKind(line.kind),
        quantity=line.quantity,
        unit_price=line.unit_price,
        vat=_group(line),
        reductions=read_reductions(line.reductions),
    )


def _group(line: DraftLine | FiscalLine) -> VatGroup:
    return VatGroup(VatCategory(line.vat_category), line.vat_rate)


def _rest_line(group: VatGroup, rest: Decimal, number: str) -> DraftLine:
    """French, as the document, whoever prepares it."""
    return DraftLine(
        label=f"Remises et arrondis de la facture {number}",
        quantity=Decimal(1) if rest > 0 else Decimal(-1),
        unit="LS",
        unit_price=abs(rest),
        vat_category=group.category.value,
        vat_rate=group.rate,
    )
