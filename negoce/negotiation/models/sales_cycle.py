"""A sales cycle of the house: how a kind of sale goes (N1)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from negoce.kit.choices import choices
from negoce.kit.public_id import new_public_id
from negoce.negotiation.enums import CycleKind

KIND_NAMES = {
    CycleKind.SHORT: _("Vente courte"),
    CycleKind.LONG: _("Vente longue"),
    CycleKind.TWO_MEETINGS: _("Vente en deux rendez-vous"),
    CycleKind.REMOTE: _("Vente à distance"),
    CycleKind.OWN: _("Cycle propre à la maison"),
}


class SalesCycle(models.Model):
    """`steps` is read by `rules/cycles.py`. A ready-made one has a `key`, and no name until somebody gives it one."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    key = models.CharField(max_length=20, blank=True, editable=False)
    name = models.CharField(_("nom"), max_length=80, blank=True)
    kind = models.CharField(_("type de vente"), max_length=12, choices=choices(CycleKind))
    is_default = models.BooleanField(_("cycle de la maison"), default=False)
    steps = models.JSONField(default=list)
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["key"], condition=~Q(key=""), name="cycle_key_once"),
            models.UniqueConstraint(
                fields=["is_default"], condition=Q(is_default=True), name="one_default_cycle"
            ),
            models.CheckConstraint(condition=~Q(name="", key=""), name="cycle_has_words"),
        ]

    def __str__(self) -> str:
        return self.name or str(KIND_NAMES[CycleKind(self.key)])
