"""Keeps a document that the house hands out: looked at first, kept outside the web root under a name of our own."""

from __future__ import annotations

import hashlib
import io
import os
import zipfile

from negoce.files.actions.file_store import shown_name
from negoce.files.enums import DocumentKind, FilePurpose
from negoce.files.models import StoredFile
from negoce.files.rules.archives import Member
from negoce.files.rules.documents import is_archive, recognise_archive, recognise_pdf
from negoce.files.words import say_file
from negoce.identity.rules.actor import Actor
from negoce.kit.explain import Finding, Parsed
from negoce.kit.refusal import Refused

_MIMETYPE = "mimetype"


def store_document(actor: Actor, *, name: str, content: bytes) -> StoredFile:
    """Keep a PDF, an office document or an EPUB. Raises Refused with the reason, and then keeps nothing."""
    parsed = _recognise(content)
    if parsed.value is None:
        raise Refused(say_file(parsed.finding or Finding("document.unknown")))
    row = StoredFile(
        name=shown_name(name),
        kind=parsed.value.value,
        purpose=FilePurpose.HANDED_OUT.value,
        size=len(content),
        digest=hashlib.sha256(content).hexdigest(),
        uploaded_by_id=actor.user_id,
    )
    row.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    descriptor = os.open(row.path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
        row.save(force_insert=True)
    except BaseException:
        row.path.unlink(missing_ok=True)
        raise
    return row


def _recognise(content: bytes) -> Parsed[DocumentKind]:
    if not is_archive(content):
        return recognise_pdf(content)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = [
                Member(each.filename, each.compress_size, each.file_size, bool(each.flag_bits & 1))
                for each in archive.infolist()
            ]
            named = next((each for each in archive.infolist() if each.filename == _MIMETYPE), None)
            said = b""
            if named is not None and not named.flag_bits & 1:
                with archive.open(named) as member:
                    said = member.read(200)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, ValueError):
        return Parsed(None, Finding("document.damaged"))
    return recognise_archive(members, said.decode("ascii", "replace").strip(), len(content))
