"""Deletes messages past their time, and the files that no message has any more."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from negoce.outbox.actions.attachments import remove_files
from negoce.outbox.enums import ENDED, SECRET_KINDS, ContactPurpose
from negoce.outbox.models import Message, MessageAttachment
from negoce.outbox.rules.retention import kept_from

_BATCH = 200
# A code serves for minutes; that it was sent is kept with the acceptance itself.
_CODES_KEPT = timedelta(days=7)
# A transaction under way may still make the row of a file that is there already.
_ORPHAN_SECONDS = 86_400


def purge_messages(*, between: Callable[[int], None] = lambda _count: None) -> dict[str, int]:
    """Delete what its purpose no longer justifies, a batch a transaction; returns how many messages and files."""
    messages = 0
    for purpose in ContactPurpose:
        before = kept_from(purpose, timezone.localdate())
        old = Message.objects.filter(
            purpose=purpose.value,
            created_at__date__lt=before,
            state__in=[state.value for state in ENDED],
        ).order_by("pk")
        messages += _delete_all(old, between)
    codes = Message.objects.filter(
        kind__in=[kind.value for kind in SECRET_KINDS], created_at__lt=timezone.now() - _CODES_KEPT
    ).order_by("pk")
    messages += _delete_all(codes, between)
    return {"messages": messages, "files": _sweep()}


def _delete_all(rows: QuerySet[Message], between: Callable[[int], None]) -> int:
    count = 0
    while keys := list(rows.values_list("pk", flat=True)[:_BATCH]):
        count += _delete(keys)
        between(count)
    return count


def _delete(keys: list[int]) -> int:
    with transaction.atomic():
        rows = MessageAttachment.objects.filter(message_id__in=keys).order_by("pk")
        paths = [row.path for row in rows]
        Message.objects.filter(pk__in=keys).delete()
        transaction.on_commit(lambda: remove_files(paths))
    return len(keys)


def _sweep() -> int:
    """Files of transactions that were undone; those of the last day are left alone."""
    folder = Path(settings.MEDIA_ROOT) / "outbox"
    if not folder.is_dir():
        return 0
    limit = time.time() - _ORPHAN_SECONDS
    old = {path.name: path for path in folder.iterdir() if path.is_file() and path.stat().st_mtime < limit}
    names = sorted(old)
    kept: set[str] = set()
    for start in range(0, len(names), _BATCH):
        part = MessageAttachment.objects.filter(public_id__in=names[start : start + _BATCH])
        kept |= set(part.order_by().values_list("public_id", flat=True))
    orphans = [old[name] for name in names if name not in kept]
    remove_files(orphans)
    return len(orphans)
