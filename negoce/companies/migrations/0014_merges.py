import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import negoce.kit.public_id


class Migration(migrations.Migration):
    dependencies = [
        ("companies", "0013_custom_fields"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="MergeRecord",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "public_id",
                    models.CharField(
                        default=negoce.kit.public_id.new_public_id, editable=False, max_length=12, unique=True
                    ),
                ),
                ("kind", models.CharField(max_length=8)),
                ("kept_id", models.BigIntegerField()),
                ("absorbed_id", models.BigIntegerField()),
                ("merged_at", models.DateTimeField()),
                ("images", models.JSONField(default=dict)),
                ("images_erased_at", models.DateTimeField(null=True)),
                ("undone_at", models.DateTimeField(null=True)),
                (
                    "actor",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "undone_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-merged_at", "-id"],
                "indexes": [models.Index(fields=["kind", "kept_id"], name="merges_of_a_survivor")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("undone_at__isnull", True)),
                        fields=("kind", "absorbed_id"),
                        name="a_record_absorbed_once",
                    )
                ],
            },
        ),
    ]
