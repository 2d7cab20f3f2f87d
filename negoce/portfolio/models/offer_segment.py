"""The matrix of offers and segments as the night left it (P8)."""

from django.db import models

from negoce.kit.choices import choices
from negoce.portfolio.enums import SegmentDimension


class OfferSegmentSnapshot(models.Model):
    """One row a set of companies and a way of grouping them; `content` is what `queries/offer_segments.py` reads.

    The key of a set is made of its rights themselves, as for the snapshots of the portfolio.
    """

    scope_key = models.CharField(max_length=64)
    dimension = models.CharField(max_length=12, choices=choices(SegmentDimension))
    as_of = models.DateField()
    content = models.JSONField()
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["scope_key", "dimension"], name="one_offer_segment_snapshot")
        ]
