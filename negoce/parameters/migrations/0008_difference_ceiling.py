"""The ceiling of what is written off of an invoice that is paid but for a few cents or euros."""

from datetime import date
from decimal import Decimal

from django.db import migrations, models

KEY = "difference_ceiling"
KEYS = (
    "ecb_main_refinancing_rate",
    "legal_interest_rate_professionals",
    "recovery_fee",
    "gift_vat_ceiling",
    "gift_statement_ceiling",
    "simplified_receipt_ceiling",
    "margin_floor",
    "visit_cost",
    KEY,
)


def fill(apps, schema_editor):
    from negoce.kit.public_id import new_public_id

    # Less than a registered letter costs: to claim it would cost more than it brings.
    apps.get_model("parameters", "Parameter").objects.create(
        public_id=new_public_id(), key=KEY, starts_on=date(2000, 1, 1), value=Decimal(5), source="Réglage de départ"
    )


def empty(apps, schema_editor):
    apps.get_model("parameters", "Parameter").objects.filter(key=KEY).delete()


class Migration(migrations.Migration):
    dependencies = [("parameters", "0007_terms_of_payment")]

    operations = [
        migrations.AlterField(
            model_name="parameter",
            name="key",
            field=models.CharField(choices=[(key, key) for key in KEYS], max_length=40),
        ),
        migrations.RunPython(fill, empty),
    ]
