from __future__ import annotations

from typing import Any

from django.db import migrations

# Tenders got their public number after they were there: PostgreSQL named its index otherwise than in a new database.
RENAME = """ALTER INDEX IF EXISTS negotiation_tender_public_id_73e003bd_uniq
    RENAME TO negotiation_tender_public_id_key"""


def rename(_apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(RENAME)


class Migration(migrations.Migration):
    """An index is called the same whichever way the database came to be."""

    dependencies = [("negotiation", "0048_one_shelf_of_documents")]
    operations = [migrations.RunPython(rename, migrations.RunPython.noop)]
