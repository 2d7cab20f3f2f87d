import django.db.models.deletion
from django.db import migrations, models

STATES = ("draft", "started", "paused", "cancelled", "done", "undoing", "undone")
MODES = ("overwrite", "fill_empty", "skip", "ask")


class Migration(migrations.Migration):
    dependencies = [("companies", "0011_bin_by_index")]

    operations = [
        migrations.AddField(
            model_name="importrun",
            name="asked_count",
            field=models.PositiveIntegerField(default=0, help_text="rows that wait for a person's word"),
        ),
        migrations.AddField(
            model_name="importrun",
            name="undone_count",
            field=models.PositiveIntegerField(default=0, help_text="records that an undo put back"),
        ),
        migrations.AddField(
            model_name="importrun",
            name="kept_count",
            field=models.PositiveIntegerField(
                default=0, help_text="records that an undo left, whole or in part"
            ),
        ),
        migrations.AlterField(
            model_name="importrun",
            name="state",
            field=models.CharField(
                choices=[(state, state) for state in STATES], default="draft", max_length=12
            ),
        ),
        migrations.AlterField(
            model_name="importrun",
            name="duplicates",
            field=models.CharField(
                choices=[(mode, mode) for mode in MODES],
                default="overwrite",
                max_length=12,
                verbose_name="entreprises déjà connues",
            ),
        ),
        # Images of a row a record become images of a row a batch: the former told no value written, so that
        # no undo could read them.
        migrations.DeleteModel("ImportImage"),
        migrations.CreateModel(
            name="ImportImage",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=32)),
                ("records", models.JSONField(default=dict)),
                ("count", models.PositiveIntegerField(default=0)),
                ("written_at", models.DateTimeField()),
                ("undone_at", models.DateTimeField(null=True)),
                (
                    "run",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="images",
                        to="companies.importrun",
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
                "indexes": [models.Index(fields=["run", "id"], name="images_of_a_run")],
            },
        ),
        migrations.CreateModel(
            name="ImportKept",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=32)),
                ("object_id", models.BigIntegerField()),
                ("created", models.BooleanField()),
                ("fields", models.JSONField(default=list)),
                ("links", models.JSONField(default=list)),
                (
                    "run",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="kept",
                        to="companies.importrun",
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
                "indexes": [models.Index(fields=["run", "id"], name="kept_of_a_run")],
            },
        ),
    ]
