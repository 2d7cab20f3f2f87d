"""A sales team."""

from django.db import models

from negoce.kit.public_id import new_public_id


class Team(models.Model):
    """People who share their records under Scope.TEAM."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    name = models.CharField(max_length=80, unique=True)

    class Meta:
        ordering = ["name", "id"]

    def __str__(self) -> str:
        return self.name
