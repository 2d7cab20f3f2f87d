"""What search knows of each record, and the words it has met."""

from __future__ import annotations

from django.db import models


class SearchEntry(models.Model):
    """One record that search finds, written by `actions/search/index.py` alone.

    The key is made of the kind and the record's own key (rules/search/terms.py), so that one range of keys is
    one kind. What the engine looks up (`terms`) stands beside these columns: on PostgreSQL a `tsvector`
    column of this table, on SQLite a full-text table of its own; the migration makes them. Every text is
    folded.
    """

    id = models.BigIntegerField(primary_key=True)
    company_id = models.BigIntegerField(null=True, help_text="whose rights apply")
    key = models.TextField(help_text="the words of the title, in order")
    words = models.TextField(help_text="words that find the record by themselves")
    context = models.TextField(help_text="words that narrow a search down, beside one of its own")
    fragments = models.TextField(help_text="numbers and addresses found by any part of them")
    private_fragments = models.TextField(help_text="the same, for those who read personal fields")
    readers = models.TextField(help_text="owner and territory, as terms")

    class Meta:
        indexes = [models.Index(fields=["company_id"], name="search_entry_by_company")]


class SearchWord(models.Model):
    """A word that some record holds: what a mistyped word is corrected to."""

    word = models.CharField(max_length=40, primary_key=True)
