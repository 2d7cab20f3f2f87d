"""Issued documents are locked by the database, and the usual series of numbers is there."""

from typing import Any

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from negoce.billing import locks


def lock(apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
    apps.get_model("billing", "FiscalSeries").objects.get_or_create(
        code="F", defaults={"label": "Factures et avoirs", "prefix": "F{year}-", "digits": 5}
    )
    locks.install(schema_editor.connection)


def unlock(apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
    locks.remove(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("billing", "0001_initial")]

    operations = [migrations.RunPython(lock, unlock)]
