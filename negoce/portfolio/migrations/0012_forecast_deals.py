from __future__ import annotations

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import negoce.kit.public_id


class Migration(migrations.Migration):
    dependencies = [
        ("negotiation", "0009_deal_step_changes"),
        ("portfolio", "0011_status_in_order"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ForecastDeal",
            fields=[
                (
                    "deal",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="negotiation.deal",
                    ),
                ),
                ("month", models.DateField()),
                ("amount", models.DecimalField(decimal_places=2, max_digits=16)),
                ("already", models.DecimalField(decimal_places=2, max_digits=16)),
                ("probability", models.FloatField(help_text="0 to 1")),
                ("as_of", models.DateField()),
                (
                    "person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={"ordering": ["month", "deal"]},
        ),
        migrations.CreateModel(
            name="TargetChange",
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
                ("made_at", models.DateTimeField(auto_now_add=True, db_index=True)),
                ("changes", models.JSONField(default=list)),
                ("undone_at", models.DateTimeField(null=True)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={"ordering": ["-made_at", "-id"]},
        ),
    ]
