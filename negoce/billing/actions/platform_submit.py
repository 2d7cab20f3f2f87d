"""Hands issued documents to the platform of the installation, once each, whatever breaks in between.

The demand is a row; a job does the call, outside any transaction. Before it calls, the row says `sending`: who finds
it so later does not know whether the platform got the file, and asks it first.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from negoce.billing.actions.file_make import make_file
from negoce.billing.enums import PlatformStatus
from negoce.billing.models import FiscalDocument, PlatformSubmission
from negoce.billing.queries.visible import issued_documents
from negoce.identity.actions.journal import Entry, record
from negoce.identity.enums import Permission
from negoce.identity.permissions import NotAllowed, require
from negoce.identity.rules.actor import Actor
from negoce.integrations.platform.routes import platform_of
from negoce.integrations.platform.types import Away, Declined, Outgoing, Platform, Syntax
from negoce.jobs.enums import JobQueue
from negoce.jobs.queue import enqueue
from negoce.kit.refusal import Refused

WAITING, SENDING, SENT, FAILED = "waiting", "sending", "sent", "failed"
TASK = "billing.submit_document"
# About a day of a platform that is away: 1, 2, 4… minutes, then every hour.
MOST_ATTEMPTS = 30
_LONGEST_WAIT = timedelta(hours=1)
# A demand waits an hour at most between two tries: silent for longer, its job is gone.
_LOST_AFTER = timedelta(hours=3)


def submit_document(actor: Actor, document: FiscalDocument) -> PlatformSubmission:
    """Ask that an issued document be handed to the platform, and return the demand; asked twice, it is one.

    A demand that failed starts again. Raises NotAllowed, or Refused when no platform is set.
    """
    require(actor, Permission.ISSUE_INVOICES)
    issued = issued_documents(actor).filter(pk=document.pk).first()
    if issued is None:
        raise NotAllowed(_("Ce document n’existe pas, n’est pas émis ou n’est pas visible pour vous."))
    route = settings.NEGOCE_PLATFORM_ROUTE
    if route is None:
        raise Refused(
            _(
                "Aucune plateforme n’est réglée (NEGOCE_PLATFORM). Le document reste émis ; rien n’a été transmis."
            )
        )
    if issued.platform_events.filter(status=PlatformStatus.REJECTED.value).exists():
        raise Refused(
            _(
                "Une plateforme a rejeté ce document : il ne se renvoie pas. Annulez-le par un avoir et refaites une"
                " facture, qui aura un nouveau numéro."
            )
        )
    with transaction.atomic():
        submission, is_new = PlatformSubmission.objects.get_or_create(
            document=issued, defaults={"platform": platform_of(route).name, "state": WAITING}
        )
        restarted = (
            0
            if is_new
            else PlatformSubmission.objects.filter(pk=submission.pk, state=FAILED).update(
                state=WAITING, problem=""
            )
        )
        if is_new or restarted:
            entry = Entry("submitted", "invoice", issued.pk, issued.number, company_key=issued.company_id)
            record(actor, entry)
            _enqueue(submission, actor_id=actor.user_id)
    submission.refresh_from_db()
    return submission


def resume_lost(now: datetime) -> int:
    """Give a job again to the demands that lost theirs (it failed for a fault of ours), and return how many."""
    lost = PlatformSubmission.objects.filter(state__in=(WAITING, SENDING), updated_at__lt=now - _LOST_AFTER)
    resumed = 0
    for submission in list(lost.order_by("pk")[:200]):
        with transaction.atomic():
            taken = PlatformSubmission.objects.filter(pk=submission.pk, updated_at=submission.updated_at)
            if taken.update(updated_at=now):
                _enqueue(submission)
                resumed += 1
    return resumed


def hand_over(submission_id: int, platform: Platform, *, now: datetime) -> str:
    """Do the call of one demand and return its state; a demand that was sent already is left alone.

    Never raises for what the platform does: what may pass is tried again later, what will not is told on the row.
    """
    submission = _take(submission_id)
    if submission is None:
        return SENT
    document = submission.document
    file = make_file(document)
    outgoing = Outgoing(
        key=document.public_id, name=f"{document.number}.pdf", syntax=Syntax.FACTURX, content=bytes(file.pdf)
    )
    try:
        receipt = platform.submit(outgoing, again=submission.attempts > 1)
    except Declined as problem:
        return _end(submission, FAILED, problem=str(problem))
    except Away as problem:
        return _later(submission, str(problem), problem.seconds, now)
    return _end(submission, SENT, receipt=receipt.identifier)


def _take(submission_id: int) -> PlatformSubmission | None:
    """Mark the demand as being sent, in a transaction of its own, before anything leaves."""
    taken = PlatformSubmission.objects.filter(pk=submission_id, state__in=(WAITING, SENDING)).update(
        state=SENDING, attempts=F("attempts") + 1, updated_at=timezone.now()
    )
    if not taken:
        return None
    return PlatformSubmission.objects.select_related("document").get(pk=submission_id)


def _later(submission: PlatformSubmission, problem: str, seconds: float, now: datetime) -> str:
    if submission.attempts >= MOST_ATTEMPTS:
        return _end(submission, FAILED, problem=problem)
    wait = max(
        timedelta(seconds=seconds),
        min(timedelta(minutes=2 ** min(submission.attempts - 1, 6)), _LONGEST_WAIT),
    )
    with transaction.atomic():
        # Still `sending`: whether the file arrived is not known.
        PlatformSubmission.objects.filter(pk=submission.pk).update(problem=problem[:500], updated_at=now)
        _enqueue(submission, run_after=now + wait)
    return SENDING


def _end(submission: PlatformSubmission, state: str, *, receipt: str = "", problem: str = "") -> str:
    PlatformSubmission.objects.filter(pk=submission.pk).update(
        state=state, receipt=receipt[:120], problem=problem[:500], updated_at=timezone.now()
    )
    return state


def _enqueue(
    submission: PlatformSubmission, *, actor_id: int | None = None, run_after: datetime | None = None
) -> None:
    enqueue(
        TASK,
        {"submission": submission.pk},
        actor_id=actor_id,
        unique_key=f"{TASK}.{submission.pk}",
        run_after=run_after,
        queue=JobQueue.LONG,
    )
