"""Issues a document: its number, its content and its place in the chain are fixed in one short transaction.

The number comes from a counter that is raised in the same transaction: who comes second waits, a crash gives it back,
so that a series has neither gap nor double (R-C13 checks it). What is slow, the XML held to the official rules, is
done before; the PDF is made afterwards, by a job, from what was fixed.
"""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from negoce.billing.actions.draft_writing import take_draft
from negoce.billing.actions.issue_account import open_receivable
from negoce.billing.actions.issue_number import next_place
from negoce.billing.actions.issue_orders import bill_orders
from negoce.billing.actions.issue_prepare import (
    OfficialCheck,
    Prepared,
    check_asked,
    check_credit,
    official_check,
    prepare_issue,
)
from negoce.billing.enums import DocumentKind, DocumentState
from negoce.billing.events import DOCUMENT_ISSUED
from negoce.billing.findings import say
from negoce.billing.models import FiscalDocument, Receivable
from negoce.billing.queries.credits import credit_left
from negoce.billing.queries.deposits import amounts_left
from negoce.billing.queries.visible import visible_documents
from negoce.billing.rules.credit_left import credited_vat
from negoce.billing.rules.fiscal_chain import chain_digest
from negoce.catalogue.rules.stored_amounts import read_vat
from negoce.identity.actions.journal import Entry, record
from negoce.identity.enums import Permission
from negoce.identity.permissions import NotAllowed, require
from negoce.identity.rules.actor import Actor
from negoce.jobs.events import emit
from negoce.jobs.queue import enqueue
from negoce.kit.explain import Finding
from negoce.kit.refusal import Refused
from negoce.orders.enums import OrderState
from negoce.orders.models import OrderTerms


def issue_document(
    actor: Actor,
    document: FiscalDocument,
    *,
    revision: int | None = None,
    day: date | None = None,
    issue_key: str | None = None,
    check: OfficialCheck = official_check,
) -> FiscalDocument:
    """Issue a draft on a day (today unless told) and return it, numbered and locked.

    The same demand twice (`issue_key`, or the draft itself) issues once: the issued document is returned. `revision`
    is that of the draft that the person saw. Raises NotAllowed; Refused with every missing mention and its source;
    Conflict when the draft changed meanwhile. Nothing is written when refused, and no number is lost.
    """
    require(actor, Permission.ISSUE_INVOICES)
    draft = visible_documents(actor).filter(pk=document.pk).first()
    if draft is None:
        raise NotAllowed(_("Ce document n’existe plus ou n’est pas visible pour vous. Rien n’a été émis."))
    known = _already(draft, issue_key)
    if known is not None:
        return known
    today = timezone.localdate()
    prepared = prepare_issue(draft, day=day or today, today=today, check=check)
    if prepared.errors:
        raise refusal(prepared.errors)
    return fix(
        actor, prepared, revision=draft.revision if revision is None else revision, issue_key=issue_key
    )


def fix(actor: Actor, prepared: Prepared, *, revision: int, issue_key: str | None = None) -> FiscalDocument:
    """Number and lock what was prepared. Raises Refused or Conflict; then nothing was written."""
    draft = prepared.document
    with transaction.atomic():
        place = next_place(prepared.series, prepared.day)
        take_draft(draft, revision)
        _check_again(draft)
        bill_orders(draft)
        digest = chain_digest(
            previous=place.previous_digest,
            series=place.series.code,
            number=place.number,
            issued_on=prepared.day,
            content=prepared.text,
        )
        draft.series, draft.year, draft.sequence = place.series, place.year, place.sequence
        draft.number, draft.issued_on, draft.due_on = place.number, prepared.day, prepared.due_on
        draft.content, draft.digest, draft.previous_digest = prepared.text, digest, place.previous_digest
        draft.state, draft.issued_by_id = DocumentState.ISSUED.value, actor.user_id
        draft.issue_key = issue_key or draft.issue_key
        draft.save()
        place.close(prepared.day, digest)
        open_receivable(draft)
        _tell(actor, draft)
    return draft


def refusal(errors: tuple[Finding, ...]) -> Refused:
    """The refusal of an issue: how much is to be mended, and each point in words."""
    words = [say(each) for each in errors]
    if len(words) == 1:
        return Refused(words[0], fields={"issue": words})
    message = ngettext(
        "%(count)s point empêche l’émission. Rien n’a été émis.",
        "%(count)s points empêchent l’émission. Rien n’a été émis.",
        len(words),
    ) % {"count": len(words)}
    return Refused(message, fields={"issue": words})


def _already(draft: FiscalDocument, issue_key: str | None) -> FiscalDocument | None:
    """The document that this demand issued before, if it did."""
    if issue_key:
        known = FiscalDocument.objects.filter(issue_key=issue_key, state=DocumentState.ISSUED.value).first()
        if known is not None:
            return known
    return draft if draft.state == DocumentState.ISSUED.value else None


def _check_again(draft: FiscalDocument) -> None:
    """Credit notes and deposits once more, now that nobody else can take from the same documents."""
    if draft.corrected is not None:
        _hold(draft.corrected_id)
        errors = check_credit(draft, draft.corrected)
        if errors:
            raise refusal(tuple(errors))
        asked = read_vat(draft.vat_table)
        if credited_vat(credit_left(draft.corrected), asked) != asked:
            raise Refused(
                _("Un autre avoir du même document vient d’être émis. Rien n’a été émis : recommencez.")
            )
    if draft.order_id is not None:
        # Alone with the order: a deposit and an invoice of it come one after the other.
        terms = OrderTerms.objects.filter(pk=draft.order_id)
        terms.update(invoiced_net=F("invoiced_net"))
        if (
            draft.kind == DocumentKind.DEPOSIT.value
            and terms.filter(state=OrderState.CANCELLED.value).exists()
        ):
            reference = terms.values_list("order__reference", flat=True).get()
            raise refusal((Finding("issue.order_cancelled", figures={"reference": reference}),))
    errors = check_asked(draft)
    if errors:
        raise refusal(tuple(errors))
    if draft.kind != DocumentKind.INVOICE.value:
        return
    uses = list(draft.deposits_used.select_related("deposit").order_by("deposit_id"))
    for use in uses:
        _hold(use.deposit_id)
    left = amounts_left([use.deposit for use in uses], but=draft.pk) if uses else {}
    for use in uses:
        if use.amount > left[use.deposit_id]:
            figures = {"number": use.deposit.number, "left": left[use.deposit_id]}
            raise refusal((Finding("issue.deposit_over", figures=figures),))


def _hold(document_id: int | None) -> None:
    """Be alone with a document's account until the transaction ends."""
    Receivable.objects.filter(document_id=document_id).update(revision=F("revision") + 1)


def _tell(actor: Actor, document: FiscalDocument) -> None:
    """Journal, search, the news for upper rooms, and the job that makes the file; all in the same transaction."""
    record(
        actor,
        Entry(
            "issued",
            "invoice",
            document.pk,
            document.number,
            company_key=document.company_id,
            changes={
                "state": (DocumentState.DRAFT.value, DocumentState.ISSUED.value),
                "number": (None, document.number),
                "incl_vat": (None, document.incl_vat),
            },
        ),
    )
    emit(DOCUMENT_ISSUED, {"document": document.pk, "kind": document.kind}, actor_id=actor.user_id)
    enqueue(
        "billing.make_file",
        {"document": document.pk},
        actor_id=actor.user_id,
        unique_key=f"billing.file.{document.pk}",
    )
