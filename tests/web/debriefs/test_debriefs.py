"""The review of a meeting: written by who held it, answered by their manager, closed to their peers."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from negoce.companies.actions.people.erase import erase_person
from negoce.companies.models import Activity, ActivityContact, Contact
from negoce.identity.enums import Role, Scope
from negoce.identity.models import JournalEntry, User
from negoce.identity.rules.actor import system_actor
from negoce.negotiation.actions.debriefs.forget import forget_debriefs
from negoce.negotiation.models import Deal, DealActivity, Debrief, DebriefNote, Objective
from tests.factories.companies import make_activity, make_company, make_contact
from tests.factories.deals import make_deal
from tests.factories.identity import make_team, make_user
from tests.harness.queries import Queries

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_today")]
HTMX = {"headers": {"HX-Request": "true"}}


@pytest.fixture
def team() -> dict[str, User]:
    sales = make_team("Nord")
    return {
        "camille": make_user(Role.SALESPERSON, first_name="Camille", last_name="Roux", team=sales),
        "peer": make_user(Role.SALESPERSON, scope=Scope.ALL.value, team=sales),
        "manager": make_user(Role.MANAGER, first_name="Marc", last_name="Vial", team=sales),
        "other_manager": make_user(Role.MANAGER, team=make_team("Sud")),
        "twin_manager": make_user(Role.MANAGER, team=sales),
    }


@pytest.fixture
def deal(team: dict[str, User]) -> Deal:
    return make_deal(make_company("Laiterie du Vercors", owner=team["camille"]), "Films 2027")


@pytest.fixture
def person(deal: Deal) -> Contact:
    return make_contact(deal.company, first_name="Hélène", last_name="Garcin")


@pytest.fixture
def meeting(team: dict[str, User], deal: Deal, person: Contact) -> Activity:
    return _meeting(team["camille"], deal, person, "Visite de l’atelier")


def _meeting(owner: User, deal: Deal, person: Contact, subject: str = "Visite") -> Activity:
    at = datetime(2026, 11, 18, 10, tzinfo=UTC)
    row = make_activity(deal.company, kind="visit", state="done", owner=owner, subject=subject, starts_at=at)
    DealActivity.objects.create(activity=row, deal=deal)
    ActivityContact.objects.create(activity=row, contact=person)
    return row


def as_(user: User) -> Client:
    browser = Client()
    browser.force_login(user)
    return browser


def typed(**given: str) -> dict[str, str]:
    return {
        "revision": "0",
        "step-discovery": "done",
        "step-leave_taking": "missed",
        "note-listening": "2",
        "seen-listening": "J’ai répondu avant la fin",
        "perceived": "Pressée au début",
        "heard": "Je n’ai que dix minutes",
        "to_change": "Convenir de la durée",
        **given,
    }


def write(user: User, meeting: Activity, **given: str) -> Debrief:
    answer = as_(user).post(reverse("debriefs:writing", args=[meeting.public_id]), typed(**given))
    assert answer.status_code == 302
    return Debrief.objects.get(activity=meeting)


def test_a_meeting_is_reviewed_answered_and_the_answer_read(
    team: dict[str, User], meeting: Activity, deal: Deal, person: Contact
) -> None:
    camille, manager = as_(team["camille"]), as_(team["manager"])
    page = camille.get(reverse("activities:record", args=[meeting.public_id])).content.decode()
    assert "Faire le bilan" in page
    Objective.objects.create(
        deal=deal, words="Signer pour 24 mois", metric="months", due_on=date(2026, 11, 18)
    )
    form = camille.get(reverse("debriefs:writing", args=[meeting.public_id])).content.decode()
    for words in ("Signer pour 24 mois", "A. Mehrabian", "Besoin et motifs entendus", "Hélène Garcin"):
        assert words in form
    row = write(team["camille"], meeting)
    assert (row.about, row.met_on, row.steps["leave_taking"]) == (person, date(2026, 11, 18), "missed")
    assert list(row.notes.values_list("aspect", "note")) == [("listening", 2)]
    panel = reverse("deals:panel", args=[deal.public_id, "debriefs"])
    assert "Convenir de la durée" in camille.get(panel).content.decode()
    feedback = reverse("debriefs:feedback", args=[row.public_id])
    assert camille.get(feedback).status_code == 403
    assert manager.post(feedback, {"feedback": ""}, **HTMX).status_code == 422
    assert manager.post(feedback, {"feedback": "Bien vu : on s’entraîne jeudi"}, **HTMX).status_code == 204
    one = reverse("debriefs:record", args=[row.public_id])
    assert "on s’entraîne jeudi" in camille.get(one).content.decode()
    assert "Retour à lire" in camille.get(reverse("debriefs:page")).content.decode()
    camille.post(reverse("debriefs:reading", args=[row.public_id]))
    assert "J’ai lu" not in camille.get(one).content.decode()
    told = JournalEntry.objects.filter(subject_kind="debrief").order_by("pk")
    assert [(each.verb, each.company_key, each.values) for each in told] == [
        ("created", None, {}),
        ("changed", None, {}),
    ]


def test_only_who_wrote_it_and_who_leads_them_read_it(team: dict[str, User], meeting: Activity) -> None:
    row = write(team["camille"], meeting)
    one = reverse("debriefs:record", args=[row.public_id])
    seen = {name: as_(user).get(one).status_code for name, user in team.items()}
    assert seen == {"camille": 200, "manager": 200, "peer": 404, "other_manager": 404, "twin_manager": 200}
    administrator, reader = make_user(Role.ADMINISTRATOR), make_user(Role.READ_ONLY)
    assert (as_(administrator).get(one).status_code, as_(reader).get(one).status_code) == (200, 404)
    chosen = {"person": team["camille"].public_id}
    page = reverse("debriefs:page")
    assert as_(team["peer"]).get(page, chosen).status_code == 404
    assert "Camille Roux" in as_(team["manager"]).get(page).content.decode()
    panel = reverse("deals:panel", args=[meeting.deal_link.deal.public_id, "debriefs"])
    assert "Convenir de la durée" not in as_(team["peer"]).get(panel).content.decode()


def test_managers_of_one_team_do_not_read_each_other(
    team: dict[str, User], deal: Deal, person: Contact
) -> None:
    row = write(team["manager"], _meeting(team["manager"], deal, person))
    assert as_(team["twin_manager"]).get(reverse("debriefs:record", args=[row.public_id])).status_code == 404


def test_anothers_meeting_or_one_to_come_is_not_reviewed(team: dict[str, User], meeting: Activity) -> None:
    url = reverse("debriefs:writing", args=[meeting.public_id])
    assert as_(team["manager"]).post(url, typed()).status_code == 403
    Activity.objects.filter(pk=meeting.pk).update(state="planned")
    assert as_(team["camille"]).post(url, typed()).status_code == 403
    assert Debrief.objects.count() == 0


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"heard": ""}, "a mille causes"),
        ({"seen-listening": ""}, "une note sans fait"),
        ({"seen-listening": "Elle a soupiré"}, "Ajoutez les mots entendus"),
        ({"to_change": "Savoir si elle est enceinte"}, "Raison de garder ce texte"),
    ],
)
def test_what_is_wrong_is_refused_and_what_was_typed_stays(
    team: dict[str, User], meeting: Activity, given: dict[str, str], words: str
) -> None:
    url = reverse("debriefs:writing", args=[meeting.public_id])
    answer = as_(team["camille"]).post(url, typed(went_well="Le tour de l’atelier", **given))
    assert answer.status_code == 422
    content = answer.content.decode()
    assert words in content
    assert "Le tour de l’atelier" in content
    assert Debrief.objects.count() == 0


def test_it_is_put_right_once_and_an_old_window_is_told(team: dict[str, User], meeting: Activity) -> None:
    row = write(team["camille"], meeting)
    url = reverse("debriefs:writing", args=[meeting.public_id])
    assert as_(team["camille"]).post(url, typed(to_change="Autre")).status_code == 409
    again = typed(revision="1", **{"note-listening": "3"})
    assert as_(team["camille"]).post(url, again).status_code == 302
    assert DebriefNote.objects.get(debrief=row).note == 3
    deletion = reverse("debriefs:deletion", args=[row.public_id])
    as_(team["manager"]).post(deletion)
    assert Debrief.objects.count() == 1
    as_(team["camille"]).post(deletion)
    assert Debrief.objects.count() == 0


def test_what_was_heard_of_a_person_goes_with_them_and_old_reviews_are_forgotten(
    team: dict[str, User], meeting: Activity, person: Contact, today: date
) -> None:
    row = write(team["camille"], meeting, went_well="Hélène Garcin a ouvert l’atelier")
    erase_person(system_actor(), person, reason="asked", typed_name=person.full_name)
    row.refresh_from_db()
    assert (row.about, row.perceived, row.heard) == (None, "", "")
    assert "Garcin" not in row.went_well
    assert forget_debriefs(today, 10) == 0
    Debrief.objects.update(met_on=today - timedelta(days=750))
    assert (forget_debriefs(today, 10), Debrief.objects.count()) == (1, 0)


def test_progress_proposes_one_thing_and_takes_along_what_was_written(
    team: dict[str, User], deal: Deal, person: Contact
) -> None:
    for at in range(3):
        write(team["camille"], _meeting(team["camille"], deal, person), **{"note-listening": str(1 + at % 2)})
    page = as_(team["camille"]).get(reverse("debriefs:page")).content.decode().replace("\u00a0", " ")
    for words in (
        "Une chose à travailler",
        "Congé",
        "Faite à 0 % dans les 3 entretiens",
        "Mon écoute",
        "24 mois",
    ):
        assert words in page
    file = as_(team["camille"]).get(reverse("debriefs:file")).content.decode()
    assert file.count("J’ai répondu avant la fin") == 3
    assert "J’ai répondu" not in as_(team["manager"]).get(reverse("debriefs:file")).content.decode()


def test_three_cost_what_one_costs(
    team: dict[str, User], deal: Deal, person: Contact, queries: Queries
) -> None:
    client = as_(team["camille"])
    panel = reverse("deals:panel", args=[deal.public_id, "debriefs"])

    def make() -> None:
        write(team["camille"], _meeting(team["camille"], deal, person))

    queries.same(make, lambda: (client.get(reverse("debriefs:page")), client.get(panel)))
