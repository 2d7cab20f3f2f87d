from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("companies", "0006_opposition_digests"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="company",
            index=models.Index(
                condition=models.Q(("deleted_at__isnull", True), ("parent__isnull", False)),
                fields=["parent", "name_key"],
                name="company_by_parent",
            ),
        ),
    ]
