"""Discovery interviews: begun, answered one answer at a time, deleted; what they keep of a person."""

from __future__ import annotations

from datetime import date

import pytest

from negoce.companies.actions.contacts.guard import FreeTextRefused
from negoce.companies.enums import PurchaseMotive
from negoce.companies.models import Contact
from negoce.identity.enums import Role, Scope
from negoce.identity.models import JournalEntry
from negoce.identity.permissions import NotAllowed
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Conflict, Refused
from negoce.negotiation.actions.discovery.answer import keep_answer
from negoce.negotiation.actions.discovery.interview import begin_interview, delete_interview
from negoce.negotiation.models import Deal, DiscoveryAnswer, DiscoveryInterview
from negoce.negotiation.people_data.discovery import DISCOVERY_PEOPLE
from negoce.negotiation.queries.discovery.found import discovered
from negoce.negotiation.rules.discovery import Progress
from tests.factories.companies import make_company, make_contact
from tests.factories.deals import make_deal
from tests.factories.erasing import erasing
from tests.factories.identity import make_actor

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_today")]


@pytest.fixture
def actor() -> Actor:
    return make_actor(Role.MANAGER, scope=Scope.ALL)


@pytest.fixture
def deal() -> Deal:
    return make_deal(make_company("Laiterie du Vercors"), "Films 2027")


def _begin(
    actor: Actor, deal: Deal, *, contact: Contact | None = None, kind: str = "supply", day: str = "20/11/2026"
) -> DiscoveryInterview:
    values = {"kind": kind, "held_on": day, "contact": contact.public_id if contact else ""}
    return begin_interview(actor, deal, values=values)


def test_an_interview_is_begun_and_its_answers_make_the_discovery_of_the_deal(
    actor: Actor, deal: Deal
) -> None:
    person = make_contact(deal.company)
    first = _begin(actor, deal, contact=person, day="10/11/2026")
    keep_answer(actor, first, question="blocks", answer="Casse du film", motive="security")
    keep_answer(actor, first, question="cost", answer="1 100 € l’arrêt", motive="money")
    latest = _begin(actor, deal)
    keep_answer(actor, latest, question="blocks", answer="2 arrêts par semaine", motive="security")
    keep_answer(actor, latest, question="budget", answer="yes")
    found = discovered(actor, deal)
    assert found is not None
    assert [each.held_on for each in found.interviews] == [date(2026, 11, 20), date(2026, 11, 10)]
    assert found.people == {person.pk: person}
    assert {key: each.answer for key, each in found.answers.items()} == {
        "blocks": "2 arrêts par semaine",
        "cost": "1 100 € l’arrêt",
        "budget": "yes",
    }
    assert found.progress == Progress(3, 18)
    assert list(found.motives.dominant) == [PurchaseMotive.SECURITY, PurchaseMotive.MONEY]


@pytest.mark.asked_already
@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"kind": "barter", "held_on": "20/11/2026"}, "kind"),
        ({"kind": "supply", "held_on": "21/11/2026"}, "held_on"),
        ({"kind": "supply", "held_on": ""}, "held_on"),
        ({"kind": "supply", "held_on": "20/11/2026", "contact": "unknown"}, "contact"),
    ],
)
def test_what_is_missing_of_an_interview_is_said(
    actor: Actor, deal: Deal, values: dict[str, str], field: str
) -> None:
    with pytest.raises(Refused) as refused:
        begin_interview(actor, deal, values=values)
    assert set(refused.value.fields) == {field}
    assert DiscoveryInterview.objects.count() == 0


def test_an_answer_that_somebody_else_wrote_is_not_written_over(actor: Actor, deal: Deal) -> None:
    interview = _begin(actor, deal)
    keep_answer(actor, interview, question="blocks", answer="Casse du film")
    with pytest.raises(Conflict) as conflict:
        keep_answer(actor, interview, question="blocks", answer="Rien")
    assert conflict.value.current == "Casse du film"
    # The same answer sent twice, its first reply lost on the way, is no conflict; nor is one that was seen.
    keep_answer(actor, interview, question="blocks", answer="Casse du film")
    keep_answer(actor, interview, question="blocks", answer="", seen="Casse du film")
    assert DiscoveryAnswer.objects.get().answer == ""


