"""Erases what was never confirmed, with the mails that asked for it, and forgets numbers and places."""

from __future__ import annotations

from collections.abc import Callable

from django.db import transaction
from django.utils import timezone

from negoce.outbox.models import Message
from negoce.prospecting.actions.submission_take import RELATED
from negoce.prospecting.enums import SubmissionState
from negoce.prospecting.models import FormHit, FormNonce, FormSubmission
from negoce.prospecting.rules.form_gate import CONFIRM_WITHIN, DAY, NONCE_KEPT

_BATCH = 200
_AT_ONCE = 1_000


def purge_submissions(*, between: Callable[[int], None] = lambda _count: None) -> dict[str, int]:
    """Delete in batches; returns how many requests were erased."""
    now, erased = timezone.now(), 0
    old = FormSubmission.objects.filter(
        state=SubmissionState.PENDING.value, submitted_at__lt=now - CONFIRM_WITHIN
    ).order_by("pk")
    while rows := list(old.values_list("pk", "public_id")[:_BATCH]):
        with transaction.atomic():
            Message.objects.filter(related_kind=RELATED, related_id__in=[key for _pk, key in rows]).delete()
            FormSubmission.objects.filter(
                pk__in=[pk for pk, _key in rows], state=SubmissionState.PENDING.value
            ).delete()
        erased += len(rows)
        between(erased)
    for gone in (
        FormNonce.objects.filter(used_at__lt=now - NONCE_KEPT),
        FormHit.objects.filter(at__lt=now - DAY),
    ):
        # A robot makes many: nobody waits behind all of them.
        while keys := list(gone.order_by("pk").values_list("pk", flat=True)[:_AT_ONCE]):
            gone.model.objects.filter(pk__in=keys).delete()
            between(erased)
    return {"erased": erased}
