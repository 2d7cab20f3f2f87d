"""Two records of one person become one, and two again."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.utils import timezone

from negoce.companies.actions.merges.merge import merge_contacts
from negoce.companies.actions.merges.undo import undo_merge
from negoce.companies.actions.people.opposition_record import record_opposition
from negoce.companies.enums import Channel
from negoce.companies.models import Contact, ContactPreference, Opposition, OppositionDigest, Post
from negoce.companies.queries.merges.merges import survivor_of
from negoce.identity.enums import FieldAccess, FieldGroup
from negoce.identity.permissions import NotAllowed
from negoce.identity.rules.actor import Actor
from tests.companies.merge.conftest import snapshot, told_since
from tests.factories.companies import make_contact

pytestmark = pytest.mark.django_db
People = tuple[Contact, Contact]


def test_the_person_keeps_what_both_had(people: People, manager: Actor) -> None:
    kept, absorbed = people
    merge_contacts(manager, kept=kept, absorbed=absorbed, values={"email": "absorbed", "note": "both"})
    row = Contact.objects.get(pk=kept.pk)
    assert (row.email, row.mobile, row.phone) == ("helene@x.example", "+33639980001", "+33476000003")
    assert row.note == "Préfère le matin.\n\nParle italien."
    assert (row.first_name, row.company.name, row.current_post_id) == (
        "Hélène",
        "Laiterie",
        kept.current_post_id,
    )
    posts = (
        Post.objects.filter(contact=kept).order_by("company__name").values_list("company__name", "function")
    )
    assert list(posts) == [("Fromagerie", "Conseil"), ("Laiterie", "Acheteuse")]
    assert Post.objects.get(guards=kept).contact.last_name == "Standard"
    assert Post.objects.get(successor=kept).contact.last_name == "Standard"
    assert row.activities.count() == 2
    assert row.observations.count() == 2
    assert sorted(ContactPreference.objects.filter(contact=kept).values_list("text", flat=True)) == [
        "Thé",
        "Train",
    ]
    assert row.last_sign_on == absorbed.last_sign_on
    assert survivor_of(manager, "contact", absorbed.public_id) == row


def test_what_either_refused_is_refused(people: People, manager: Actor) -> None:
    kept, absorbed = people
    merge_contacts(manager, kept=kept, absorbed=absorbed, values={})
    standing = Opposition.objects.filter(contact=kept, lifted_on__isnull=True).order_by("channel")
    assert [(row.channel, row.opposed_on.month) for row in standing] == [("email", 3), ("phone", 3)]
    # Both addresses are covered, also the one that was not chosen.
    assert OppositionDigest.objects.filter(opposition=standing[0]).count() == 2


def test_undo_gives_every_row_back(people: People, manager: Actor) -> None:
    before = snapshot()
    merge = merge_contacts(
        manager, kept=people[0], absorbed=people[1],
        values={"email": "absorbed", "note": "both", "main_post": "absorbed"},
    )  # fmt: skip
    undo_merge(manager, merge)
    after = snapshot()
    assert told_since(before, after) == ["merged", "merged", "merge_undone", "merge_undone"]
    assert after == before


def test_hidden_fields_are_neither_chosen_nor_lost(people: People, manager: Actor) -> None:
    kept, absorbed = people
    blind = replace(manager, field_access={**manager.field_access, FieldGroup.PERSONAL: FieldAccess.NONE})
    with pytest.raises(NotAllowed):
        merge_contacts(blind, kept=kept, absorbed=absorbed, values={"mobile": "absorbed"})
    merge_contacts(blind, kept=kept, absorbed=absorbed, values={})
    row = Contact.objects.get(pk=kept.pk)
    assert (row.mobile, row.note) == ("+33639980001", "Préfère le matin.")


def test_the_main_post_may_be_the_others(people: People, manager: Actor) -> None:
    kept, absorbed = people
    other = Post.objects.get(contact=absorbed, function="Conseil")
    Contact.objects.filter(pk=absorbed.pk).update(current_post=other, company=other.company)
    merge_contacts(
        manager, kept=kept, absorbed=Contact.objects.get(pk=absorbed.pk), values={"main_post": "absorbed"}
    )
    row = Contact.objects.get(pk=kept.pk)
    assert (row.current_post_id, row.company.name) == (other.pk, "Fromagerie")


def test_an_opposition_received_meanwhile_holds_for_both(people: People, manager: Actor) -> None:
    first, second = make_contact(email="x@x.example"), make_contact(email="y@x.example")
    merge = merge_contacts(manager, kept=first, absorbed=second, values={"email": "absorbed"})
    row = Contact.objects.get(pk=first.pk)
    record_opposition(
        manager,
        row,
        channels=[Channel.EMAIL],
        opposed_on=timezone.localdate(merge.merged_at),
        source="e-mail",
    )
    undo_merge(manager, merge)
    assert Opposition.objects.filter(contact=second, channel="email", lifted_on__isnull=True).exists()
