"""The document of a form is read: counted, and kept as a sign that its reader gave."""

from __future__ import annotations

from dataclasses import replace

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from negoce.companies.actions.activities.create import create_activity
from negoce.companies.enums import ActivityKind, ActivityState, Direction
from negoce.companies.models import Contact
from negoce.identity.rules.actor import system_actor
from negoce.prospecting.models import FormSubmission
from negoce.prospecting.rules.form_gate import MOST_DOWNLOADS

_REASON = "Écrit par le programme"


def note_download(row: FormSubmission) -> bool:
    """Count one more reading; False when the link served often enough. All in one transaction.

    The first of a day is an exchange of the person: their last sign (retention, R-G1) is worked out from exchanges, so
    that a mere date would be lost with the next one.
    """
    now = timezone.now()
    with transaction.atomic():
        counted = FormSubmission.objects.filter(pk=row.pk, downloads__lt=MOST_DOWNLOADS)
        if not counted.update(downloads=F("downloads") + 1, downloaded_at=now):
            return False
        fresh = FormSubmission.objects.select_related("form", "owner").get(pk=row.pk)
        today = timezone.localdate(now)
        reader = (
            Contact.objects.select_related("company")
            .filter(pk=fresh.contact_id or 0, deleted_at__isnull=True, company__deleted_at__isnull=True)
            .filter(Q(last_sign_on__isnull=True) | Q(last_sign_on__lt=today))
            .first()
        )
        if reader is None:
            return True
        _write(fresh, reader)
    return True


def _write(row: FormSubmission, reader: Contact) -> None:
    follower = row.owner if row.owner is not None and row.owner.is_active else None
    with override(follower.language if follower is not None else "fr"):
        title = row.form.white_paper_title or row.form.title
        create_activity(
            replace(system_actor(_("Formulaire public")), language=row.form.language),
            values={
                "kind": ActivityKind.MESSAGE.value,
                "state": ActivityState.DONE.value,
                "direction": Direction.INCOMING.value,
                "subject": (_("Document téléchargé\u00a0: %(title)s") % {"title": title})[:200],
                "owner": follower,
            },
            company=reader.company,
            contacts=[reader],
            guard_reason=_REASON,
        )
