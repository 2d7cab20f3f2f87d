"""Dated values: rates and ceilings of the law, thresholds of the firm."""

from django.db import models

from negoce.kit.choices import choices
from negoce.kit.public_id import new_public_id
from negoce.parameters.enums import ParameterKey


class Parameter(models.Model):
    """What a parameter is worth from a day on. `is_confirmed`: read in the official text itself."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    key = models.CharField(max_length=40, choices=choices(ParameterKey))
    starts_on = models.DateField()
    value = models.DecimalField(max_digits=14, decimal_places=4)
    source = models.CharField(max_length=300, blank=True)
    is_confirmed = models.BooleanField(default=True)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["key", "-starts_on"]
        constraints = [models.UniqueConstraint(fields=["key", "starts_on"], name="parameter_once_a_day")]

    def __str__(self) -> str:
        return f"{self.key} {self.starts_on}"
