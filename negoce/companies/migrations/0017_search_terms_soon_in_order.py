"""PostgreSQL keeps new terms aside and reads all of them at each search: no more than 256 kB of them now."""

from django.db import migrations

INDEXES = ("search_terms_of_companies", "search_terms_of_contacts", "search_terms_of_others")


def keep_little_aside(apps, schema_editor):
    # With the usual 4 MB a search read 15 ms of them; with none, writing many records took seven times as long.
    if schema_editor.connection.vendor == "postgresql":
        for name in INDEXES:
            schema_editor.execute(f"ALTER INDEX {name} SET (gin_pending_list_limit = 256)")
            schema_editor.execute(f"SELECT gin_clean_pending_list('{name}')")


def keep_as_before(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for name in INDEXES:
            schema_editor.execute(f"ALTER INDEX {name} RESET (gin_pending_list_limit)")


class Migration(migrations.Migration):
    dependencies = [("companies", "0016_import_mapping_names")]

    operations = [migrations.RunPython(keep_little_aside, keep_as_before)]
