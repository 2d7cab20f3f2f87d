"""New weights write every company's place: PostgreSQL does so within the page of each row, and past its indexes.

An index on what changes costs it an entry a row; a page that is full sends the new row elsewhere, to be entered in all
indexes. Half of each page is left free, and the index of cells goes. SQLite counts the picture five times as quickly
along that index: it keeps it. Django can say neither for one database only.
"""

from django.db import migrations

FORWARD = {
    "postgresql": "ALTER TABLE prospecting_targetindex SET (fillfactor = 45)",
    "sqlite": "CREATE INDEX target_by_cell ON prospecting_targetindex (cell, size, company_id)",
}
BACK = {
    "postgresql": "ALTER TABLE prospecting_targetindex RESET (fillfactor)",
    "sqlite": "DROP INDEX target_by_cell",
}


def write_in_place(apps, schema_editor):
    schema_editor.execute(FORWARD[schema_editor.connection.vendor])


def back(apps, schema_editor):
    schema_editor.execute(BACK[schema_editor.connection.vendor])


class Migration(migrations.Migration):
    dependencies = [("prospecting", "0013_target_cells_counted")]

    operations = [
        migrations.RemoveIndex(model_name="targetindex", name="target_by_cell"),
        migrations.RunPython(write_in_place, back, elidable=False),
    ]
