"""A browser in which somebody is signed in."""

from django.conf import settings
from django.db import models

from negoce.kit.public_id import new_public_id


class Device(models.Model):
    """An open session as its owner recognises it: neither an IP address nor a place is kept.

    `auth_hash` is what the session was signed in with: once the password or the epoch of the person changes,
    the session opens nothing and the row is dead.
    """

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="devices")
    session_key = models.CharField(max_length=40, unique=True)
    auth_hash = models.CharField(max_length=128)
    browser = models.CharField(max_length=24, blank=True)
    system = models.CharField(max_length=24, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    last_seen_at = models.DateTimeField()

    class Meta:
        ordering = ["-last_seen_at", "-id"]
