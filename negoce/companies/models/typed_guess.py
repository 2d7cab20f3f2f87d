"""What somebody typed that met a record hidden from them."""

from django.conf import settings
from django.db import models


class TypedGuess(models.Model):
    """Counted for an hour on all server processes; `digest` is keyed, what was typed is not kept."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    digest = models.CharField(max_length=32)
    at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "digest"], name="a_guess_once")]
