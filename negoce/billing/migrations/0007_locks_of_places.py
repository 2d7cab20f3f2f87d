"""No row takes the place of an issued one, nor a series the place of one that gave numbers."""

from typing import Any

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from negoce.billing import locks


def lock(_apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
    locks.install(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("billing", "0006_terms_of_payment")]

    operations = [migrations.RunPython(lock, migrations.RunPython.noop)]
