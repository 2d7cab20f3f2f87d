"""The page of My day."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal as D

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.html import strip_tags

from negoce.automation.models import DayAction, DayAnswer, PersonDay
from negoce.automation.rules.day_settings import DAY_SIZE
from negoce.companies.models import Activity
from negoce.identity.enums import Role
from negoce.identity.models import RolePolicy, User
from negoce.portfolio.enums import LifeStatus
from tests.conftest import Queries
from tests.factories.companies import make_activity, make_company
from tests.factories.day import make_action, make_life
from tests.factories.deals import make_deal
from tests.factories.identity import make_team, make_user
from tests.web.test_foreign_records import signed_in

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def person() -> User:
    return make_user(Role.SALESPERSON, team=make_team(), first_name="Camille", last_name="Roche")


@pytest.fixture
def camille(person: User) -> Client:
    return signed_in(person)


@pytest.fixture
def boss(person: User) -> Client:
    return signed_in(make_user(Role.MANAGER, team=person.team))


def keep(person: User) -> None:
    PersonDay.objects.update_or_create(
        person=person, defaults={"day": timezone.localdate(), "computed_at": timezone.now()}
    )


def bruneau(person: User, **fields: object) -> DayAction:
    company = make_company("Ets. Bruneau & Fils", owner=person, phone="+33477000000")
    make_life(company, LifeStatus.DORMANT)
    action = make_action(person, company, **fields)
    keep(person)
    return action


def test_the_page_says_whom_to_contact_why_and_what_it_is_worth(camille: Client, person: User) -> None:
    action = bruneau(person)
    make_deal(make_company(owner=person), owner=person, amount=D(2_000))
    page = camille.get("/day/").content.decode()
    for words in (
        "Bonjour Camille, 1 action aujourd’hui",
        "La première vaut 18\u202f400\u00a0€.",
        "Ets. Bruneau &amp; Fils",
        "Dormant",
        "Commandait tous les 31 jours\u00a0; rien depuis 97 jours.",
        "Probabilité qu’il soit encore client\u00a0: 34\u00a0%.",
        "Marge en jeu\u00a0: 18\u202f400\u00a0€.",
        "tel:+33477000000",
        f"/companies/{action.target}/",
        f"owner+is+{person.public_id}",
        "Facturé ce mois",
        "Refuser, avec la raison",
    ):
        assert words in page, words


def test_home_leads_to_the_day(camille: Client) -> None:
    assert camille.get("/").headers["Location"] == "/day/"


def test_the_agenda_says_the_hour_and_the_subject_and_the_kind_unless_it_is_a_task(
    camille: Client, person: User
) -> None:
    at = timezone.localtime().replace(hour=9, minute=30, second=0)
    company = make_company("Morel", owner=person)
    for kind, subject in (("task", "Envoyer le tarif"), ("visit", "Revue annuelle"), ("call", "Appel")):
        make_activity(company, kind=kind, subject=subject, owner=person, state="planned", starts_at=at)
    page = camille.get("/day/").content.decode()
    agenda = page[page.index('<ul class="timeline">') :].split("</ul>")[0]
    lines = [strip_tags(f"<li{line}".replace("<div", " <div")) for line in agenda.split("<li")[1:]]
    assert lines == [
        "9\u00a0h\u00a030 Envoyer le tarif Morel",
        "9\u00a0h\u00a030 Revue annuelle Visite Morel",
        "9\u00a0h\u00a030 Appel Morel",
    ]
    assert '<span class="muted">Visite</span>' in agenda


def test_an_empty_day_says_what_to_do(camille: Client) -> None:
    page = camille.get("/day/").content.decode()
    assert "Rien ne vous attend aujourd’hui" in page
    assert "Voir mon fichier clients" in page
    assert "Encours échu" not in page


def test_margins_are_not_told_to_who_may_not_read_them(camille: Client, person: User) -> None:
    bruneau(person)
    RolePolicy.objects.create(role=Role.SALESPERSON.value, field_access={"margin": "none"})
    for url in ("/day/", f"/day/why/?kind=recall&key={DayAction.objects.get().key}"):
        page = camille.get(url).content.decode()
        assert "18\u202f400" not in page
        assert "Marge en jeu" not in page
        assert "Chiffre d’affaires en jeu\u00a0: 60\u202f000\u00a0€." in page


def test_a_place_is_explained(camille: Client, person: User) -> None:
    action = bruneau(
        person, others=[{"kind": "quote", "key": "q", "code": "day.overdue_one", "figures": {"days": 9}}]
    )
    asked = f"/day/why/?kind={action.kind}&key={action.key}"
    page = camille.get(asked, headers=HTMX).content.decode()
    assert "Aussi\u00a0: Une facture échue depuis 9 jours." in page
    assert "34\u00a0% de chances × urgence" in page
    assert camille.get("/day/why/?kind=recall&key=nothing").status_code == 404


def test_the_list_alone_is_that_of_the_page(camille: Client, person: User) -> None:
    make_activity(
        make_company(owner=person), kind="task", owner=person, state="planned", starts_at=timezone.now()
    )
    alone = camille.post("/day/refreshing/", headers=HTMX).content.decode()
    page = camille.get("/day/").content.decode()
    assert alone[alone.index('<div id="day"') :].strip() in page
    assert 'hx-trigger="day-changed' in alone


def test_the_first_opening_is_drawn_again_at_once(camille: Client, person: User) -> None:
    make_deal(make_company(owner=person), owner=person, close_on=timezone.localdate() - timedelta(days=3))
    page = camille.get("/day/").content.decode()
    assert "devait se conclure" in page
    assert 'hx-trigger="load, day-changed' in page
    assert DayAction.objects.count() == 0


def post(client: Client, url: str, action: DayAction, **more: str) -> object:
    return client.post(url, {"kind": action.kind, "key": action.key, **more}, headers=HTMX)


def test_done_postponed_and_taken_back(camille: Client, person: User) -> None:
    action = bruneau(person)
    answer = post(camille, "/day/doing/", action)
    assert answer.status_code == 204  # type: ignore[attr-defined]
    assert "day-changed" in answer.headers["HX-Trigger"]  # type: ignore[attr-defined]
    given = DayAnswer.objects.get()
    assert Activity.objects.get().state == "done"
    camille.post(f"/day/undoing/?batch={given.batch}", headers=HTMX)
    assert (DayAnswer.objects.count(), Activity.objects.filter(deleted_at=None).count()) == (0, 0)
    again = bruneau(person)
    post(camille, "/day/postponement/", again, to="3")
    assert DayAnswer.objects.get().until == timezone.localdate() + timedelta(days=3)


def test_a_day_is_typed(camille: Client, person: User) -> None:
    action = bruneau(person)
    form = camille.get(f"/day/postponement/?kind={action.kind}&key={action.key}", headers=HTMX)
    assert action.key in form.content.decode()
    assert post(camille, "/day/postponement/", action, until="jamais").status_code == 422  # type: ignore[attr-defined]
    assert post(camille, "/day/postponement/", action, until="demain").status_code == 204  # type: ignore[attr-defined]
    assert DayAnswer.objects.get().until == timezone.localdate() + timedelta(days=1)


def test_refused_with_a_reason(camille: Client, person: User) -> None:
    action = bruneau(person)
    form = camille.get(f"/day/refusal/?kind={action.kind}&key={action.key}", headers=HTMX).content.decode()
    assert "Ce n’est pas à moi de le faire" in form
    assert post(camille, "/day/refusal/", action, reason="other").status_code == 422  # type: ignore[attr-defined]
    assert post(camille, "/day/refusal/", action, reason="not_mine").status_code == 204  # type: ignore[attr-defined]
    assert DayAnswer.objects.get().reason == "not_mine"


def test_without_scripts_an_answer_leads_back(camille: Client, person: User) -> None:
    action = bruneau(person)
    answer = camille.post("/day/doing/", {"kind": action.kind, "key": action.key})
    assert answer.headers["Location"] == "/day/"


def test_who_leads_a_team_sees_its_days_and_answers_for_nobody(boss: Client, person: User) -> None:
    bruneau(person)
    team = boss.get("/day/team/").content.decode()
    assert "Camille Roche" in team
    assert "18\u202f400\u00a0€" in team
    assert f"/day/?person={person.public_id}" in boss.get("/day/").content.decode()
    theirs = boss.get(f"/day/?person={person.public_id}").content.decode()
    assert "Camille Roche\u00a0: 1 action" in theirs
    assert "Ets. Bruneau &amp; Fils" in theirs
    assert "/day/doing/" not in theirs
    key = DayAction.objects.get().key
    assert boss.get(f"/day/why/?kind=recall&key={key}&person={person.public_id}").status_code == 200


def test_nobody_else_does(camille: Client, boss: Client) -> None:
    other = make_user(Role.SALESPERSON, team=make_team())
    assert camille.get("/day/team/").status_code == 403
    for client in (camille, boss):
        assert client.get(f"/day/?person={other.public_id}").status_code == 404


def test_the_sidebar_counts_the_day(camille: Client, person: User, settings: object) -> None:
    settings.NEGOCE_COUNT_SECONDS = 0  # type: ignore[attr-defined]
    bruneau(person)
    page = camille.get("/companies/").content.decode()
    assert 'href="/day/"' in page


def test_as_many_questions_for_three_actions_as_for_one(
    camille: Client, person: User, queries: Queries
) -> None:
    keep(person)

    def more() -> None:
        company = make_company(owner=person)
        make_life(company)
        make_action(person, company, margin=D(5_000))

    queries.same(make=more, read=lambda: camille.get("/day/"))


def test_what_may_wait_is_drawn_once_it_is_unfolded(camille: Client, person: User) -> None:
    for number in range(DAY_SIZE + 1):
        make_action(person, make_company(f"Client {number}", owner=person), margin=D(9_000 - number))
    keep(person)
    page = camille.get("/day/").content.decode()
    assert "1 autre peut attendre" in page
    assert f"Client {DAY_SIZE}<" not in page
    assert f"Client {DAY_SIZE}<" in camille.get("/day/later/", headers=HTMX).content.decode()
    assert camille.get("/day/later/").status_code == 200
