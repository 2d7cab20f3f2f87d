"""Notes that a lot of people were told what is held of them: at once for a few, by a worker for many."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from negoce.companies.actions.people.notice_note import WHO, note_notices, read_given
from negoce.identity.permissions import require_any
from negoce.identity.rules.actor import Actor
from negoce.jobs.enums import JobQueue
from negoce.jobs.models import Job
from negoce.jobs.queue import enqueue
from negoce.kit.refusal import Refused
from negoce.prospecting.queries.notice_lot import Lot, people_of

TASK = "prospecting.note_notices"
AT_ONCE = 200
MOST = 20_000


def note_lot(actor: Actor, lot: Lot, *, day: str, through: str, proof: str) -> int | Job:
    """How many were noted, or the job that does it. Raises NotAllowed, and Refused for faulty fields or nobody."""
    require_any(actor, *WHO)
    given = read_given(day=day, through=through, proof=proof, today=timezone.localdate())
    keys = list(people_of(actor, lot).values_list("pk", flat=True)[:MOST])
    if not keys:
        raise Refused(_("Personne n’est à informer dans ce lot\u00a0: rien n’a été noté."))
    if len(keys) <= AT_ONCE:
        return note_notices(actor, keys, given)
    arguments = {
        "contacts": keys,
        "day": given.day.isoformat(),
        "through": given.through.value if given.through is not None else "",
        "proof": given.proof,
    }
    with transaction.atomic():
        return enqueue(TASK, arguments, actor_id=actor.user_id, queue=JobQueue.LONG)
