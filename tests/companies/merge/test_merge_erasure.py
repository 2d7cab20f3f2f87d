"""The erasure of a person reaches the records that were merged into them, and every image of a merge."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from negoce.companies.actions.contacts.delete import restore_contact
from negoce.companies.actions.merges.merge import merge_companies, merge_contacts
from negoce.companies.actions.merges.purge import purge_merges
from negoce.companies.actions.merges.undo import undo_merge
from negoce.companies.actions.people.erase import erase_person
from negoce.companies.models import Company, Contact, MergeRecord, Opposition, Post
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Refused
from tests.companies.merge.conftest import snapshot
from tests.factories.companies import make_company, make_contact

pytestmark = pytest.mark.django_db
People = tuple[Contact, Contact]


def test_both_records_of_the_person_are_emptied(people: People, manager: Actor) -> None:
    kept, absorbed = people
    merge = merge_contacts(manager, kept=kept, absorbed=absorbed, values={"note": "both"})
    erase_person(manager, kept, reason="demande de la personne", typed_name="Hélène Garnier")
    for row in Contact.objects.filter(pk__in=[kept.pk, absorbed.pk]):
        assert (row.last_name, row.email, row.mobile, row.note) == ("", "", "", "")
        assert row.erased_at is not None
    merge.refresh_from_db()
    assert merge.images == {}
    everything = str(snapshot())
    for trace in ("Garnier", "helene@x.example", "h.garnier@x.example", "+33639980001"):
        assert trace not in everything
    assert not Opposition.objects.filter(contact__isnull=False).exists()
    with pytest.raises(Refused, match="effacée"):
        undo_merge(manager, merge)


def test_images_of_a_merge_of_companies_forget_the_person(manager: Actor) -> None:
    kept, absorbed = make_company("A"), make_company("B", note="Voir Zoé Quimper le mardi")
    person = make_contact(absorbed, first_name="Zoé", last_name="Quimper", function="Cheffe des achats")
    Post.objects.create(contact=person, company=kept, function="")
    merge = merge_companies(manager, kept=kept, absorbed=absorbed, values={"note": "absorbed"})
    merge.refresh_from_db()
    assert "Cheffe des achats" in str(merge.images)
    erase_person(manager, person, reason="demande", typed_name="Zoé Quimper")
    merge.refresh_from_db()
    assert "Cheffe" not in str(merge.images)
    assert "Quimper" not in str(merge.images)
    undo_merge(manager, merge)
    assert Company.objects.get(pk=absorbed.pk).deleted_at is None


def test_the_trace_is_no_record_of_the_bin(people: People, manager: Actor) -> None:
    merge_contacts(manager, kept=people[0], absorbed=people[1], values={})
    with pytest.raises(Refused, match="annulez la fusion"):
        restore_contact(manager, people[1])


def test_images_are_purged_after_ninety_days(people: People, manager: Actor) -> None:
    merge = merge_contacts(manager, kept=people[0], absorbed=people[1], values={})
    assert purge_merges(timezone.now()) == 0
    MergeRecord.objects.update(merged_at=timezone.now() - timedelta(days=91))
    assert purge_merges(timezone.now()) == 1
    merge.refresh_from_db()
    assert merge.images == {}
    with pytest.raises(Refused, match="90 jours"):
        undo_merge(manager, merge)
