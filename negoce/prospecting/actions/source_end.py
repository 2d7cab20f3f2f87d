"""Carries out the end of a licence: people are erased, companies go to the bin."""

from __future__ import annotations

from collections.abc import Callable

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from negoce.companies.actions.company_delete import delete_company
from negoce.companies.actions.people.erase_many import erase_people
from negoce.companies.permissions import require_privacy
from negoce.identity.actions.journal import Entry, record
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.jobs.enums import JobQueue
from negoce.jobs.models import Job
from negoce.jobs.queue import enqueue
from negoce.kit.refusal import Refused
from negoce.prospecting.models import FileSource
from negoce.prospecting.queries.source_end import companies_of, end_plan
from negoce.prospecting.queries.source_limits import licence_of
from negoce.prospecting.queries.sources import STOPPED
from negoce.prospecting.rules.licence import licence_state

TASK = "prospecting.end_source"


def ask_source_end(actor: Actor, source: FileSource) -> Job:
    """Hand the end of a licence to a worker. Raises NotAllowed, and Refused while it still runs."""
    require(actor, Permission.MANAGE_PROSPECTING)
    require_privacy(actor)
    require(actor, Permission.DELETE)
    state = licence_state(licence_of(source, source.uses.count()), timezone.localdate())
    if state.code not in STOPPED:
        raise Refused(
            _("Cette licence court encore : rien n’a été effacé. Mettez-y d’abord fin, si c’est le cas.")
        )
    with transaction.atomic():
        return enqueue(
            TASK,
            {"source": source.pk},
            actor_id=actor.user_id,
            queue=JobQueue.LONG,
            unique_key=f"{TASK}-{source.pk}",
        )


def end_source(actor: Actor, source: FileSource, *, progress: Callable[[int, int], None]) -> tuple[int, int]:
    """Erase the people and bin the companies that the end takes; returns how many of each. May run twice.

    Raises Refused when the licence runs again, for it was prolonged meanwhile: before each lot it is read anew.
    """
    require_privacy(actor)
    _require_ended(source)
    plan = end_plan(source)
    reason = _("Fin de la licence du fichier « %(name)s »") % {"name": source.name}

    def between(done: int, total: int) -> None:
        progress(done, total)
        _require_ended(source)

    erased = erase_people(actor, plan.contacts, reason=reason, progress=between)
    binned = 0
    for company in companies_of(plan):
        between(len(plan.contacts), len(plan.contacts))
        try:
            delete_company(actor, company)
        except Refused:
            # Its books keep it.
            continue
        binned += 1
    with transaction.atomic():
        FileSource.objects.filter(pk=source.pk).update(ended_on=timezone.localdate())
        changes = {"contacts": (None, erased), "companies": (None, binned)}
        record(
            actor,
            Entry(
                verb="ended",
                subject_kind="file_source",
                subject_id=source.pk,
                subject_name=source.name,
                changes=changes,
            ),
        )
    return erased, binned


def _require_ended(source: FileSource) -> None:
    """Raises Refused while the licence runs, as it is written down now."""
    fresh = FileSource.objects.filter(pk=source.pk).first()
    if fresh is None:
        raise Refused(_("Ce fichier n’existe plus\u00a0: rien d’autre n’est effacé."))
    state = licence_state(licence_of(fresh, fresh.uses.count()), timezone.localdate())
    if state.code not in STOPPED:
        raise Refused(
            _(
                "Cette licence court encore\u00a0: plus rien n’est effacé. Mettez-y d’abord fin, si c’est le cas."
            )
        )
