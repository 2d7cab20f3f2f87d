"""Keeps the answers to writes, so that a program that repeats one gets the same answer and writes once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta
from threading import Event, Thread

from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone

from negoce.identity.models import ApiReply, ApiToken

KEPT = timedelta(hours=24)
# A long request gives a sign of life this often; without one for ABANDONED it was cut down, and its key is free again.
SIGN_EVERY = timedelta(seconds=5)
ABANDONED = timedelta(seconds=30)


class KeyReused(Exception):
    """The same key came with another request."""


class StillRunning(Exception):
    """The first request with this key has not ended yet."""


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer as it was sent."""

    status: int
    headers: Mapping[str, str]
    body: str
    repeated: bool = False


def once(token: ApiToken, *, key: str, fingerprint: str, write: Callable[[], Reply]) -> Reply:
    """Run `write` and keep its answer, in one transaction; or give the answer of the first time.

    Two at the same moment: the second waits for the first (the unique key says so on PostgreSQL, the one
    writer on SQLite). When `write` raises nothing is kept. Raises KeyReused.
    """
    try:
        with transaction.atomic():
            known = _known(token, key, fingerprint)
            if known is not None:
                return known
            row = ApiReply(token=token, key=key, fingerprint=fingerprint, at=timezone.now())
            _insert(row)
            reply = write()
            ApiReply.objects.filter(pk=row.pk).update(
                status=reply.status, headers=dict(reply.headers), body=reply.body
            )
            return reply
    except _Taken:
        known = _known(token, key, fingerprint)
        if known is None:
            raise StillRunning from None
        return known


def once_long(token: ApiToken, *, key: str, fingerprint: str, write: Callable[[], Reply]) -> Reply:
    """The same for what is too long for one transaction: the key is taken first. Raises StillRunning too."""
    with transaction.atomic():
        abandoned = timezone.now() - ABANDONED
        ApiReply.objects.filter(token=token, key=key, status=0, at__lt=abandoned).delete()
        known = _known(token, key, fingerprint)
        if known is not None:
            return known
    row = ApiReply(token=token, key=key, fingerprint=fingerprint, at=timezone.now())
    try:
        with transaction.atomic():
            _insert(row)
    except _Taken:
        raise StillRunning from None
    try:
        with _alive(row.pk):
            reply = write()
    except BaseException:
        ApiReply.objects.filter(pk=row.pk).delete()
        raise
    ApiReply.objects.filter(pk=row.pk).update(
        status=reply.status, headers=dict(reply.headers), body=reply.body
    )
    return reply


@contextmanager
def _alive(reply_id: int) -> Iterator[None]:
    """Say every few seconds, from a thread of its own, that the request is under way."""
    ended = Event()

    def say_so() -> None:
        try:
            while not ended.wait(SIGN_EVERY.total_seconds()):
                with suppress(DatabaseError):
                    ApiReply.objects.filter(pk=reply_id, status=0).update(at=timezone.now())
        finally:
            connection.close()

    Thread(target=say_so, daemon=True).start()
    try:
        yield
    finally:
        # Not waited for: a sign that comes too late finds an answer, and changes nothing.
        ended.set()


def forget_replies() -> int:
    """Delete the answers of yesterday; returns how many."""
    return ApiReply.objects.filter(at__lt=timezone.now() - KEPT).delete()[0]


class _Taken(Exception):
    """Somebody else inserted the key meanwhile."""


def _insert(row: ApiReply) -> None:
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as problem:
        raise _Taken from problem


def _known(token: ApiToken, key: str, fingerprint: str) -> Reply | None:
    row = ApiReply.objects.filter(token=token, key=key).first()
    if row is None:
        return None
    if row.at < timezone.now() - KEPT:
        row.delete()
        return None
    if row.fingerprint != fingerprint:
        raise KeyReused
    if row.status == 0:
        raise StillRunning
    return Reply(row.status, row.headers, row.body, repeated=True)
