"""Orders by the beginning of their reference, capitals ignored: what search asks."""

from django.db import migrations

SQLITE = "CREATE INDEX order_by_reference ON orders_order (upper(reference))"
# Beginnings are compared by bytes whatever the collation.
POSTGRESQL = "CREATE INDEX order_by_reference ON orders_order (upper(reference) text_pattern_ops)"


def make_index(apps, schema_editor):
    schema_editor.execute(SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL)


def drop_index(apps, schema_editor):
    schema_editor.execute("DROP INDEX order_by_reference")


class Migration(migrations.Migration):
    dependencies = [("orders", "0002_margin_rate")]

    operations = [migrations.RunPython(make_index, drop_index, elidable=False)]