@pytest.mark.asked_already
@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"question": "weather", "answer": "Beau"}, "question"),
        ({"question": "satisfied", "answer": "8"}, "question"),
        ({"question": "budget", "answer": "peut-être"}, "answer"),
        ({"question": "budget", "answer": "yes", "motive": "money"}, "motive"),
        ({"question": "summary", "answer": "Moins de casse", "motive": "security"}, "motive"),
        ({"question": "blocks", "answer": "Casse", "motive": "greed"}, "motive"),
        ({"question": "blocks", "answer": "x" * 1001}, "answer"),
    ],
)
def test_an_answer_fits_its_question(actor: Actor, deal: Deal, values: dict[str, str], field: str) -> None:
    interview = _begin(actor, deal)
    with pytest.raises(Refused) as refused:
        keep_answer(actor, interview, **values)
    assert set(refused.value.fields) == {field}
    assert DiscoveryAnswer.objects.count() == 0


def test_words_about_health_ask_for_a_reason_that_the_journal_keeps(actor: Actor, deal: Deal) -> None:
    interview = _begin(actor, deal)
    text = "Il est malade, en dépression"
    with pytest.raises(FreeTextRefused):
        keep_answer(actor, interview, question="blocks", answer=text)
    keep_answer(actor, interview, question="blocks", answer=text, guard_reason="Cité par lui")
    told = [each.values.get("guard_reason") for each in JournalEntry.objects.order_by("pk")]
    assert told[-1] == [None, "Cité par lui"]


def test_motives_are_for_who_may_read_and_write_observations(actor: Actor, deal: Deal) -> None:
    interview = _begin(actor, deal)
    keep_answer(actor, interview, question="blocks", answer="Casse", motive="security")
    marketing = make_actor(Role.MARKETING, scope=Scope.ALL)
    found = discovered(marketing, deal)
    assert found is not None
    assert list(found.motives.heard) == []
    with pytest.raises(NotAllowed):
        keep_answer(marketing, interview, question="cost", answer="Cher", motive="money")
    reader = make_actor(Role.READ_ONLY, scope=Scope.ALL)
    with pytest.raises(NotAllowed):
        keep_answer(reader, interview, question="cost", answer="Cher")
    stranger = make_actor(Role.SALESPERSON, scope=Scope.OWN)
    for act in (lambda: _begin(stranger, deal), lambda: delete_interview(stranger, interview)):
        with pytest.raises(NotAllowed):
            act()


def test_an_interview_is_deleted_with_what_was_heard(actor: Actor, deal: Deal) -> None:
    interview = _begin(actor, deal)
    keep_answer(actor, interview, question="blocks", answer="Casse", motive="security")
    assert delete_interview(actor, interview) == 1
    assert DiscoveryAnswer.objects.count() == 0
    assert discovered(actor, deal) is None
    with pytest.raises(NotAllowed):
        delete_interview(actor, interview)
    assert "Casse" not in str([each.values for each in JournalEntry.objects.order_by("pk")])


def test_a_person_is_told_what_was_noted_and_it_goes_with_them(actor: Actor, deal: Deal) -> None:
    person = make_contact(deal.company)
    interview = _begin(actor, deal, contact=person)
    keep_answer(actor, interview, question="blocks", answer="Mme Martin craint la casse", motive="security")
    keep_answer(actor, interview, question="budget", answer="unknown")
    [table] = DISCOVERY_PEOPLE.export(person.pk)
    assert [line[3:] for line in table.rows] == [
        ("Mme Martin craint la casse", "Sécurité"),
        ("Ne sait pas", ""),
    ]
    DISCOVERY_PEOPLE.erase(erasing(person.pk, "Mme Martin", "[personne]"))
    assert list(DiscoveryAnswer.objects.order_by("pk").values_list("answer", "motive")) == [
        ("[personne] craint la casse", ""),
        ("unknown", ""),
    ]
    assert DiscoveryInterview.objects.get().contact is None
    assert DISCOVERY_PEOPLE.export(person.pk) == []
