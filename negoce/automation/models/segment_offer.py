"""What is offered to the companies of a status or a segment for a time, and which families go together (S5)."""

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from negoce.catalogue.models import ProductFamily
from negoce.companies.models import Activity, Company
from negoce.kit.choices import choices
from negoce.kit.public_id import new_public_id
from negoce.portfolio.enums import LifeStatus


class SegmentOffer(models.Model):
    """An offer for a status or a segment, from its first day to its last; a step of a playbook may carry it.

    `segment_filter` is the filter of companies as a list writes it, `segment_name` the view that it was taken from:
    what becomes of the view afterwards changes nothing here. Launched, the offer gives a task for each company
    that it aims at, `control_percent` of them left out by lot.
    """

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    name = models.CharField(_("nom"), max_length=80)
    status = models.CharField(_("statut"), max_length=12, choices=choices(LifeStatus), blank=True)
    segment_name = models.CharField(_("segment"), max_length=60, blank=True)
    segment_filter = models.TextField(_("filtre du segment"), max_length=4_000, blank=True)
    family = models.ForeignKey(
        ProductFamily, verbose_name=_("famille"), on_delete=models.SET_NULL, null=True, blank=True,
        related_name="+",
    )  # fmt: skip
    words = models.TextField(_("ce qui est proposé"), max_length=1000)
    reduction = models.CharField(_("avantage"), max_length=120, blank=True)
    starts_on = models.DateField(_("premier jour"))
    ends_on = models.DateField(_("dernier jour"))
    launched_on = models.DateField(_("lancée le"), null=True)
    launched_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    control_percent = models.PositiveSmallIntegerField(
        _("groupe témoin (%)"), default=15, validators=[MaxValueValidator(50)]
    )
    starts_per_day = models.PositiveSmallIntegerField(_("entreprises par jour au plus"), default=20)
    effect_days = models.PositiveSmallIntegerField(_("effet mesuré sur (jours)"), default=60)
    revision = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["-ends_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="offer_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=(Q(status="") & ~Q(segment_filter="")) | (~Q(status="") & Q(segment_filter="")),
                name="offer_aims_at_one_thing",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class OfferReach(models.Model):
    """A company to which an offer was made, or that the lot left out, by a playbook or by the offer itself."""

    offer = models.ForeignKey(SegmentOffer, on_delete=models.CASCADE, related_name="reaches", db_index=False)
    company = models.ForeignKey(Company, on_delete=models.CASCADE, related_name="+", db_index=False)
    reached_on = models.DateField()
    is_control = models.BooleanField(default=False)
    activity = models.ForeignKey(Activity, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["reached_on", "id"]
        constraints = [models.UniqueConstraint(fields=["offer", "company"], name="an_offer_once_a_company")]
        indexes = [
            models.Index(fields=["offer", "reached_on"], name="reach_by_day"),
            models.Index(fields=["company", "reached_on"], name="reach_of_company"),
        ]


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
