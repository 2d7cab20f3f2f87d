"""What a tender keeps of a person who is erased: what was bought and why, not their name; a merge takes it along."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from negoce.negotiation.models import Tender, TenderDecision, TenderQuestion, TenderResult
from negoce.negotiation.people_data.tender import TENDER_PEOPLE
from tests.factories.companies import make_contact
from tests.factories.erasing import erasing
from tests.factories.tenders import make_tender

pytestmark = pytest.mark.django_db


def test_subjects_questions_reasons_and_lessons_forget_the_name() -> None:
    person = make_contact()
    tender = make_tender(person.company, "Bureau de Mme Martin", own_rules="Voir Mme Martin")
    TenderQuestion.objects.create(
        tender=tender,
        question="Mme Martin sera-t-elle là ?",
        asked_on=date(2026, 11, 2),
        answer="Mme Martin, oui",
        answered_on=date(2026, 11, 3),
    )
    TenderDecision.objects.create(
        tender=tender, mean=Decimal(7), advised=True, go=True, reason="Mme Martin y tient"
    )
    TenderResult.objects.create(
        tender=tender, known_on=date(2026, 11, 9), words="Mme Martin aime", lessons="Appeler Mme Martin"
    )
    elsewhere = make_tender(name="Une autre Mme Martin")
    assert TENDER_PEOPLE.erase is not None
    assert TENDER_PEOPLE.erase(erasing(person.pk, "Mme Martin", "[personne]")) == 4
    row = Tender.objects.get(pk=tender.pk)
    assert (row.name, row.name_key, row.own_rules) == (
        "Bureau de [personne]",
        "bureau de personne",
        "Voir [personne]",
    )
    question = TenderQuestion.objects.get()
    assert (question.question, question.answer) == ("[personne] sera-t-elle là ?", "[personne], oui")
    assert TenderDecision.objects.get().reason == "[personne] y tient"
    result = TenderResult.objects.get()
    assert (result.words, result.lessons) == ("[personne] aime", "Appeler [personne]")
    assert Tender.objects.get(pk=elsewhere.pk).name == "Une autre Mme Martin"
