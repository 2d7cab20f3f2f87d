"""Makes the file of an issued document, once, from what was fixed."""

from __future__ import annotations

import hashlib
import json
from datetime import date

from django.db import IntegrityError, transaction

from negoce.billing.documents.electronic.facturx import FacturX
from negoce.billing.documents.fiscal_file import PROFILE, content_ubl, fiscal_facturx
from negoce.billing.enums import DocumentState
from negoce.billing.models import FiscalDocument, FiscalFile
from negoce.parameters.queries.seller import seller


def make_file(document: FiscalDocument) -> FiscalFile:
    """Return the file of an issued document, making it when there is none yet.

    Raises ValueError for a draft; CannotPrint, CannotBind or CannotWork when the file cannot be made: the document
    stays issued, and the job tries again.
    """
    known = FiscalFile.objects.filter(document_id=document.pk).first()
    if known is not None:
        return known
    made = _made(document)
    try:
        with transaction.atomic():
            return FiscalFile.objects.create(
                document=document,
                pdf=made.pdf,
                xml=made.xml,
                pdf_sha256=hashlib.sha256(made.pdf).hexdigest(),
                xml_sha256=hashlib.sha256(made.xml).hexdigest(),
                profile=PROFILE.name,
            )
    except IntegrityError:
        # Another worker made it meanwhile: the first one stays.
        return FiscalFile.objects.get(document_id=document.pk)


def issued_file(document: FiscalDocument) -> tuple[bytes, bytes]:
    """The PDF and the XML of an issued document, to be read.

    While the job that stores them has not run, they are made of the same content and not stored: reading changes
    nothing, and the same content gives the same bytes.
    """
    known = FiscalFile.objects.filter(document_id=document.pk).first()
    if known is not None:
        return bytes(known.pdf), bytes(known.xml)
    made = _made(document)
    return made.pdf, made.xml


def issued_ubl(document: FiscalDocument) -> bytes:
    """An issued document as UBL, made at each reading of what was fixed; raises ValueError for a draft."""
    return content_ubl(json.loads(document.content), number=document.number, issued_on=_issued_on(document))


def _issued_on(document: FiscalDocument) -> date:
    if document.state != DocumentState.ISSUED.value or document.issued_on is None:
        raise ValueError("a draft has no file")
    return document.issued_on


def _made(document: FiscalDocument) -> FacturX:
    issued_on, us = _issued_on(document), seller()
    return fiscal_facturx(
        json.loads(document.content),
        number=document.number,
        issued_on=issued_on,
        logo=bytes(us.logo or b""),
        logo_kind=us.logo_kind,
    )
