"""Who decides in a deal: people and those still unknown, how they stood in each interview, who sways whom (F4, N5)."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from negoce.companies.models import Activity, Contact
from negoce.kit.choices import choices
from negoce.kit.public_id import new_public_id
from negoce.negotiation.enums import Attitude
from negoce.negotiation.models.deal import Deal


class InfluencePerson(models.Model):
    """A contact in the decision of a deal, or somebody still unknown, whom `label` describes by their function."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    deal = models.ForeignKey(Deal, on_delete=models.CASCADE, related_name="influence_people")
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    label = models.CharField(_("fonction"), max_length=120, blank=True)
    roles = models.JSONField(_("rôles"), default=list, blank=True)
    weight = models.PositiveSmallIntegerField(_("poids"), default=3)
    reports_to = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="reports"
    )
    x = models.PositiveSmallIntegerField(null=True, editable=False, help_text="from the left of the drawing")
    y = models.PositiveSmallIntegerField(null=True, editable=False, help_text="from its top")
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-weight", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(contact__isnull=False) | ~Q(label=""), name="somebody_or_a_function"
            ),
            models.CheckConstraint(condition=Q(weight__range=(1, 5)), name="influence_weight_1_to_5"),
        ]


class InfluenceAttitude(models.Model):
    """How a person stood on a day, as the interview of that day told; the latest holds. Erased with the interview."""

    person = models.ForeignKey(InfluencePerson, on_delete=models.CASCADE, related_name="attitudes")
    attitude = models.CharField(_("attitude"), max_length=7, choices=choices(Attitude))
    said_on = models.DateField(_("entretien du"))
    words_heard = models.CharField(_("mots entendus"), max_length=300, blank=True)
    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["said_on", "id"]


class InfluenceEdge(models.Model):
    """`source` sways `target`, of the same deal, with a strength from 0 to 1."""

    source = models.ForeignKey(
        InfluencePerson, on_delete=models.CASCADE, related_name="sways", db_index=False
    )
    target = models.ForeignKey(InfluencePerson, on_delete=models.CASCADE, related_name="swayed_by")
    strength = models.DecimalField(_("force"), max_digits=3, decimal_places=2)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["source", "target"], name="one_influence_a_pair"),
            models.CheckConstraint(condition=~Q(source=F("target")), name="nobody_sways_themselves"),
            models.CheckConstraint(
                condition=Q(strength__gt=0, strength__lte=1), name="influence_strength_0_to_1"
            ),
        ]
