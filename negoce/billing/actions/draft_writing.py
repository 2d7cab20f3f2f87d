"""Writes the lines of a draft and what follows from them: its amounts, the deposits that it takes into account."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import F
from django.utils.translation import gettext as _

from negoce.billing.enums import DocumentKind, DocumentState
from negoce.billing.findings import say
from negoce.billing.models import DepositUse, FiscalDocument, FiscalLine
from negoce.billing.queries.credits import credit_left
from negoce.billing.queries.deposits import deposits_to_take
from negoce.billing.rules.credit_left import credited_vat
from negoce.catalogue.enums import LineKind, VatCategory
from negoce.catalogue.rules.sale_lines import SaleAmounts, SaleLine
from negoce.catalogue.rules.stored_amounts import stored_vat
from negoce.kit.refusal import Conflict, Refused
from negoce.kit.worked import CannotWork, Worked

ZERO = Decimal(0)
MOST_LINES = 1_000
MOST_DECIMALS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftLine:
    """A line to write: prices in euros excluding VAT, `reductions` as `stored_reductions` keeps them; what it bills."""

    kind: str = LineKind.ITEM.value
    product_id: int | None = None
    code: str = ""
    label: str = ""
    description: str = ""
    quantity: Decimal = ZERO
    unit: str = "C62"
    unit_price: Decimal = ZERO
    price_reason: Sequence[Any] = ()
    reductions: Sequence[Any] = ()
    vat_category: str = VatCategory.STANDARD.value
    vat_rate: Decimal = Decimal(20)
    unit_cost: Decimal | None = None
    order_line_id: int | None = None
    delivery_line_id: int | None = None
    corrected_line_id: int | None = None


def take_draft(document: FiscalDocument, revision: int) -> None:
    """Hold a draft for the rest of the transaction; raises Conflict when it changed or was issued meanwhile."""
    held = FiscalDocument.objects.filter(
        pk=document.pk, revision=revision, state=DocumentState.DRAFT.value
    ).update(revision=F("revision") + 1)
    if held:
        document.revision = revision + 1
        return
    now = FiscalDocument.objects.filter(pk=document.pk).values_list("state", "number", "revision").first()
    if now is None:
        message = _("Ce brouillon a été supprimé entre-temps. Votre saisie n’a pas été enregistrée.")
    elif now[0] == DocumentState.ISSUED.value:
        message = _(
            "Ce document a été émis entre-temps sous le numéro %(number)s : il ne se modifie plus."
            " Pour le corriger, faites un avoir."
        ) % {"number": now[1]}
    else:
        message = _(
            "Quelqu’un a modifié ce brouillon entre-temps. Votre saisie est gardée à l’écran :"
            " rechargez pour voir la sienne."
        )
    raise Conflict(message, field="revision", current=now[2] if now else None)


def write_lines(document: FiscalDocument, lines: Sequence[DraftLine]) -> None:
    """Replace the lines of a draft, add it up, and save both; inside the caller's transaction.

    Raises Refused for values that no invoice bears, in the words of the rule that refuses them.
    """
    if len(lines) > MOST_LINES:
        message = _("Une facture a au plus %(most)s lignes.") % {"most": MOST_LINES}
        raise Refused(message, fields={"lines": [message]})
    rows = [_row(document, place, line) for place, line in enumerate(lines, start=1)]
    try:
        worked = add_up([row.as_sale_line() for row in rows], document)
    except CannotWork as problem:
        message = say(problem.finding)
        raise Refused(message, fields={"lines": [message]}) from problem
    for row, net, off in zip(rows, worked.value.line_nets, worked.value.line_reductions, strict=True):
        row.net, row.allowance = net, off
    document.lines.all().delete()
    FiscalLine.objects.bulk_create(rows, batch_size=200)
    take_deposits(document)
    document.save()


def add_up(lines: Sequence[SaleLine], document: FiscalDocument) -> Worked[SaleAmounts]:
    """Add up a draft; a credit note takes the VAT that its invoice has left for it. Raises CannotWork."""
    worked = document.add_up(lines)
    if document.kind != DocumentKind.CREDIT_NOTE.value or document.corrected is None:
        return worked
    right = credited_vat(credit_left(document.corrected), worked.value.document.subtotals)
    document.vat_table = stored_vat(right)
    return document.add_up(lines)


def take_deposits(document: FiscalDocument) -> None:
    """Deduct the deposits of the order from a draft invoice, as far as they and its total go; sets `prepaid`."""
    if document.kind != DocumentKind.INVOICE.value:
        return
    DepositUse.objects.filter(invoice=document).delete()
    uses = [
        DepositUse(invoice=document, deposit=each.deposit, amount=each.left)
        for each in deposits_to_take(document)
    ]
    DepositUse.objects.bulk_create(uses)
    document.prepaid = sum((use.amount for use in uses), ZERO)


def as_draft_line(line: Any, **changed: Any) -> DraftLine:
    """A line of an order or of another document as a line to write."""
    values: dict[str, Any] = {
        name: getattr(line, name)
        for name in (
            "kind", "product_id", "code", "label", "description", "quantity", "unit", "unit_price",
            "price_reason", "reductions", "vat_category", "vat_rate", "unit_cost",
        )
    }  # fmt: skip
    return DraftLine(**{**values, **changed})


def _row(document: FiscalDocument, place: int, line: DraftLine) -> FiscalLine:
    _check_figures(place, line)
    return FiscalLine(
        document=document,
        position=place,
        kind=line.kind,
        product_id=line.product_id,
        code=line.code[:40],
        label=line.label[:200],
        description=line.description[:4000],
        quantity=line.quantity,
        unit=line.unit,
        unit_price=line.unit_price,
        price_reason=list(line.price_reason),
        reductions=list(line.reductions),
        vat_category=line.vat_category,
        vat_rate=line.vat_rate,
        unit_cost=line.unit_cost,
        order_line_id=line.order_line_id,
        delivery_line_id=line.delivery_line_id,
        corrected_line_id=line.corrected_line_id,
    )


def _check_figures(place: int, line: DraftLine) -> None:
    """Refuse what the columns would cut: more decimals or digits than they hold."""
    for name, value, decimals, whole in (
        ("quantity", line.quantity, 3, 11),
        ("unit_price", line.unit_price, MOST_DECIMALS, 10),
        ("vat_rate", line.vat_rate, 2, 3),
    ):
        exponent = value.normalize().as_tuple().exponent
        if not isinstance(exponent, int) or -exponent > decimals or value.adjusted() >= whole:
            message = _("Ligne %(line)s : %(value)s a trop de chiffres (au plus %(decimals)s décimales).") % {
                "line": place,
                "value": str(value)[:40],
                "decimals": decimals,
            }
            raise Refused(message, fields={f"lines.{place}.{name}": [message]})
