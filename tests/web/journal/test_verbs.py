"""Every verb that an action writes into the journal is said in words."""

from __future__ import annotations

import re
from pathlib import Path

import negoce
from negoce.web.journal.values import value_words
from negoce.web.journal.words import VERBS, field_words

ROOT = Path(negoce.__file__).parent
WRITTEN = re.compile(r'\bverb="([a-z_]+)"|\bEntry\("([a-z_]+)"|journal_contact\(actor, \w+, "([a-z_]+)"')


def test_every_verb_of_an_action_has_its_words() -> None:
    texts = [path.read_text(encoding="utf-8") for path in ROOT.glob("*/actions/**/*.py")]
    written = {next(filter(None, found)) for text in texts for found in WRITTEN.findall(text)}
    assert "bulk_undo" in written
    assert sorted(written - VERBS.keys()) == []


def test_a_job_move_names_its_fields() -> None:
    assert [field_words("contact", name) for name in ("company", "current_post")] == [
        "entreprise",
        "poste actuel",
    ]


def test_the_counts_of_an_import_are_said_in_words() -> None:
    counts = ("created", "updated", "unchanged", "skipped", "refused", "asked", "undone", "kept")
    said = [field_words("import", f"{count}_count") for count in counts]
    assert [words for words in said if words.endswith(" count")] == []


def test_what_a_custom_field_is_made_of_is_said_in_words() -> None:
    said = [value_words("custom_field", *each, {}) for each in (("kind", "company"), ("type", "amount"))]
    assert said == ["Entreprise", "Montant en euros"]
