"""How many new terms PostgreSQL keeps aside is said by each connection now: an import keeps more than a page does."""

from django.db import migrations

INDEXES = ("search_terms_of_companies", "search_terms_of_contacts", "search_terms_of_others")


def let_connections_say(apps, schema_editor):
    # What an index says itself would hold for every connection (negoce/config/env.py, actions/search/aside.py).
    if schema_editor.connection.vendor == "postgresql":
        for name in INDEXES:
            schema_editor.execute(f"ALTER INDEX {name} RESET (gin_pending_list_limit)")


def let_indexes_say(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for name in INDEXES:
            schema_editor.execute(f"ALTER INDEX {name} SET (gin_pending_list_limit = 256)")
            schema_editor.execute(f"SELECT gin_clean_pending_list('{name}')")


class Migration(migrations.Migration):
    dependencies = [("companies", "0021_typed_guesses")]

    operations = [migrations.RunPython(let_connections_say, let_indexes_say)]
