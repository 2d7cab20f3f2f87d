"""The search index: entries and words everywhere, and what each engine looks terms up in."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

# Only row keys are kept for each term, and no text: the entries hold what terms are made of.
SQLITE = (
    "CREATE VIRTUAL TABLE companies_searchterms USING fts5("
    "terms, content='', tokenize=\"ascii tokenchars '<>~^=#!_@.+-'\", detail=none, columnsize=0)",
    # Whatever empties the entries at once (a test's flush) empties the terms.
    "CREATE TRIGGER companies_searchterms_emptied AFTER DELETE ON companies_searchentry "
    "WHEN NOT EXISTS (SELECT 1 FROM companies_searchentry) BEGIN "
    "INSERT INTO companies_searchterms (companies_searchterms) VALUES ('delete-all'); END",
)
SQLITE_BACK = ("DROP TRIGGER companies_searchterms_emptied", "DROP TABLE companies_searchterms")
POSTGRESQL = (
    "ALTER TABLE companies_searchentry ADD COLUMN terms tsvector NOT NULL DEFAULT ''",
    # One kind is asked at a time, and lists of another's rows would have to be read through: the two large kinds
    # (companies 1, contacts 2, see search_terms.entry_id) have each their index, the others one together.
    "CREATE INDEX search_terms_of_companies ON companies_searchentry USING gin (terms) WHERE (id >> 48) = 1",
    "CREATE INDEX search_terms_of_contacts ON companies_searchentry USING gin (terms) WHERE (id >> 48) = 2",
    "CREATE INDEX search_terms_of_others ON companies_searchentry USING gin (terms) WHERE (id >> 48) > 2",
    # Beginnings are ranges of bytes, as on SQLite.
    'ALTER TABLE companies_searchword ALTER COLUMN word TYPE varchar(40) COLLATE "C"',
)
POSTGRESQL_BACK = ("ALTER TABLE companies_searchentry DROP COLUMN terms",)


def make_terms(apps, schema_editor):
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL:
        schema_editor.execute(statement)


def drop_terms(apps, schema_editor):
    for statement in SQLITE_BACK if schema_editor.connection.vendor == "sqlite" else POSTGRESQL_BACK:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [
        ("companies", "0008_how_a_post_was_left"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="SearchWord",
            fields=[("word", models.CharField(max_length=40, primary_key=True, serialize=False))],
        ),
        migrations.CreateModel(
            name="SearchEntry",
            fields=[
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("company_id", models.BigIntegerField(help_text="whose rights apply", null=True)),
                ("key", models.TextField(help_text="the words of the title, in order")),
                ("words", models.TextField(help_text="words that find the record by themselves")),
                ("context", models.TextField(help_text="words that narrow a search down, beside one of its own")),
                ("fragments", models.TextField(help_text="numbers and addresses found by any part of them")),
                ("private_fragments", models.TextField(help_text="the same, for those who read personal fields")),
                ("readers", models.TextField(help_text="owner and territory, as terms")),
            ],
            options={"indexes": [models.Index(fields=["company_id"], name="search_entry_by_company")]},
        ),
        migrations.CreateModel(
            name="RecentRecord",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=16)),
                ("object_id", models.BigIntegerField()),
                ("visited_at", models.DateTimeField()),
                (
                    "user",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["user", "-visited_at"], name="recent_by_person")],
                "constraints": [
                    models.UniqueConstraint(fields=("user", "kind", "object_id"), name="a_record_once_a_person")
                ],
            },
        ),
        migrations.RunPython(make_terms, drop_terms, elidable=False),
    ]
