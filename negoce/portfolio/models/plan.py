"""The yearly sales action plan: what is to be done for whom, what it may cost, what came of it (S7)."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from negoce.companies.enums import OriginChannel
from negoce.kit.choices import choices
from negoce.kit.public_id import new_public_id
from negoce.portfolio.enums import LifeStatus, PlanPart


class PlannedAction(models.Model):
    """One action of a year, over whole months. Amounts are euros; what nobody said yet is null, never 0.

    `status` and `segment` say whom it is for; `channel` how they are reached, empty for several.
    """

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    year = models.PositiveSmallIntegerField()
    name = models.CharField(_("action"), max_length=160)
    part = models.CharField(_("partie"), max_length=12, choices=choices(PlanPart))
    status = models.CharField(_("statut visé"), max_length=12, choices=choices(LifeStatus), blank=True)
    segment = models.CharField(_("segment visé"), max_length=160, blank=True)
    channel = models.CharField(_("canal"), max_length=16, choices=choices(OriginChannel), blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("responsable"), on_delete=models.SET_NULL, null=True,
        related_name="+",
    )  # fmt: skip
    first_month = models.PositiveSmallIntegerField(_("premier mois"))
    last_month = models.PositiveSmallIntegerField(_("dernier mois"))
    budget = models.DecimalField(_("budget"), max_digits=14, decimal_places=2, null=True)
    expected_customers = models.PositiveIntegerField(_("clients attendus"), null=True)
    expected_margin = models.DecimalField(_("marge attendue"), max_digits=14, decimal_places=2, null=True)
    actual_cost = models.DecimalField(_("dépensé"), max_digits=14, decimal_places=2, null=True)
    actual_customers = models.PositiveIntegerField(_("clients obtenus"), null=True)
    actual_margin = models.DecimalField(_("marge obtenue"), max_digits=14, decimal_places=2, null=True)
    note = models.TextField(_("note"), max_length=2_000, blank=True)
    revision = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["year", "first_month", "id"]
        indexes = [models.Index(fields=["year", "first_month", "id"], name="planned_action_by_year")]
        constraints = [
            models.CheckConstraint(
                condition=Q(first_month__gte=1, last_month__lte=12, last_month__gte=F("first_month")),
                name="planned_action_months",
            ),
            models.CheckConstraint(
                condition=(Q(budget=None) | Q(budget__gte=0)) & (Q(actual_cost=None) | Q(actual_cost__gte=0)),
                name="planned_action_costs",
            ),
        ]

    def __str__(self) -> str:
        return self.name
