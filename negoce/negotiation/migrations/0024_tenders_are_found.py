"""Every tender has its buyer and its address by now: the tables hold them to it."""

import django.db.models.deletion
from django.db import migrations, models

import negoce.kit.public_id


class Migration(migrations.Migration):
    dependencies = [
        ("negotiation", "0023_tenders_of_their_own"),
    ]

    operations = [
        migrations.AlterField(
            model_name="tender",
            name="company",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="tenders",
                to="companies.company",
            ),
        ),
        migrations.AlterField(
            model_name="tender",
            name="public_id",
            field=models.CharField(
                default=negoce.kit.public_id.new_public_id, editable=False, max_length=12, unique=True
            ),
        ),
        migrations.AddIndex(
            model_name="tender",
            index=models.Index(fields=["company", "-id"], name="tender_by_company"),
        ),
        migrations.AddIndex(
            model_name="tender",
            index=models.Index(fields=["deadline", "id"], name="tender_by_deadline"),
        ),
        migrations.AddConstraint(
            model_name="tender",
            constraint=models.CheckConstraint(
                condition=models.Q(("name", ""), _negated=True), name="tender_has_a_name"
            ),
        ),
    ]
