from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("orders", "0003_order_by_reference")]

    operations = [
        migrations.CreateModel(
            name="SalesDue",
            fields=[
                ("company_key", models.BigIntegerField(primary_key=True, serialize=False)),
                (
                    "shrunk",
                    models.BooleanField(
                        default=False, help_text="orders went or changed: figures may go too"
                    ),
                ),
            ],
        ),
    ]
