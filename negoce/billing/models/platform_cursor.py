"""How far the news of each platform were read."""

from django.db import models


class PlatformCursor(models.Model):
    """The moment of the last news that was stored, by the platform's own clock."""

    platform = models.CharField(max_length=40, primary_key=True)
    read_until = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.platform} {self.read_until or ''}".strip()
