"""A territory: the companies that fall to somebody by their place or their trade."""

from django.conf import settings
from django.db import models

from negoce.identity.enums import TerritoryCriterion
from negoce.identity.models.team import Team
from negoce.kit.public_id import new_public_id


class Territory(models.Model):
    """Companies whose postal code or APE code starts with one of the prefixes; the longest prefix wins."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    name = models.CharField(max_length=80, unique=True)
    team = models.ForeignKey(
        Team, on_delete=models.PROTECT, null=True, blank=True, related_name="territories"
    )
    people = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="territories", blank=True)

    class Meta:
        ordering = ["name", "id"]

    def __str__(self) -> str:
        return self.name


class TerritoryPrefix(models.Model):
    """One prefix of a territory: « 38 » as a postal code, « 46 » as an APE code."""

    territory = models.ForeignKey(Territory, on_delete=models.CASCADE, related_name="prefixes")
    criterion = models.CharField(
        max_length=16, choices=[(criterion.value, criterion.value) for criterion in TerritoryCriterion]
    )
    prefix = models.CharField(max_length=8)

    class Meta:
        ordering = ["criterion", "prefix"]
        constraints = [
            models.UniqueConstraint(fields=["criterion", "prefix"], name="one_territory_a_prefix"),
            models.CheckConstraint(condition=~models.Q(prefix=""), name="territory_prefix_not_empty"),
        ]
