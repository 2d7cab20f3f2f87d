"""A person asks for the models to be fitted now."""

from __future__ import annotations

from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.jobs.enums import JobQueue
from negoce.jobs.models import Job
from negoce.jobs.queue import enqueue

TASK = "portfolio.refit"


def request_refit(actor: Actor) -> Job:
    """Ask for the week's fit now, one at a time. Raises NotAllowed for who may not change the settings."""
    require(actor, Permission.MANAGE_SETTINGS)
    return enqueue(TASK, {}, actor_id=actor.user_id, unique_key=TASK, queue=JobQueue.LONG)
