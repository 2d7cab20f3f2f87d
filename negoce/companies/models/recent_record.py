"""The records that each person opened last."""

from django.conf import settings
from django.db import models


class RecentRecord(models.Model):
    """A record that a person opened; the palette shows the last ones before anything is typed."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    kind = models.CharField(max_length=16)
    object_id = models.BigIntegerField()
    visited_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "kind", "object_id"], name="a_record_once_a_person")
        ]
        indexes = [models.Index(fields=["user", "-visited_at"], name="recent_by_person")]
