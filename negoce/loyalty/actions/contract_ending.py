"""An early end: what was drafted beyond it goes, what was invoiced beyond it is given back by days."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import ngettext

from negoce.billing.actions.credit_draft import draft_credit
from negoce.billing.actions.draft_save import delete_draft
from negoce.billing.enums import DocumentState
from negoce.billing.models import FiscalDocument
from negoce.billing.queries.credits import credit_left
from negoce.identity.rules.actor import Actor, system_actor
from negoce.kit.dates import format_date
from negoce.loyalty.models import Contract, ContractPeriod
from negoce.loyalty.rules.contract_terms import Span
from negoce.loyalty.rules.pro_rata import Share, part_of_amount, share_given_back


def settle_ending(row: Contract) -> None:
    """Bring the periods of a terminated contract to its last day; its row is held by the caller.

    A draft of a period that goes beyond is thrown away: the period is due again, cut at the last day, or not at all. An
    issued invoice gets the draft of a credit note for the days after. Whoever may end a contract may have no hand in
    invoices: these drafts are ours, people who invoice read and issue them.
    """
    actor = system_actor()
    beyond = ContractPeriod.objects.filter(contract=row, ends_on__gt=row.ends_on, credit=None)
    for period in beyond.select_related("document").order_by("number"):
        document = period.document
        if document.state == DocumentState.DRAFT.value:
            delete_draft(actor, document)
            continue
        share = share_given_back(Span(period.number, period.starts_on, period.ends_on), row.ends_on)
        period.credit = _give_back(actor, row, document, share)
        period.save(update_fields=["credit"])


def _give_back(actor: Actor, row: Contract, document: FiscalDocument, share: Share) -> FiscalDocument | None:
    """The draft of the credit note; None when earlier ones left nothing to give back."""
    left = sum((each.base + each.vat for each in credit_left(document)), Decimal(0))
    amount = min(part_of_amount(document.incl_vat, share), left)
    if amount <= 0:
        return None
    reason = ngettext(
        "Contrat %(number)s terminé le %(day)s : %(days)s jour sur %(of)s rendu",
        "Contrat %(number)s terminé le %(day)s : %(days)s jours sur %(of)s rendus",
        share.days,
    ) % {
        "number": row.number,
        "day": format_date(row.ends_on, actor.language),
        "days": share.days,
        "of": share.of_days,
    }
    if share.is_whole and amount == document.incl_vat:
        return draft_credit(actor, document, reason=reason)
    return draft_credit(actor, document, reason=reason, incl_vat=amount)
