"""What is to be brought back from the next meeting of a deal: ideal, aimed, fallback (N3)."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from negoce.kit.choices import choices
from negoce.kit.public_id import new_public_id
from negoce.negotiation.enums import ObjectiveMetric, ObjectiveOutcome
from negoce.negotiation.models.deal import Deal


def _level(label: Any) -> Any:
    return models.DecimalField(label, max_digits=16, decimal_places=2, null=True, blank=True)


class Objective(models.Model):
    """`unit` and `measure` are filled where the metric does not say them. An outcome comes with its day."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    deal = models.ForeignKey(Deal, on_delete=models.CASCADE, related_name="objectives", db_index=False)
    words = models.CharField(_("objectif"), max_length=160)
    metric = models.CharField(_("mesure"), max_length=12, choices=choices(ObjectiveMetric))
    measure = models.CharField(_("ce qui est mesuré"), max_length=160, blank=True)
    unit = models.CharField(_("unité"), max_length=20, blank=True)
    higher_is_better = models.BooleanField(default=True)
    ideal = _level(_("idéal"))
    aimed = _level(_("visé"))
    fallback = _level(_("repli"))
    ideal_words = models.CharField(_("idéal"), max_length=200, blank=True)
    aimed_words = models.CharField(_("visé"), max_length=200, blank=True)
    fallback_words = models.CharField(_("repli"), max_length=200, blank=True)
    due_on = models.DateField(_("pour le"))
    rank = models.PositiveSmallIntegerField(_("rang"), default=1)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("porté par"),
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )
    outcome = models.CharField(_("résultat"), max_length=8, choices=choices(ObjectiveOutcome), blank=True)
    obtained = _level(_("obtenu"))
    obtained_words = models.CharField(_("ce qui a été obtenu"), max_length=500, blank=True)
    reviewed_on = models.DateField(_("revu le"), null=True, blank=True)
    revision = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["rank", "id"]
        indexes = [
            models.Index(fields=["deal", "rank", "id"], name="objective_by_deal"),
            models.Index(fields=["reviewed_on", "owner"], name="objective_by_review"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome="", reviewed_on=None) | (~Q(outcome="") & Q(reviewed_on__isnull=False)),
                name="objective_outcome_has_its_day",
            )
        ]

    def __str__(self) -> str:
        return self.words
