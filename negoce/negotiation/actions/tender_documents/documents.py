"""Adds the usual documents to the file of a tender, changes one, takes one away."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.db.models import Count, Max
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from negoce.companies.actions.contacts.guard import guard_texts
from negoce.files.models import StoredFile
from negoce.identity.actions.alone import alone_with
from negoce.identity.actions.journal import Entry, record
from negoce.identity.enums import Permission
from negoce.identity.models import User
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Conflict, Refused, Subject
from negoce.negotiation.actions.deals.checks import refuse_all
from negoce.negotiation.actions.tender_documents.files import files_together, forget_files, keep_file
from negoce.negotiation.actions.tenders.checks import visible_tender
from negoce.negotiation.enums import BuyerKind, NeedKind, PaperState
from negoce.negotiation.models import OwnCertificate, Tender, TenderDocument
from negoce.negotiation.queries.tender_documents.documents import shelf
from negoce.negotiation.rules.tender_file_values import clean_document
from negoce.negotiation.rules.tender_papers import PART_OF, usual_papers
from negoce.negotiation.words.tender_file import PAPER_STATES, PAPERS, say

MOST = 100


def add_usual_papers(actor: Actor, tender: Tender) -> int:
    """Add the documents that such a file usually holds and that are not there yet, those of the house taken off the
    shelf while they hold; returns how many. Raises NotAllowed."""
    require(actor, Permission.EDIT)
    with transaction.atomic():
        home = _home(actor, tender)
        there = set(TenderDocument.objects.filter(tender=home).order_by().values_list("kind", flat=True))
        due = home.offers_until or timezone.localdate()
        own: dict[str, OwnCertificate] = {}
        for each in shelf():
            if each.expires_on is None or each.expires_on >= due:
                own.setdefault(each.kind, each)
        position = _next_position(home)
        added: list[TenderDocument] = []
        for kind in usual_papers(BuyerKind(home.buyer), NeedKind(home.need)):
            if kind in there:
                continue
            found = own.get(kind)
            added.append(
                TenderDocument(
                    tender=home,
                    kind=kind.value,
                    part=PART_OF[kind].value,
                    name=_plain_name(actor, kind),
                    certificate=found,
                    state=(PaperState.READY if found else PaperState.MISSING).value,
                    position=position + len(added),
                )
            )
        TenderDocument.objects.bulk_create(added)
        if added:
            _journal(actor, home, None, " ; ".join(each.name for each in added))
    return len(added)


def save_document(
    actor: Actor,
    tender: Tender,
    row: TenderDocument | None,
    *,
    given: Mapping[str, object],
    upload: tuple[str, bytes] | None = None,
    revision: int = 0,
    guard_reason: str = "",
) -> TenderDocument:
    """Store a document of a file: `certificate` a public id of the shelf, `owner` a person, `upload` name and bytes.

    A file or a certificate makes it ready.
    Raises NotAllowed, Refused with the faulty fields, FreeTextRefused, Conflict.
    """
    require(actor, Permission.EDIT)
    with files_together() as brought:
        home = _home(actor, tender)
        stored = TenderDocument(tender=home) if row is None else _stored(home, row, revision)
        cleaned = clean_document(given, timezone.localdate())
        errors = {name: say(finding) for name, finding in cleaned.errors.items()}
        owner = given.get("owner")
        if owner and not (isinstance(owner, User) and owner.is_active):
            errors["owner"] = _("Cette personne n’existe pas ou ne peut plus se connecter.")
        certificate = _certificate(given, errors)
        if certificate is not None and upload is not None:
            errors["file"] = _("Un fichier ou un document de la maison : pas les deux.")
        refuse_all(errors)
        reason = guard_texts({"name": cleaned.values["name"]}, {"name": stored.name}, guard_reason)
        before = None if row is None else _told(stored)
        file = keep_file(actor, upload, brought) if upload is not None else None
        former = _place(stored, certificate, file)
        for name, value in cleaned.values.items():
            setattr(stored, name, value)
        stored.owner = owner if isinstance(owner, User) else None
        if file is not None or (certificate is not None and stored.state == PaperState.MISSING):
            stored.state = PaperState.READY.value
        if row is None:
            stored.position = _next_position(home)
        stored.revision += 1
        stored.save()
        forget_files(former)
        _journal(actor, home, before, _told(stored), reason)
    return stored


def remove_document(actor: Actor, tender: Tender, row: TenderDocument) -> None:
    """Take a document out of the file, with its own file; a certificate stays on the shelf. Raises NotAllowed."""
    require(actor, Permission.EDIT)
    with transaction.atomic():
        home = _home(actor, tender)
        stored = TenderDocument.objects.filter(pk=row.pk, tender=home).select_related("file").first()
        if stored is None:
            return
        told, file = _told(stored), stored.file
        stored.delete()
        forget_files([file] if file is not None else [])
        _journal(actor, home, told, None)


def _home(actor: Actor, tender: Tender) -> Tender:
    home = visible_tender(actor, tender.pk)
    alone_with(Tender.objects.filter(pk=home.pk))
    return home


def _stored(home: Tender, row: TenderDocument, revision: int) -> TenderDocument:
    rows = TenderDocument.objects.filter(pk=row.pk, tender=home)
    stored = rows.select_related("file", "certificate").first()
    if stored is None or stored.revision != revision:
        message = _(
            "Ce document a changé entre-temps. Rien n’a été enregistré : fermez, relisez-le, puis recommencez."
        )
        raise Conflict(
            message,
            field="revision",
            current=stored.revision if stored else None,
            subject=Subject("tender", home.pk, "tender_document"),
        )
    return stored


def _certificate(given: Mapping[str, object], errors: dict[str, str]) -> OwnCertificate | None:
    key = str(given.get("certificate") or "")[:12]
    if not key:
        return None
    # Held, so that nobody takes it off the shelf before this file names it.
    found = alone_with(OwnCertificate.objects.filter(public_id=key))
    if found is None:
        errors["certificate"] = _("Ce document de la maison n’est plus là : choisissez-en un autre.")
    return found


def _place(
    stored: TenderDocument, certificate: OwnCertificate | None, file: StoredFile | None
) -> list[StoredFile]:
    """Give the document its file; returns the one that nothing names any more."""
    former = stored.file
    stored.certificate = certificate
    if file is not None:
        stored.file = file
    elif certificate is not None:
        stored.file = None
    return [former] if former is not None and former != stored.file else []


def _next_position(home: Tender) -> int:
    """The place after the last one. Raises Refused when the file is full."""
    there = TenderDocument.objects.filter(tender=home).aggregate(last=Max("position"), count=Count("pk"))
    if there["count"] >= MOST:
        raise Refused(_("Un dossier compte ici au plus %(most)s documents.") % {"most": MOST})
    return 0 if there["last"] is None else there["last"] + 1


def _plain_name(actor: Actor, kind: str) -> str:
    with override(actor.language):
        return str(PAPERS[kind])


def _told(row: TenderDocument) -> str:
    return f"{row.name} ({PAPER_STATES[row.state]})"


def _journal(
    actor: Actor, home: Tender, before: str | None, after: str | None, guard_reason: str = ""
) -> None:
    told = {"tender_document": (before, after)}
    if guard_reason:
        told["guard_reason"] = (None, guard_reason)
    record(actor, Entry("changed", "tender", home.pk, str(home)[:120], home.company_id, told))
