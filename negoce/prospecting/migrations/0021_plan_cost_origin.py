"""Where a cost comes from leaves the end of its words, where people read it, for a column of its own."""

import re

from django.conf import settings
from django.db import migrations, models

_MARK = re.compile(r" \(([0-9a-z]{12})\)$")


def take_marks(apps, schema_editor):
    """« Salon Maison (4k2…) » becomes « Salon Maison », known by 4k2…; of two alike the older keeps the origin."""
    costs = apps.get_model("prospecting", "PlanCost")
    named = {
        each
        for model in ("Fair", "FileSource", "Mailing")
        for each in apps.get_model("prospecting", model).objects.values_list("public_id", flat=True)
    }
    taken = set()
    for cost in costs.objects.filter(words__endswith=")").order_by("pk").iterator():
        found = _MARK.search(cost.words)
        if found is None or found[1] not in named or found[1] in taken:
            continue
        taken.add(found[1])
        costs.objects.filter(pk=cost.pk).update(origin=found[1], words=cost.words[: found.start()])


class Migration(migrations.Migration):
    dependencies = [
        ("prospecting", "0020_newsletter_readers"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="plancost",
            name="origin",
            field=models.CharField(blank=True, editable=False, max_length=12),
        ),
        migrations.RunPython(take_marks, migrations.RunPython.noop, elidable=True),
        migrations.AddConstraint(
            model_name="plancost",
            constraint=models.UniqueConstraint(
                condition=models.Q(("origin", ""), _negated=True),
                fields=("origin",),
                name="plan_cost_once_an_origin",
            ),
        ),
    ]
