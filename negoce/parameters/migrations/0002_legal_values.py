"""The legal values in force when the tables come to be; administrators add those of later years."""

from datetime import date
from decimal import Decimal

from django.db import migrations

BANK, LEGAL = "ecb_main_refinancing_rate", "legal_interest_rate_professionals"
FIRST_2026 = "Arrêté du 15 décembre 2025 ; taux BCE au 1er janvier 2026"
SECOND_2026 = "Arrêté du 26 juin 2026 (JO du 30 juin) ; taux BCE depuis le 17 juin 2026"
VALUES = (
    (BANK, date(2025, 1, 1), "3.15", "Taux BCE du 1er semestre 2025", True),
    (LEGAL, date(2025, 1, 1), "3.71", "Taux légal du 1er semestre 2025", True),
    (BANK, date(2025, 7, 1), "2.15", "Taux BCE du 2e semestre 2025", True),
    (LEGAL, date(2025, 7, 1), "2.76", "Taux légal du 2e semestre 2025", True),
    (BANK, date(2026, 1, 1), "2.15", FIRST_2026, True),
    (LEGAL, date(2026, 1, 1), "2.62", FIRST_2026, True),
    # Three public programs give them, one citing the order; the official text was not read.
    (BANK, date(2026, 7, 1), "2.40", SECOND_2026, False),
    (LEGAL, date(2026, 7, 1), "2.75", SECOND_2026, False),
    ("recovery_fee", date(2013, 1, 1), "40", "C. com. D441-5", True),
    # The revision due on 2026-01-01 was not found.
    ("gift_vat_ceiling", date(2021, 1, 1), "73", "CGI ann. IV art. 28-00 A", False),
    ("gift_statement_ceiling", date(2004, 1, 1), "3000", "CGI art. 54 quater et 39-5", True),
    ("simplified_receipt_ceiling", date(2013, 1, 1), "150", "BOI-TVA-DECLA-30-20-20-20 § 130, hors taxes", True),
    ("margin_floor", date(2000, 1, 1), "15", "Réglage de départ", True),
)


def fill(apps, schema_editor):
    parameter = apps.get_model("parameters", "Parameter")
    from negoce.kit.public_id import new_public_id

    parameter.objects.bulk_create(
        parameter(
            public_id=new_public_id(), key=key, starts_on=starts_on, value=Decimal(value), source=source, is_confirmed=confirmed
        )
        for key, starts_on, value, source, confirmed in VALUES
    )


class Migration(migrations.Migration):
    dependencies = [("parameters", "0001_initial")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
