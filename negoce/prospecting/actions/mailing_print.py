"""Prints the letters of a mailing: a hundred a document, put together at the end; a document that is there is kept.

The same letters are written for Word beside.
"""

from __future__ import annotations

import fcntl
import re
import shutil
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from functools import partial
from pathlib import Path

import pikepdf
from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from negoce.catalogue.documents.letters import Letters, OneLetter, letters_pdf
from negoce.catalogue.documents.letters_docx import write_letters_docx
from negoce.catalogue.documents.seller_identity import seller_identity
from negoce.identity.models import User
from negoce.jobs.enums import JobQueue
from negoce.jobs.queue import enqueue
from negoce.parameters.queries.seller import seller as read_seller
from negoce.prospecting.actions.mailing_recheck import count_refused, drop_refused
from negoce.prospecting.models import Mailing, MailingRecipient

PRINT = "prospecting.print_letters"
_PART = 100
_KEPT_DAYS = 60
_PATIENCE = 0.5


def letters_path(mailing: Mailing) -> Path:
    """Where the letters of a mailing are once printed."""
    return _folder(mailing) / "letters.pdf"


def word_path(mailing: Mailing) -> Path:
    """Where the same letters are as a Word document."""
    return _folder(mailing) / "letters.docx"


def print_letters(
    mailing: Mailing, *, progress: Callable[[int, int], None] = lambda _done, _total: None
) -> int:
    """Print what is not printed yet, on paper and for Word; returns how many pages there are. Raises CannotPrint.

    Who was erased, or opposed since it was prepared, has no letter. Whoever is erased while it prints has none either:
    it prints anew. One worker at a time: a second one waits, then finds what the first has done.
    """
    with _alone(mailing, progress):
        if count_refused(mailing):
            # Their pages go before their rows: whatever cuts this short leaves no letter to them.
            forget_letters(mailing)
            drop_refused(mailing)
        while True:
            rows = printed_rows(mailing)
            total = rows.count()
            pages = _print(mailing, total, progress)
            if printed_rows(mailing).count() == total:
                Mailing.objects.filter(pk=mailing.pk).update(letters_pages=pages)
                return pages
            forget_letters(mailing)


def _print(mailing: Mailing, total: int, progress: Callable[[int, int], None]) -> int:
    folder = _folder(mailing)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    rows, done, after = printed_rows(mailing), 0, 0
    parts: list[Path] = []
    while batch := list(rows.filter(pk__gt=after)[:_PART]):
        path = folder / f"part-{len(parts):05d}.pdf"
        if not path.exists():
            _write(path, letters_pdf(_printing(mailing, batch)))
        parts.append(path)
        after, done = batch[-1].pk, done + len(batch)
        progress(done, total)
    pages = _join(parts, letters_path(mailing)) if parts else 0
    _write_word(mailing)
    for path in parts:
        path.unlink(missing_ok=True)
    return pages


def _write_word(mailing: Mailing) -> None:
    path = word_path(mailing)
    partial = path.with_suffix(".partial")
    printing = _printing(mailing, ())
    rows = printed_rows(mailing).iterator(chunk_size=_PART)
    with partial.open("wb") as file:
        write_letters_docx(printing, (_letter(row, printing.signature) for row in rows), file)
    partial.replace(path)


@contextmanager
def _alone(mailing: Mailing, progress: Callable[[int, int], None]) -> Iterator[None]:
    """Hold the letters of a mailing; whoever waits keeps telling that they live, and may be stopped."""
    _root().mkdir(parents=True, exist_ok=True, mode=0o700)
    # Beside its folder, which comes and goes.
    with _lock_path(mailing.public_id).open("w") as file:
        while True:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                progress(0, 0)
                time.sleep(_PATIENCE)
            else:
                break
        yield


