"""What the market tells through our own records, for each set of companies that somebody may see (P1)."""

from django.db import models


class SignalFigures(models.Model):
    """The figures of one set, written by `actions/prospecting_signals_night.py`; amounts in whole cents."""

    scope_key = models.CharField(max_length=80, unique=True)
    as_of = models.DateField()
    content = models.JSONField()
    made_at = models.DateTimeField()
