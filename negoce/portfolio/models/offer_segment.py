"""The matrix of offers and segments as the night left it (P8)."""

from django.db import models

from negoce.kit.choices import choices
from negoce.portfolio.enums import OfferKind, SegmentDimension


class OfferSegmentSnapshot(models.Model):
    """One row a set of companies, a way of grouping them and a kind of offers; `content` is what
    `queries/offer_segments.py` reads.

    The key of a set is made of its rights themselves, as for the snapshots of the portfolio.
    """

    scope_key = models.CharField(max_length=64)
    dimension = models.CharField(max_length=12, choices=choices(SegmentDimension))
    offers = models.CharField(max_length=8, choices=choices(OfferKind), default=OfferKind.FAMILY.value)
    as_of = models.DateField()
    content = models.JSONField()
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["scope_key", "dimension", "offers"], name="one_offer_segment_snapshot"
            )
        ]
