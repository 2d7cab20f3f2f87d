"""Drafts of invoices for the periods of contracts that are due, each period once."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from negoce.billing.actions.draft_free import draft_free
from negoce.billing.actions.draft_writing import DraftLine
from negoce.billing.models import FiscalDocument
from negoce.catalogue.enums import LineKind
from negoce.identity.actions.alone import alone_with
from negoce.identity.enums import Permission
from negoce.identity.permissions import NotAllowed, require
from negoce.identity.rules.actor import Actor, system_actor
from negoce.kit.dates import format_date
from negoce.kit.refusal import Refused
from negoce.loyalty.actions.contract_writing import invoiced_periods, move_on
from negoce.loyalty.enums import Period
from negoce.loyalty.models import Contract, ContractLine, ContractPeriod
from negoce.loyalty.models.contract import RUNNING
from negoce.loyalty.queries.contracts import spans_due, visible_contracts
from negoce.loyalty.rules.contract_terms import Span
from negoce.loyalty.rules.pro_rata import Share, part_of_price, part_of_reductions, share_of
from negoce.orders.actions.order_write import usual_places

_COPIED = (
    "term_kind",
    "term_days",
    "term_sector",
    "early_payment",
    "early_percent",
    "early_days",
    "currency",
)
_LINE = (
    "kind", "product_id", "code", "label", "description", "quantity", "unit", "unit_price", "price_reason",
    "reductions", "vat_category", "vat_rate", "unit_cost",
)  # fmt: skip
# A contract entered late has its past periods drafted a year at a time.
MOST_AT_ONCE = 12


def bill_contract(actor: Actor, contract: Contract, *, today: date | None = None) -> list[FiscalDocument]:
    """Draft the invoice of each period that is due and has none, twelve at most; nothing is issued.

    Called twice, it drafts nothing twice. Raises NotAllowed, and Refused when nothing is due.
    """
    require(actor, Permission.ISSUE_INVOICES)
    day = today or timezone.localdate()
    with transaction.atomic():
        # Whoever asks second finds the periods of the first, and an end that somebody just put to it.
        row = alone_with(visible_contracts(actor).filter(pk=contract.pk).select_related("company"))
        if row is None:
            raise NotAllowed(_("Ce contrat n’existe plus ou n’est pas visible pour vous."))
        done = invoiced_periods(row)
        due = [each for each in spans_due(row, day) if each.number not in done][:MOST_AT_ONCE]
        if not due:
            raise Refused(_("Aucune période de ce contrat n’est à facturer aujourd’hui."))
        lines = list(ContractLine.objects.filter(contract=row).order_by("position"))
        made = [_draft(actor, row, lines, each) for each in due]
        move_on(row, day, done | {each.number for each in due})
    return made


def bring_contracts_up(*, today: date | None = None) -> int:
    """Move every running contract to the day, and draft what is due; each in its own transaction.

    Returns how many drafts were made. Done twice it changes nothing more.
    """
    day, actor = today or timezone.localdate(), system_actor()
    running = Contract.objects.filter(RUNNING, company__deleted_at__isnull=True)
    keys = list(running.order_by("pk").values_list("pk", flat=True))
    return sum(_bring_up(actor, running.filter(pk=key), day) for key in keys)


def _bring_up(actor: Actor, rows: QuerySet[Contract], day: date) -> int:
    with transaction.atomic():
        # Read now: it may have been ended since the list was.
        row = alone_with(rows)
        if row is None:
            return 0
        move_on(row, day, invoiced_periods(row))
    is_due = row.next_invoice_on is not None and row.next_invoice_on <= day
    return len(_bill_what_is_due(actor, row, day)) if is_due else 0


def _bill_what_is_due(actor: Actor, row: Contract, day: date) -> list[FiscalDocument]:
    try:
        return bill_contract(actor, row, today=day)
    except Refused:
        # Nothing is due after all, or billing refuses its values: the page of the contract says so.
        return []


def _part_of(line: ContractLine, share: Share) -> DraftLine:
    """A line of the contract for a share of its period: the quantity stays, its price is that of the days."""
    values = {name: getattr(line, name) for name in _LINE}
    if share.is_whole or line.kind != LineKind.ITEM.value:
        return DraftLine(**values)
    cost = line.unit_cost
    values |= {
        "unit_price": part_of_price(line.unit_price, share),
        "unit_cost": None if cost is None else part_of_price(cost, share),
        # The reason told is that of the whole price.
        "price_reason": (),
        "reductions": part_of_reductions(line.reductions, share),
    }
    return DraftLine(**values)


def _draft(actor: Actor, row: Contract, lines: list[ContractLine], period: Span) -> FiscalDocument:
    places = usual_places(row.company)
    share = share_of(period, row.starts_on, Period(row.period))
    words = _("%(number)s, période du %(first)s au %(last)s") % {
        "number": row.number,
        "first": format_date(period.starts_on, actor.language),
        "last": format_date(period.ends_on, actor.language),
    }
    if not share.is_whole:
        words += _(", au prorata : %(days)s jours sur %(of)s") % {"days": share.days, "of": share.of_days}
    title = DraftLine(kind=LineKind.TITLE.value, label=f"{row.title[:100]} · {words}"[:200])
    document = draft_free(
        actor,
        row.company,
        lines=[title, *(_part_of(line, share) for line in lines)],
        contact_id=row.contact_id,
        billing_address=places.billing,
        buyer_reference=row.buyer_reference,
        supplied_on=period.starts_on if row.in_advance else period.ends_on,
        **{name: getattr(row, name) for name in _COPIED},
        reductions=part_of_reductions(row.reductions, share),
    )
    ContractPeriod.objects.create(
        contract=row,
        number=period.number,
        starts_on=period.starts_on,
        ends_on=period.ends_on,
        document=document,
    )
    return document
