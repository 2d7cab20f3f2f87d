"""An address whose reader said stop, where no person is known: that of a company."""

from __future__ import annotations

from django.db import models

from negoce.outbox.models.message import Message


class StoppedAddress(models.Model):
    """Not solicited any more. A known person has an opposition instead, which covers their other addresses too."""

    address = models.CharField(max_length=254, unique=True, help_text="in small letters")
    at = models.DateTimeField()
    message = models.ForeignKey(Message, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    def __str__(self) -> str:
        return self.address
