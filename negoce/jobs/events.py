"""Upward news: an event stores one job a receiver, in the transaction of the action that it tells of.

A crash between commit and receiver loses nothing. A receiver may be called twice: it must be idempotent.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils.module_loading import import_string

from negoce.jobs.queue import enqueue_each
from negoce.kit.refusal import Refused

if TYPE_CHECKING:
    from negoce.jobs.running import RunningJob

Receiver = Callable[[Mapping[str, Any]], None]


def emit(name: str, payload: Mapping[str, object], *, actor_id: int | None = None) -> int:
    """Tell every receiver of `name` once the caller's transaction is committed; returns how many."""
    told = [{"event": name, "receiver": each, "payload": dict(payload)} for each in _receivers(name)]
    return enqueue_each("jobs.deliver", told, actor_id=actor_id)


def deliver(job: RunningJob) -> None:
    """Call one receiver with one event; a receiver that is no longer listed is not called."""
    name, receiver = str(job.arguments["event"]), str(job.arguments["receiver"])
    if receiver not in _receivers(name):
        raise Refused(f"{receiver} no longer receives {name}")
    receive: Receiver = import_string(receiver)
    receive(job.arguments["payload"])


def _receivers(name: str) -> Sequence[str]:
    wiring = import_string(settings.NEGOCE_WIRING)
    receivers: Sequence[str] = wiring.event_receivers.get(name, ())
    return receivers
