"""Deletes a tender entered by mistake, with all that was written of it; the journal keeps that it was there."""

from __future__ import annotations

from django.db import transaction

from negoce.companies.actions.search.index import index_records
from negoce.identity.actions.journal import Entry, record
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.negotiation.actions.tender_documents.files import files_of, forget_files
from negoce.negotiation.actions.tenders.alarms import drop_alarms
from negoce.negotiation.actions.tenders.checks import visible_tender
from negoce.negotiation.models import Tender


def delete_tender(actor: Actor, tender: Tender) -> None:
    """Delete for good; the deal that answered it stays. Raises NotAllowed."""
    require(actor, Permission.DELETE)
    with transaction.atomic():
        row = visible_tender(actor, tender.pk)
        key, name, company_id = row.pk, row.name, row.company_id
        if actor.may(Permission.EDIT):
            drop_alarms(actor, row)
        files = files_of(row)
        row.delete()
        forget_files(files)
        record(actor, Entry("deleted", "tender", key, name, company_id, {"name": (name, None)}))
        index_records("tender", [key])
