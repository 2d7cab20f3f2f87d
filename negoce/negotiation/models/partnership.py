"""A partnership with a company: what each wants of it, the deals worked together, until when (N13)."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from negoce.companies.models import Activity, Company
from negoce.kit.choices import choices
from negoce.kit.public_id import new_public_id
from negoce.negotiation.enums import BroughtBy, PartnershipAim, PartnershipKind
from negoce.negotiation.models.deal import Deal


class Partnership(models.Model):
    """`yearly_cost` is what it costs us a year, excluding VAT; `alarm` the task that the end of the contract orders."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    name = models.CharField(_("nom"), max_length=160)
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="partnerships")
    kind = models.CharField(_("sens"), max_length=10, choices=choices(PartnershipKind))
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    begins_on = models.DateField(_("début"))
    ends_on = models.DateField(_("fin du contrat"), null=True, blank=True)
    warning_days = models.PositiveSmallIntegerField(_("prévenir tant de jours avant"), default=90)
    yearly_cost = models.DecimalField(
        _("coût annuel HT"), max_digits=12, decimal_places=2, null=True, blank=True
    )
    note = models.TextField(_("ce que chacun apporte"), max_length=2000, blank=True)
    alarm = models.ForeignKey(Activity, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    revision = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="partnership_has_a_name"),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("begins_on")),
                name="partnership_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class PartnershipObjective(models.Model):
    """What we want of it. `measured` is typed, but for revenue: that is added up from the shared deals."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="objectives")
    aim = models.CharField(_("but"), max_length=9, choices=choices(PartnershipAim))
    words = models.CharField(_("objectif"), max_length=160)
    unit = models.CharField(_("unité"), max_length=20, blank=True)
    target = models.DecimalField(_("cible"), max_digits=16, decimal_places=2, null=True, blank=True)
    measured = models.DecimalField(_("mesuré"), max_digits=16, decimal_places=2, null=True, blank=True)
    measured_on = models.DateField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["aim", "id"]


class SharedDeal(models.Model):
    """A deal worked with a partner: who brought it, and the share of its amount that goes to the partner."""

    deal = models.OneToOneField(Deal, on_delete=models.CASCADE, primary_key=True, related_name="shared")
    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="deals")
    brought_by = models.CharField(_("apportée par"), max_length=7, choices=choices(BroughtBy))
    partner_share = models.DecimalField(
        _("part du partenaire, en %"), max_digits=5, decimal_places=2, default=0
    )

    class Meta:
        ordering = ["deal"]
        constraints = [
            models.CheckConstraint(
                condition=Q(partner_share__gte=0, partner_share__lte=100),
                name="partner_share_is_a_percentage",
            )
        ]
