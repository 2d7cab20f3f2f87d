"""An address that a mail server sent back: not written to again until it changes or somebody says so."""

from __future__ import annotations

from django.db import models

from negoce.kit.choices import choices
from negoce.outbox.enums import BounceKind
from negoce.outbox.models.message import Message


class BouncedAddress(models.Model):
    """What servers said of one address, in small letters; a new address of the same person starts anew.

    `hard`: it takes no mail. `soft`: full, busy, refused for now, `times` in a row. `words` are the server's own.
    """

    address = models.CharField(max_length=254, unique=True)
    kind = models.CharField(max_length=4, choices=choices(BounceKind))
    code = models.CharField(max_length=12, blank=True, help_text="5.1.1, 550…")
    words = models.CharField(max_length=500, blank=True)
    times = models.PositiveSmallIntegerField(default=1)
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()
    message = models.ForeignKey(Message, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["-last_at", "id"]

    def __str__(self) -> str:
        return self.address
