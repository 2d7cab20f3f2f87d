"""A link that signs somebody in once."""

from django.conf import settings
from django.db import models


class SignInLink(models.Model):
    """Only the digest of the token is kept; used or expired, it opens nothing."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    token_digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    loopback_only = models.BooleanField(default=False)
