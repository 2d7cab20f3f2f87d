"""The influence map on screen: filled, noted, explained, refused to who may not."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from negoce.companies.enums import ActivityKind
from negoce.companies.models import ActivityContact, Contact, Post
from negoce.identity.enums import Role, Scope
from negoce.identity.models import JournalEntry
from negoce.negotiation.actions.influence.note_attitude import Heard, note_attitude
from negoce.negotiation.actions.influence.save_person import Placed, save_influence_person
from negoce.negotiation.actions.influence.set_edge import set_influence
from negoce.negotiation.models import (
    Deal,
    DealContact,
    InfluenceAttitude,
    InfluenceEdge,
    InfluencePerson,
)
from negoce.negotiation.people_data.influence import INFLUENCE_PEOPLE
from negoce.negotiation.queries.influence.read import influence_map
from tests.factories.companies import make_activity, make_company, make_contact
from tests.factories.deals import make_deal
from tests.factories.erasing import erasing
from tests.factories.identity import make_actor, make_user
from tests.harness.queries import Queries

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_today")]
HTMX = {"HX-Request": "true"}
NBSP = "\u00a0"


def browser_of(role: Role = Role.MANAGER) -> Client:
    client = Client()
    client.force_login(
        make_user(role, scope=Scope.ALL.value), backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    return client


@pytest.fixture
def deal() -> Deal:
    return make_deal(make_company("Laiterie du Vercors"), "Films 2027")


def url(name: str, deal: Deal, *more: object) -> str:
    return reverse(f"influence:{name}", args=[deal.public_id, *more])


def panel(browser: Client, deal: Deal) -> str:
    return browser.get(reverse("deals:panel", args=[deal.public_id, "influence"])).content.decode()


def somebody(
    deal: Deal, label: str = "", contact: Contact | None = None, **values: object
) -> InfluencePerson:
    return InfluencePerson.objects.create(deal=deal, label=label, contact=contact, **values)


def test_a_works_council_is_filled_then_its_secretary_is_found(deal: Deal) -> None:
    browser, person = browser_of(), make_contact(deal.company)
    browser.post(url("filling", deal), {"buyer": "works_council"}, headers=HTMX)
    places = list(InfluencePerson.objects.order_by("pk"))
    assert [each.label for each in places][:2] == ["Secrétaire du CSE", "Trésorier du CSE"]
    again = browser.post(url("filling", deal), {"buyer": "company"}, headers=HTMX)
    assert "porte d" in again.headers["HX-Trigger"]
    first = places[0]
    values = {"contact": person.public_id, "roles": ["decider"], "weight": "5", "revision": "0"}
    assert browser.post(url("person", deal, first.public_id), values, headers=HTMX).status_code == 204
    assert InfluencePerson.objects.get(pk=first.pk).contact == person
    assert DealContact.objects.get(deal=deal).role == "decider"
    # Somebody else had the dialog open: their older state writes over nothing.
    late = browser.post(url("person", deal, first.public_id), {**values, "weight": "1"}, headers=HTMX)
    assert (late.status_code, InfluencePerson.objects.get(pk=first.pk).weight) == (409, 5)


def test_what_was_heard_makes_the_support_and_says_from_when(deal: Deal) -> None:
    browser, person = browser_of(), make_contact(deal.company)
    row = somebody(deal, contact=person, weight=4, roles=["decider"])
    visit = make_activity(deal.company, kind=ActivityKind.VISIT.value)
    ActivityContact.objects.create(activity=visit, contact=person)
    values = {"attitude": "green", "activity": visit.public_id, "words_heard": "Vous nous évitez deux arrêts"}
    assert browser.post(url("attitude", deal, row.public_id), values, headers=HTMX).status_code == 204
    noted = InfluenceAttitude.objects.get()
    assert (noted.said_on, noted.activity) == (date(2026, 11, 12), visit)
    drawn = panel(browser, deal)
    assert "+1,00" in drawn
    assert "Vous nous évitez deux arrêts" in drawn
    assert "Prévoir une visite" not in drawn
    journal = JournalEntry.objects.filter(subject_kind="deal").latest("pk")
    assert journal.values == {"influence_map": [None, person.public_id]}
    # Erased with the interview, and out of sight as soon as it is in the bin.
    visit.deleted_at = timezone.now()
    visit.save()
    assert "Vous nous évitez deux arrêts" not in panel(browser, deal)
    visit.delete()
    assert InfluenceAttitude.objects.count() == 0


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"attitude": "green"}, "de quel entretien"),
        ({"attitude": "green", "said_on": "01/12/2026"}, "pas encore eu lieu"),
        ({"said_on": "12/11/2026"}, "Choisissez une attitude"),
        ({"attitude": "red", "said_on": "12/11/2026", "words_heard": "Il est dépressif"}, "Raison de garder"),
        ({"attitude": "red", "activity": "abcdefghjkmn"}, "plus là"),
    ],
)
def test_an_attitude_without_its_interview_is_not_noted(
    deal: Deal, values: dict[str, str], words: str
) -> None:
    row = somebody(deal, "Direction des achats")
    refused = browser_of().post(url("attitude", deal, row.public_id), values, headers=HTMX)
    assert refused.status_code == 422
    assert words in refused.content.decode()
    assert InfluenceAttitude.objects.count() == 0


def test_who_sways_whom_is_told_and_taken_back(deal: Deal) -> None:
    browser = browser_of()
    head, technical = somebody(deal, "Direction", weight=5), somebody(deal, "Technique", weight=4)
    address = url("edge", deal, technical.public_id)
    browser.post(address, {"target": head.public_id, "strength": "0.6"}, headers=HTMX)
    # A circle is allowed; swaying oneself is not.
    browser.post(
        url("edge", deal, head.public_id), {"target": technical.public_id, "strength": "1"}, headers=HTMX
    )
    alone = browser.post(address, {"target": technical.public_id, "strength": "0.6"}, headers=HTMX)
    assert "Personne ne s’influence soi-même" in alone.content.decode()
    drawn = panel(browser, deal)
    assert f"Direction{NBSP}: Forte (0,6)" in drawn
    assert "7 avec son influence" in drawn
    browser.post(address, {"target": head.public_id, "strength": "0"}, headers=HTMX)
    assert list(InfluenceEdge.objects.values_list("source_id", flat=True)) == [head.pk]


def test_a_circle_of_influence_is_told_and_kept(deal: Deal) -> None:
    head, technical = somebody(deal, "Direction"), somebody(deal, "Technique")
    browser = browser_of()
    for source, target, words in (
        (head, technical, "Influence not"),
        (technical, head, "influencent en cercle"),
    ):
        asked = {"target": target.public_id, "strength": "0.6"}
        answer = browser.post(url("edge", deal, source.public_id), asked, headers=HTMX)
        assert words in answer.headers["HX-Trigger"].encode().decode("unicode_escape")
    shown = panel(browser, deal)
    assert ("Influences en cercle" in shown, InfluenceEdge.objects.count()) == (True, 2)


def test_nobody_reports_to_themselves(deal: Deal) -> None:
    head = somebody(deal, "Direction")
    under = somebody(deal, "Technique", reports_to=head)
    values = {"label": "Direction", "weight": "5", "reports_to": under.public_id, "revision": "0"}
    refused = browser_of().post(url("person", deal, head.public_id), values, headers=HTMX)
    assert "dépendrait d’elle-même" in refused.content.decode()


def test_who_left_stays_and_is_to_be_replaced(deal: Deal) -> None:
    browser, person = browser_of(), make_contact(deal.company)
    somebody(deal, contact=person)
    assert "qui lui succède" not in panel(browser, deal)
    Post.objects.filter(contact=person).update(ended_on=date(2026, 11, 1))
    assert "qui lui succède" in panel(browser, deal)
    DealContact.objects.create(deal=deal, contact=person)
    # The head of the deal and its people say so too, with what to do, while it is under way.
    whole = browser.get(reverse("deals:deal", args=[deal.public_id])).content.decode()
    assert (whole.count("qui lui succède"), "faites-vous présenter" in whole) == (2, True)
    Contact.objects.filter(pk=person.pk).update(deleted_at=timezone.now())
    assert "fiche non visible" in panel(browser, deal)


def test_who_may_not_read_observations_sees_no_map(deal: Deal) -> None:
    row, browser = somebody(deal, "Direction des achats"), browser_of(Role.READ_ONLY)
    assert panel(browser, deal) == ""
    for name in ("person", "attitude", "edge", "removal"):
        assert browser.post(url(name, deal, row.public_id), {}, headers=HTMX).status_code == 403
    assert browser.post(url("filling", deal), {"buyer": "company"}, headers=HTMX).status_code == 403
    assert InfluencePerson.objects.count() == 1


def test_as_many_questions_for_one_as_for_three(deal: Deal, queries: Queries) -> None:
    actor = make_actor(Role.MANAGER, scope=Scope.ALL)
    for number in range(3):
        row = save_influence_person(actor, deal, None, Placed(contact=make_contact(deal.company)))
        note_attitude(actor, deal, row, Heard("green", "Oui", date(2026, 11, 10 + number)))
        if number:
            set_influence(actor, deal, row, InfluencePerson.objects.earliest("pk"), Decimal("0.3"))
        with queries.at_most(7):
            found = influence_map(actor, deal)
        assert len(found.people) == number + 1


def test_before_and_after_two_interviews(deal: Deal) -> None:
    actor, row = make_actor(Role.MANAGER, scope=Scope.ALL), somebody(deal, "Direction")
    note_attitude(actor, deal, row, Heard("red", "", date(2026, 10, 1)))
    note_attitude(actor, deal, row, Heard("green", "", date(2026, 11, 1)))
    days = [date(2026, 9, 1), date(2026, 10, 15), date(2026, 11, 15)]
    assert [influence_map(actor, deal, day).support.score for day in days] == [0, -1, 1]
    address = url("comparison", deal)
    asked = {"before": "15/10/2026", "after": "15/11/2026"}
    told = browser_of().get(address, asked, headers=HTMX).content.decode()
    assert [told.index(words) for words in ("Opposée", "Favorable", "−1,00", "+1,00")] == sorted(
        told.index(words) for words in ("Opposée", "Favorable", "−1,00", "+1,00")
    )
    assert "field-error" in browser_of().get(address, {"before": "jamais"}, headers=HTMX).content.decode()
    assert browser_of(Role.READ_ONLY).get(address).status_code == 403


def test_a_place_on_the_drawing_is_kept_inside_and_is_no_change_of_the_person(deal: Deal) -> None:
    browser, row = browser_of(), somebody(deal, "Direction")
    assert 'transform="translate(500 280)"' in panel(browser, deal)
    address = url("place", deal, row.public_id)
    assert browser.post(address, {"x": "120", "y": "9000"}).status_code == 204
    assert browser.post(address, {"x": "left", "y": "1"}).status_code == 422
    assert browser_of(Role.READ_ONLY).post(address, {"x": "1", "y": "1"}).status_code == 403
    kept = InfluencePerson.objects.get()
    assert (kept.x, kept.y, kept.revision) == (120, 560, 0)
    assert 'transform="translate(120 560)"' in panel(browser, deal)


def test_a_person_reads_what_is_held_and_leaves_with_it(deal: Deal) -> None:
    actor, person = make_actor(Role.MANAGER, scope=Scope.ALL), make_contact(deal.company)
    row = save_influence_person(actor, deal, None, Placed(contact=person, roles=("buyer",), weight=4))
    other = somebody(deal, "L’adjoint de Mme Martin")
    note_attitude(actor, deal, row, Heard("orange", "À revoir", date(2026, 11, 1)))
    note_attitude(actor, deal, other, Heard("red", "Mme Martin hésite", date(2026, 11, 1)))
    tables = INFLUENCE_PEOPLE.export(person.pk)
    assert [list(each.rows) for each in tables] == [
        [("Films 2027", "Acheteur", "4")],
        [("Films 2027", "1er nov. 2026", "Réservée", "À revoir")],
    ]
    assert INFLUENCE_PEOPLE.erase is not None
    assert INFLUENCE_PEOPLE.erase(erasing(person.pk, "Mme Martin", "[personne]")) == 3
    assert list(InfluencePerson.objects.values_list("label", flat=True)) == ["L’adjoint de [personne]"]
    assert InfluenceAttitude.objects.get().words_heard == "[personne] hésite"


def test_the_map_is_printed_with_attitudes_in_words_and_nothing_to_click(deal: Deal) -> None:
    actor, row = make_actor(Role.MANAGER, scope=Scope.ALL), somebody(deal, "Direction")
    note_attitude(actor, deal, row, Heard("red", "", date(2026, 11, 1)))
    address = url("sheet", deal)
    assert address in panel(browser_of(), deal)
    shown = browser_of().get(address).content.decode()
    assert (">Opposée</text>" in shown, "influence-handle" in shown, "data-edit" in shown) == (
        True,
        False,
        False,
    )
    assert browser_of(Role.READ_ONLY).get(address).status_code == 403
