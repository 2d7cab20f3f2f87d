"""The jobs of negotiation: shallow, they fetch by key and call an action."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from negoce.identity.actions.alone import alone_with
from negoce.identity.rules.actor import system_actor
from negoce.jobs.running import RunningJob
from negoce.negotiation.actions.debriefs.forget import forget_debriefs as forget
from negoce.negotiation.actions.quotes.outcome import due_to_expire, expire_quote
from negoce.negotiation.actions.tender_documents.alarm import keep_alarm
from negoce.negotiation.queries.tender_documents.documents import shelf

_BATCH = 200


def expire_quotes(job: RunningJob) -> dict[str, int]:
    """Let offers whose time is over expire, one transaction each; what was answered meanwhile is left alone."""
    today, actor, done = timezone.localdate(), system_actor(_("Validité des devis")), 0
    while True:
        due = due_to_expire(today, _BATCH)
        expired = sum(1 for quote in due if expire_quote(actor, quote))
        done += expired
        job.progress(done, done, "")
        if not expired:
            return {"expired": done}


def watch_certificates(job: RunningJob) -> dict[str, int]:
    """Keep the tasks of the certificates of the house: those of old, those whose person left."""
    changed = 0
    for key in list(shelf().values_list("pk", flat=True)):
        with transaction.atomic():
            row = alone_with(shelf().filter(pk=key))
            changed += row is not None and keep_alarm(row)
        job.progress(changed, changed, "")
    return {"changed": changed}


def forget_debriefs(job: RunningJob) -> dict[str, int]:
    """Forget the reviews of meetings that are older than what is kept."""
    today, done = timezone.localdate(), 0
    while forgotten := forget(today, _BATCH):
        done += forgotten
        job.progress(done, done, "")
    return {"forgotten": done}
