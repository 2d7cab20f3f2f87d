"""How far the seeding of the demo world has come."""

from django.db import models


class Seeding(models.Model):
    """One row. Each mark is written in the transaction of the rows it counts: a killed seeding goes on from it.

    `world_date` is the day of the world begun, kept so that a seeding resumed tomorrow draws the same rows.
    """

    world_date = models.DateField()
    seed = models.PositiveIntegerField()
    scale = models.FloatField()
    marks = models.JSONField(default=dict, help_text="step → units done")
    finished_at = models.DateTimeField(null=True)
