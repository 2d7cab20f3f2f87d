"""Objections heard and sales aids handed: exported with the person, without them after an erasure."""

from __future__ import annotations

from datetime import date

import pytest

from negoce.negotiation.models import (
    AidHandout,
    AidPlace,
    Objection,
    ObjectionAnswer,
    ObjectionHeard,
    SalesAid,
)
from negoce.negotiation.people_data.aid import AID_PEOPLE
from negoce.negotiation.people_data.objection import OBJECTION_PEOPLE
from tests.factories.companies import make_contact
from tests.factories.deals import make_deal
from tests.factories.erasing import erasing

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 2)


def test_what_was_heard_goes_with_who_said_it_and_the_answer_stays_counted() -> None:
    person = make_contact(first_name="Hélène", last_name="Martin")
    deal = make_deal(person.company, name="Films")
    row = Objection.objects.create(words="Trop cher, dit Mme Martin", subject="price")
    answer = ObjectionAnswer.objects.create(objection=row, technique="testimony", words="Comme Mme Martin")
    said = {"deal": deal, "subject": "price", "heard_on": DAY}
    theirs = ObjectionHeard.objects.create(
        **said,
        objection=row,
        answer=answer,
        contact=person,
        words="30 %",
        nature="pretext",
        outcome="overcome",
    )
    others = ObjectionHeard.objects.create(**said, words="Mme Martin décidera", reply="Vu Mme Martin")
    (table,) = OBJECTION_PEOPLE.export(person.pk)
    assert table.rows[0][1:] == ("Films", "Trop cher, dit Mme Martin", "30 %", "Prétexte", "")
    crowd = erasing(person.pk, "Mme Martin", "[personne]")
    assert OBJECTION_PEOPLE.erase(crowd) == 2
    assert OBJECTION_PEOPLE.house is not None
    OBJECTION_PEOPLE.house(crowd)
    for each in (theirs, others, row, answer):
        each.refresh_from_db()
    assert (theirs.contact, theirs.words, theirs.nature) == (None, "", "")
    assert (theirs.answer, theirs.outcome) == (answer, "overcome")
    assert (others.words, others.reply) == ("[personne] décidera", "Vu [personne]")
    assert (row.words, answer.words) == ("Trop cher, dit [personne]", "Comme [personne]")
    assert OBJECTION_PEOPLE.export(person.pk) == []


def test_what_was_handed_stays_counted_without_the_name() -> None:
    person = make_contact(first_name="Hélène", last_name="Martin")
    aid = SalesAid.objects.create(kind="tester", name="Banc d’essai")
    place = AidPlace.objects.create(name="Réserve", name_key="reserve")
    row = AidHandout.objects.create(
        aid=aid,
        place=place,
        company=person.company,
        contact=person,
        quantity=2,
        handed_on=DAY,
        due_on=date(2026, 12, 1),
        note="Voir Mme Martin",
    )
    (table,) = AID_PEOPLE.export(person.pk)
    assert table.rows[0][1:3] == ("Banc d’essai", "2")
    assert AID_PEOPLE.erase(erasing(person.pk, "Mme Martin", "[personne]")) == 2
    row.refresh_from_db()
    assert (row.contact, row.outside, row.note) == (None, 2, "Voir [personne]")
    assert AID_PEOPLE.export(person.pk) == []
