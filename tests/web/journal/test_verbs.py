"""Every verb that an action writes into the journal is said in words."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from django.utils import translation

import negoce
from negoce.automation.actions.playbooks.save import remove_step
from negoce.automation.actions.playbooks.switch import switch_on
from negoce.automation.models import Playbook
from negoce.identity.models import JournalEntry
from negoce.portfolio.actions.status_budget_save import set_status_budget
from negoce.portfolio.actions.targets import set_target
from negoce.portfolio.enums import LifeStatus, TargetKind
from negoce.portfolio.queries.target_rows import target_rows
from negoce.web.journal.lines import entry_lines
from negoce.web.journal.values import value_words
from negoce.web.journal.words import VERBS, field_words
from tests.factories.identity import make_actor

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


def test_the_days_on_which_a_company_receives_nobody_have_their_names() -> None:
    said = {}
    for language in ("fr", "en"):
        with translation.override(language):
            said[language] = value_words("company", "visit_closed", [0, 4], {})
    assert said == {"fr": "lundi, vendredi", "en": "Monday, Friday"}


@pytest.mark.django_db
def test_what_is_kept_of_the_life_cycle_is_said_in_the_readers_language() -> None:
    playbook = Playbook.objects.get(key="wake")
    chief = make_actor()
    switch_on(chief, playbook, takes_present=False, today=date(2026, 11, 20))
    remove_step(chief, playbook.steps.get(key="call"))
    set_status_budget(chief, year=2026, status=LifeStatus.NEW, field="target_heads", value=Decimal(4))
    entries = list(JournalEntry.objects.filter(subject_kind__in=("playbook", "status_budget")).order_by("pk"))
    said = {}
    for language in ("fr", "en"):
        with translation.override(language):
            said[language] = [
                (line.name, [(each.label, each.before) for each in line.changes])
                for line in entry_lines(chief, entries)
            ]
    assert said["fr"] == [
        ("Réveiller le client dormant", [("en marche", "non")]),
        ("Réveiller le client dormant", [("étape retirée", "Appeler\u00a0: que s’est-il passé\u00a0?")]),
        ("Nouveau client 2026", [("clients visés", "")]),
    ]
    assert said["en"] == [
        ("Wake the dormant customer", [("on", "no")]),
        ("Wake the dormant customer", [("step taken out", "Call: what happened?")]),
        ("New customer 2026", [("customers aimed at", "")]),
    ]


@pytest.mark.django_db
def test_a_target_of_the_house_is_named_in_the_readers_language() -> None:
    chief = make_actor()
    with translation.override("en"):
        set_target(
            chief, target_rows(chief, TargetKind.HOUSE)[0], month=date(2026, 11, 1), amount=Decimal(900)
        )
    entries = list(JournalEntry.objects.filter(subject_kind="sales_target"))
    assert [line.name for line in entry_lines(chief, entries)] == ["Toute la maison"]
    with translation.override("en"):
        assert [line.name for line in entry_lines(chief, entries)] == ["The whole house"]
