"""Codes given as a second factor: what makes guessing and replaying them useless on every server process."""

from django.conf import settings
from django.db import models


class SecondFactorAttempt(models.Model):
    """One code given. Failures are counted; an accepted code is unique, so that it opens once."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()
    accepted_digest = models.CharField(max_length=64, blank=True, help_text="empty: the code was refused")

    class Meta:
        indexes = [models.Index(fields=["user", "at"], name="second_factor_recent")]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "accepted_digest"],
                condition=~models.Q(accepted_digest=""),
                name="second_factor_code_once",
            )
        ]
