"""Folded keys compare byte by byte on PostgreSQL too, so that both databases give lists the same order.

SQLite does so by itself. Django cannot name a collation for one database only, hence the SQL.
"""

from django.db import migrations

KEYS = (
    ("companies_company", "name_key", 200),
    ("companies_company", "city_key", 100),
    ("companies_contact", "name_key", 161),
)


def compare_by_bytes(apps, schema_editor):
    if schema_editor.connection.vendor != "postgresql":
        return
    for table, column, length in KEYS:
        schema_editor.execute(f'ALTER TABLE {table} ALTER COLUMN {column} TYPE varchar({length}) COLLATE "C"')


class Migration(migrations.Migration):
    dependencies = [("companies", "0001_initial")]

    operations = [migrations.RunPython(compare_by_bytes, migrations.RunPython.noop, elidable=False)]
