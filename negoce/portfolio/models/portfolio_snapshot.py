"""What the portfolio page shows, worked out each night for each set of companies that somebody may see."""

from django.db import models


class PortfolioSnapshot(models.Model):
    """The measures of one set of companies on one day.

    `scope_key` says which set (`queries/portfolio_scopes.py`), `segment` which part of it: "" for all,
    `buyer_type:…`, `kind:…`. `content` is written by `actions/snapshots.py` (amounts in whole cents excluding VAT),
    `headline` holds the few figures that trends are drawn from.
    """

    scope_key = models.CharField(max_length=80)
    segment = models.CharField(max_length=40, blank=True)
    as_of = models.DateField()
    content = models.JSONField()
    headline = models.JSONField(default=dict)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["-as_of", "scope_key", "segment"]
        constraints = [
            models.UniqueConstraint(
                fields=["scope_key", "segment", "as_of"], name="one_portfolio_snapshot_a_day"
            )
        ]
