"""A person asks for the whole portfolio to be worked out now."""

from __future__ import annotations

from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.jobs.enums import JobQueue
from negoce.jobs.models import Job
from negoce.jobs.queue import enqueue

TASK = "portfolio.recompute"


def request_recompute(actor: Actor, *, whole: bool = False) -> Job:
    """Ask for the night's work now; its progress is on the page of the job. One of each kind waits at a time.

    `whole` reads all facts anew: it does not join a run that waits and would not.
    Raises NotAllowed for who may not change the settings.
    """
    require(actor, Permission.MANAGE_SETTINGS)
    arguments = {"whole": True} if whole else {}
    key = f"{TASK}:whole" if whole else TASK
    return enqueue(TASK, arguments, actor_id=actor.user_id, unique_key=key, queue=JobQueue.LONG)
