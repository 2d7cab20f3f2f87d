from django.db import migrations

GRIDS = {
    "bant": ("budget", "authority", "need", "timeline"),
    "champ": ("challenges", "authority", "money", "prioritization"),
    "meddic": ("metrics", "economic_buyer", "criteria", "process", "pain", "champion"),
    "gpctba": ("goals", "plans", "challenges", "timeline", "budget", "authority", "consequences", "implications"),
}


def add_grids(apps, schema_editor):
    grid_model = apps.get_model("prospecting", "QualificationGrid")
    criterion_model = apps.get_model("prospecting", "QualificationCriterion")
    for kind, keys in GRIDS.items():
        grid, _created = grid_model.objects.get_or_create(key=kind, defaults={"kind": kind})
        for position, key in enumerate(keys, start=1):
            criterion_model.objects.get_or_create(grid=grid, key=key, defaults={"position": position})


class Migration(migrations.Migration):
    dependencies = [("prospecting", "0001_initial")]

    operations = [migrations.RunPython(add_grids, migrations.RunPython.noop)]
