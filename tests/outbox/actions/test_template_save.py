"""Templates: checked before they are kept; those of the house stay."""

from __future__ import annotations

import pytest

from negoce.identity.enums import Role
from negoce.identity.models import JournalEntry
from negoce.identity.permissions import NotAllowed
from negoce.identity.rules.actor import system_actor
from negoce.kit.refusal import Conflict, Refused
from negoce.outbox.actions.template_save import delete_template, save_template
from negoce.outbox.enums import MessageKind
from negoce.outbox.models import MessageTemplate
from negoce.outbox.rules.merge import read_template
from negoce.outbox.rules.merge_fields import names_of
from tests.factories.identity import make_actor

pytestmark = pytest.mark.django_db
BOSS = system_actor()
GOOD = {
    "name": "Salon",
    "kind": "letter",
    "language": "fr",
    "subject": "Salon {{ ville }}",
    "body": "Bonjour {{ prenom }},",
}


def test_each_template_of_the_house_reads_well_in_both_languages() -> None:
    rows = list(MessageTemplate.objects.order_by("pk"))
    assert len(rows) == 46
    for row in rows:
        for text in (row.subject, row.body):
            assert read_template(text, names_of(MessageKind(row.kind))).findings == [], row.name
    keys = {language: {row.key for row in rows if row.language == language} for language in ("fr", "en")}
    assert keys["fr"] == keys["en"]


def test_a_template_is_made_and_changed() -> None:
    made = save_template(BOSS, None, **GOOD)
    changed = save_template(BOSS, made, **{**GOOD, "body": "Cher {{ nom }},"}, revision=0)
    assert (changed.body, changed.revision, changed.kind) == ("Cher {{ nom }},", 1, "letter")
    verbs = JournalEntry.objects.filter(subject_kind="message_template").order_by("pk")
    assert list(verbs.values_list("verb", flat=True)) == ["created", "changed"]


def test_an_unknown_field_is_refused_with_the_nearest_name() -> None:
    with pytest.raises(Refused) as refused:
        save_template(BOSS, None, **{**GOOD, "body": "Bonjour {{ prenon }}"})
    assert list(refused.value.fields) == ["body"]
    assert "prenom" in refused.value.fields["body"][0]
    assert not MessageTemplate.objects.filter(name="Salon").exists()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": " "}, "name"),
        ({"subject": "x" * 201}, "subject"),
        ({"kind": "spam"}, "kind"),
        ({"language": "xx"}, "language"),
        ({"name": "Envoi d’un devis"}, "name"),
    ],
)
def test_what_is_wrong_is_named(changes: dict[str, str], field: str) -> None:
    with pytest.raises(Refused) as refused:
        save_template(BOSS, None, **{**GOOD, **changes})
    assert list(refused.value.fields) == [field]


def test_somebody_elses_change_is_not_overwritten() -> None:
    made = save_template(BOSS, None, **GOOD)
    save_template(BOSS, made, **{**GOOD, "body": "Autre"}, revision=0)
    with pytest.raises(Conflict):
        save_template(BOSS, made, **{**GOOD, "body": "Encore"}, revision=0)
    assert MessageTemplate.objects.get(pk=made.pk).body == "Autre"


def test_those_of_the_house_stay_and_others_go() -> None:
    with pytest.raises(Refused):
        delete_template(BOSS, MessageTemplate.objects.get(key="quote_sent", language="fr"))
    made = save_template(BOSS, None, **GOOD)
    delete_template(BOSS, made)
    assert not MessageTemplate.objects.filter(pk=made.pk).exists()


def test_who_may_not() -> None:
    with pytest.raises(NotAllowed):
        save_template(make_actor(Role.SALESPERSON), None, **GOOD)
