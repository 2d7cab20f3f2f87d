"""How programs sign in: a token of a person, and the answers kept for those that repeat a write."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import models

from negoce.kit.public_id import new_public_id


class ApiToken(models.Model):
    """A key that a person gives to a program. Only its digest is kept: the key itself is shown once.

    `hint` is its beginning, by which the owner tells one from another. A revoked one stays, for the record.
    """

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="api_tokens")
    name = models.CharField(max_length=80)
    digest = models.CharField(max_length=64, unique=True)
    hint = models.CharField(max_length=12)
    scopes = models.JSONField(default=list)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-created_at", "-id"]

    def __str__(self) -> str:
        return self.name

    def is_open(self, now: datetime) -> bool:
        """Whether it still lets somebody in."""
        return self.revoked_at is None and self.expires_at > now


class ApiReply(models.Model):
    """What was answered to a write, for a day: sent again with the same key, it gets the same answer.

    Written in the transaction of the write itself. `status` is 0 while a long request is under way.
    """

    token = models.ForeignKey(ApiToken, on_delete=models.CASCADE, related_name="+", db_index=False)
    key = models.CharField(max_length=200)
    fingerprint = models.CharField(max_length=64, help_text="SHA-256 of what was asked")
    status = models.PositiveSmallIntegerField(default=0)
    headers = models.JSONField(default=dict)
    body = models.TextField(blank=True)
    at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["token", "key"], name="one_reply_a_key")]
