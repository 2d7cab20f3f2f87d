"""Files brought for tenders: kept through the store, forgotten with the last row that names them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.db import transaction

from negoce.files.actions.document_store import store_document
from negoce.files.models import StoredFile
from negoce.files.rules.documents import MAX_DOCUMENT_BYTES
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Refused, refuse_field
from negoce.negotiation.models import Tender


@contextmanager
def files_together() -> Iterator[list[StoredFile]]:
    """A transaction, and the files brought in it: when it fails their bytes go, as their rows do."""
    brought: list[StoredFile] = []
    try:
        with transaction.atomic():
            yield brought
    except BaseException:
        for row in brought:
            row.path.unlink(missing_ok=True)
        raise


def keep_file(actor: Actor, upload: tuple[str, bytes], brought: list[StoredFile]) -> StoredFile:
    """Keep what was brought: its name and its bytes, told to `files_together`. Raises Refused on the field `file`."""
    name, content = upload
    try:
        row = store_document(actor, name=name, content=content[: MAX_DOCUMENT_BYTES + 1])
    except Refused as refused:
        raise refuse_field("file", refused.message) from refused
    brought.append(row)
    return row


def forget_files(rows: Iterable[StoredFile]) -> None:
    """Delete files that no row names any more, their bytes once the transaction is over."""
    for row in rows:
        path = row.path
        row.delete()
        transaction.on_commit(lambda path=path: path.unlink(missing_ok=True))  # type: ignore[misc]


def files_of(tender: Tender) -> list[StoredFile]:
    """The files that are those of a tender alone."""
    return list(StoredFile.objects.filter(pk__in=tender.documents.exclude(file=None).values("file")))