def printed_rows(mailing: Mailing) -> QuerySet[MailingRecipient]:
    """Those who have a letter, in the order in which they lie on each other; the row of who was erased is empty."""
    return MailingRecipient.objects.filter(mailing=mailing, left_out="").exclude(text="").order_by("pk")


def forget_letters(mailing: Mailing) -> None:
    """Delete what was printed of a mailing."""
    shutil.rmtree(_folder(mailing), ignore_errors=True)
    Mailing.objects.filter(pk=mailing.pk).update(letters_pages=0)


def print_again(mailing: Mailing) -> None:
    """Delete the letters of a mailing, and print those that may still be sent again unless they were posted.

    In the caller's transaction: files go once it is through, and a job goes over them, should that not happen.
    """
    transaction.on_commit(partial(forget_letters, mailing))
    again = {"mailing": mailing.pk, "again": True}
    key = f"{PRINT}:{mailing.pk}:again"
    enqueue(PRINT, again, actor_id=mailing.launched_by_id, unique_key=key, queue=JobQueue.LONG)


def has_letters(mailing: Mailing) -> bool:
    """Whether anything was printed of a mailing, or is being."""
    return _folder(mailing).is_dir()


def purge_letters() -> int:
    """Delete the letters of mailings prepared two months ago, or gone; returns how many."""
    root = _root()
    if not root.is_dir():
        return 0
    kept_from = timezone.now() - timedelta(days=_KEPT_DAYS)
    names = [path.name for path in root.iterdir() if path.is_dir()]
    fresh = set(
        Mailing.objects.filter(public_id__in=names, created_at__gt=kept_from)
        .order_by()
        .values_list("public_id", flat=True)
    ) | set(
        Mailing.objects.filter(public_id__in=names, prepared_at__gt=kept_from)
        .order_by()
        .values_list("public_id", flat=True)
    )
    old = [name for name in names if name not in fresh]
    for name in old:
        shutil.rmtree(root / name, ignore_errors=True)
        _lock_path(name).unlink(missing_ok=True)
    Mailing.objects.filter(public_id__in=old).update(letters_pages=0)
    return len(old)


def _printing(mailing: Mailing, rows: Sequence[MailingRecipient]) -> Letters:
    author = User.objects.filter(pk=mailing.launched_by_id or 0).first()
    signature = author.full_name if author is not None else ""
    return Letters(
        made_on=timezone.localdate(mailing.launched_at) if mailing.launched_at else timezone.localdate(),
        seller=seller_identity(read_seller()),
        title=mailing.name,
        letters=[_letter(row, signature) for row in rows],
        signature=signature,
        language="en" if mailing.language == "en" else "fr",
    )


def unsigned(text: str, signature: str) -> str:
    """The words of a letter; a name at their end is left to the signature under them: nobody signs twice."""
    text = text.rstrip()
    if signature and text.rpartition("\n")[2].strip() == signature:
        text = text.removesuffix(text.rpartition("\n")[2])
    return text


def _letter(row: MailingRecipient, signature: str) -> OneLetter:
    text = unsigned(row.text, signature)
    paragraphs = tuple(part.strip() for part in re.split(r"\n\s*\n", text) if part.strip())
    return OneLetter(tuple(row.lines), row.subject, paragraphs)


def _join(parts: Sequence[Path], path: Path) -> int:
    with pikepdf.new() as whole:
        for part in parts:
            with pikepdf.open(part) as document:
                whole.pages.extend(document.pages)
        pages = len(whole.pages)
        partial = path.with_suffix(".partial")
        whole.save(partial)
    partial.replace(path)
    return pages


def _write(path: Path, content: bytes) -> None:
    partial = path.with_suffix(".partial")
    partial.write_bytes(content)
    partial.replace(path)


def _root() -> Path:
    return Path(settings.MEDIA_ROOT) / "mailings"


def _lock_path(public_id: str) -> Path:
    return _root() / f".{public_id}.lock"


def _folder(mailing: Mailing) -> Path:
    return _root() / mailing.public_id
