"""How far the seeding of the demo world has come."""

from django.db import models


class Seeding(models.Model):
    """One row; each mark is written with the rows it counts, and a killed seeding goes on from it.

    `world_date` is the day of the world begun, kept so that a seeding resumed tomorrow draws the same rows.
    """

    world_date = models.DateField()
    seed = models.PositiveIntegerField()
    scale = models.FloatField()
    # Grows with every piece: of two processes that seed at once, one writes the piece and the other gives up.
    version = models.PositiveIntegerField(default=0)
    marks = models.JSONField(default=dict, help_text="step → units done")
    finished_at = models.DateTimeField(null=True)
