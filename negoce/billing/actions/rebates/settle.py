"""Prepares the one credit note that gives a year-end rebate to the customer."""

from __future__ import annotations

from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from negoce.billing.actions.draft_writing import DraftLine, write_lines
from negoce.billing.actions.rebates.checks import seen_alone, tell
from negoce.billing.documents.content import operation_of
from negoce.billing.enums import DocumentKind
from negoce.billing.models import FiscalDocument, FiscalLine, RebateAgreement, SettledInvoice
from negoce.billing.queries.rebate_sales import Sales, sales_of_period
from negoce.billing.queries.rebates import stand_of
from negoce.billing.rebate_words import REBATE_MESSAGES
from negoce.billing.rules.electronic_codes import Operation
from negoce.billing.rules.rebate_split import split_rebate
from negoce.companies.rules.service_codes import usual_service
from negoce.identity.actions.journal import Entry, record
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.kit.dates import format_date
from negoce.kit.money import format_decimal
from negoce.kit.refusal import Refused
from negoce.kit.worked import CannotWork
from negoce.orders.actions.order_write import usual_places
from negoce.parameters.queries.seller import seller
from negoce.ui.words.say import say


def settle_rebate(actor: Actor, agreement: RebateAgreement) -> FiscalDocument:
    """Draft one credit note of the rebate earned; it refers to every invoice of the period (BG-3), with VAT by rate.

    It corrects no invoice by itself: each stays what it is. Raises NotAllowed, and Refused while the period runs, when
    nothing was earned or invoiced, and when there is a credit note already.
    """
    require(actor, Permission.ISSUE_INVOICES)
    with transaction.atomic():
        row = seen_alone(actor, agreement)
        if row.credit_id is not None:
            raise Refused(_("L’avoir de cette ristourne est déjà préparé."))
        stand = stand_of(row, timezone.localdate())
        if not stand.is_over:
            raise Refused(
                _("La période n’est pas finie : la ristourne se rend une fois tous ses achats connus.")
            )
        if stand.earned.value <= 0:
            raise Refused(_("Aucune ristourne n’est acquise sur cette période."))
        sales = sales_of_period(row.company_id, row.starts_on, row.ends_on)
        credit = _draft(row, stand.purchases, stand.earned.value, sales)
        row.credit = credit
        row.revision += 1
        row.save(update_fields=["credit", "revision", "updated_at"])
        changes = {"kind": (None, credit.kind), "incl_vat": (None, credit.incl_vat)}
        entry = Entry(
            "created", "invoice", credit.pk, _("brouillon"), company_key=credit.company_id, changes=changes
        )
        record(actor, entry)
        tell(actor, row, "updated", {"credit": (None, str(credit.incl_vat))})
    return credit


def _draft(row: RebateAgreement, purchases: Decimal, earned: Decimal, sales: Sales) -> FiscalDocument:
    try:
        parts = split_rebate(earned, sales.groups)
    except CannotWork as problem:
        raise Refused(say(problem.finding, REBATE_MESSAGES)) from problem
    us, home = seller(), row.company
    credit = FiscalDocument.objects.create(
        kind=DocumentKind.CREDIT_NOTE.value,
        company=home,
        owner_id=home.owner_id,
        billing_address=usual_places(home).billing,
        service_code=usual_service(home.buyer_type, home.service_codes),
        reason=_reason(row, purchases)[:200],
        supplied_on=row.ends_on,
        **{name: getattr(us, name) for name in ("term_kind", "term_days", "term_sector")},
    )
    # It is of the nature of what was sold: a flat sum would be read as a service.
    unit = "LS" if _sold_services_only(sales) else "C62"
    write_lines(
        credit,
        [
            DraftLine(
                label=row.label,
                quantity=Decimal(1),
                unit=unit,
                unit_price=part,
                vat_category=group.category.value,
                vat_rate=group.rate,
            )
            for group, part in parts.items()
        ],
    )
    SettledInvoice.objects.bulk_create(
        SettledInvoice(
            credit=credit,
            invoice_id=each.document_id,
            reference=each.reference,
            issued_on=each.issued_on,
            net=each.net,
        )
        for each in sales.invoices
    )
    return credit


def _reason(row: RebateAgreement, purchases: Decimal) -> str:
    """What the credit note is for. The customer reads it: in the language of our invoices."""
    with override("fr"):
        return _("%(label)s, achats du %(first)s au %(last)s : %(purchases)s € HT") % {
            "label": row.label,
            "first": format_date(row.starts_on, "fr"),
            "last": format_date(row.ends_on, "fr"),
            "purchases": format_decimal(purchases, "fr", 2),
        }


def _sold_services_only(sales: Sales) -> bool:
    """Whether our invoices of the period hold nothing but services; those of the past do not say."""
    ours = [each.document_id for each in sales.invoices if each.document_id is not None]
    lines = FiscalLine.objects.filter(document__in=ours).select_related("product").order_by("pk")
    return operation_of(list(lines)) is Operation.SERVICES
