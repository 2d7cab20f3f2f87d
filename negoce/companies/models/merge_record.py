"""Two records that were found to be one: which absorbed which, and what it takes to part them again (F11)."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from negoce.kit.public_id import new_public_id


class MergeRecord(models.Model):
    """A merge of two companies (`kind` "company") or of two people ("contact").

    The absorbed record stays as a trace in the bin that nobody sees: its old address leads to the survivor, and so
    does its import key. `images` holds the steps that undo it (see `actions/merges/ledger.py`); they speak of
    persons, so that the erasure of one empties them, and age does. `undone_at` is empty while the merge stands.
    """

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    kind = models.CharField(max_length=8)
    kept_id = models.BigIntegerField()
    absorbed_id = models.BigIntegerField()
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    merged_at = models.DateTimeField()
    images = models.JSONField(default=dict)
    images_erased_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        ordering = ["-merged_at", "-id"]
        indexes = [models.Index(fields=["kind", "kept_id"], name="merges_of_a_survivor")]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "absorbed_id"],
                condition=Q(undone_at__isnull=True),
                name="a_record_absorbed_once",
            )
        ]
