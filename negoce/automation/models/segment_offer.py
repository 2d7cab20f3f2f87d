"""What is offered to the companies of a status for a time, and which families go together (S5)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from negoce.catalogue.models import ProductFamily
from negoce.kit.choices import choices
from negoce.kit.public_id import new_public_id
from negoce.portfolio.enums import LifeStatus


class SegmentOffer(models.Model):
    """An offer for a status, from its first day to its last; a step of a playbook may carry it."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    name = models.CharField(_("nom"), max_length=80)
    status = models.CharField(_("statut"), max_length=12, choices=choices(LifeStatus))
    family = models.ForeignKey(
        ProductFamily, verbose_name=_("famille"), on_delete=models.SET_NULL, null=True, blank=True,
        related_name="+",
    )  # fmt: skip
    words = models.TextField(_("ce qui est proposé"), max_length=1000)
    reduction = models.CharField(_("avantage"), max_length=120, blank=True)
    starts_on = models.DateField(_("premier jour"))
    ends_on = models.DateField(_("dernier jour"))
    revision = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["-ends_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="offer_ends_after_it_starts"
            )
        ]

    def __str__(self) -> str:
        return self.name


class FamilyAffinity(models.Model):
    """Of the `similar` customers who buy `first` (and `second`, if there is one), `buyers` also buy `proposed`."""

    first = models.ForeignKey(ProductFamily, on_delete=models.CASCADE, related_name="+", db_index=False)
    second = models.ForeignKey(ProductFamily, on_delete=models.CASCADE, null=True, related_name="+")
    proposed = models.ForeignKey(ProductFamily, on_delete=models.CASCADE, related_name="+")
    similar = models.PositiveIntegerField()
    buyers = models.PositiveIntegerField()
    computed_on = models.DateField()

    class Meta:
        indexes = [models.Index(fields=["first", "second"], name="affinity_by_first")]
