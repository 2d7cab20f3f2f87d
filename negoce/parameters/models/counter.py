"""Numbers that are handed out one after the other."""

from django.db import models


class Counter(models.Model):
    """The last number given out for a key; raised in the transaction that uses it, so that none is lost."""

    key = models.CharField(max_length=60, primary_key=True)
    last = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.key} {self.last}"
