"""The task by which a step towards a contact is to be done (P5)."""

from django.db import models

from negoce.companies.models import Activity, Company
from negoce.kit.choices import choices
from negoce.prospecting.enums import PathStep


class PathTask(models.Model):
    """Who does a step and by when stands in the task itself; a step has one task to do at a time."""

    company = models.ForeignKey(Company, on_delete=models.CASCADE, related_name="+", db_index=False)
    step = models.CharField(max_length=11, choices=choices(PathStep))
    task = models.OneToOneField(Activity, on_delete=models.CASCADE, related_name="+")

    class Meta:
        ordering = ["company", "id"]
        indexes = [models.Index(fields=["company", "step"], name="path_task_by_company")]
