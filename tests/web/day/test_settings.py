"""« Réglages de Ma journée », and what refusals taught."""

from __future__ import annotations

import html
from decimal import Decimal as D

import pytest
from django.test import Client
from django.utils import timezone

from negoce.automation.models import DayAction, DayAnswer, DaySetting, PersonDay
from negoce.identity.enums import Role
from negoce.identity.models import JournalEntry, User
from negoce.portfolio.enums import LifeStatus
from tests.conftest import Queries
from tests.factories.companies import make_company
from tests.factories.day import make_action, make_customer
from tests.factories.deals import make_deal
from tests.factories.identity import make_team, make_user
from tests.factories.orders import make_order
from tests.web.test_foreign_records import signed_in

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}
URL, PREVIEW = "/day/settings/", "/day/settings/preview/"


@pytest.fixture
def admin() -> Client:
    return signed_in(make_user(Role.ADMINISTRATOR))


@pytest.fixture
def person() -> User:
    return make_user(Role.SALESPERSON, team=make_team(), first_name="Camille")


def read(answer: object) -> str:
    return html.unescape(answer.content.decode())  # type: ignore[attr-defined]


def dormant(person: User, name: str = "Bruneau") -> None:
    today = timezone.localdate()
    last = today.replace(year=today.year - 1)
    company = make_customer(person, name, status=LifeStatus.DORMANT, last_order_on=last, p_alive=0.3)
    make_order(company, last, "40000", cost="20000")


def late_deal(person: User, name: str = "Morel") -> None:
    today = timezone.localdate()
    make_deal(make_company(name, owner=person), owner=person, close_on=today.replace(day=1), amount=D(9_000))


def test_what_weighs_is_saved_told_and_worked_out_anew(admin: Client, person: User) -> None:
    PersonDay.objects.create(person=person, day=timezone.localdate(), computed_at=timezone.now())
    page = read(admin.get(URL))
    assert "Relance d’un ancien client" in page
    assert "20 par défaut · de 5 à 60" in page
    assert "7 jours avant × 0,8, le jour même × 1,1, 21 jours après × 1,3" in page
    assert "10 jours avant × 1,0, le jour même × 1,6, 1 jour après × 1,6" in page
    answer = admin.post(URL, {"size": "12", "weight_recall": "50", "chance_quote": "35"})
    assert answer.headers["Location"] == URL
    assert dict(DaySetting.objects.order_by("key").values_list("key", "value")) == {
        "size": D(12),
        "weight_recall": D(50),
    }
    assert PersonDay.objects.get().is_stale
    assert JournalEntry.objects.get(subject_kind="day_settings").subject_name == "Réglages de Ma journée"
    admin.post(URL, {"size": "20", "weight_recall": "100"})
    assert DaySetting.objects.count() == 0


def test_what_cannot_be_is_said_and_nothing_is_kept(admin: Client) -> None:
    answer = admin.post(URL, {"size": "2", "weight_recall": "beaucoup"})
    page = read(answer)
    assert (answer.status_code, DaySetting.objects.count()) == (422, 0)
    assert "De 5 à 60." in page
    assert "Écrivez un nombre" in page


def test_the_day_of_one_person_is_shown_as_it_would_become(admin: Client, person: User) -> None:
    dormant(person)
    late_deal(person)
    same = read(admin.post(PREVIEW, {"person": person.public_id}, headers=HTMX))
    assert same.index("Bruneau") < same.index("Morel")
    assert "rien ne change de place" in same
    found = read(admin.post(PREVIEW, {"person": person.public_id, "weight_recall": "0"}, headers=HTMX))
    assert found.index("Morel") < found.index("Bruneau")
    assert (">sort<" in found, "2 actions changent de place" in found) == (True, True)
    assert (DaySetting.objects.count(), DayAction.objects.count()) == (0, 0)
    assert admin.post(PREVIEW, {"person": "nobody"}, headers=HTMX).status_code == 422
    wrong = admin.post(PREVIEW, {"person": person.public_id, "size": "x"}, headers=HTMX)
    assert (wrong.status_code, "Actions montrées par jour" in read(wrong)) == (422, True)


def test_who_steers_reads_and_tries_without_changing(person: User) -> None:
    dormant(person)
    boss = signed_in(make_user(Role.MANAGER, team=person.team))
    page = read(boss.get(URL))
    assert "Enregistrer" not in page
    assert "Bruneau" in read(boss.post(PREVIEW, {"person": person.public_id}, headers=HTMX))
    assert boss.post(URL, {"size": "12"}).status_code == 403
    other = make_user(Role.SALESPERSON, team=make_team())
    assert boss.post(PREVIEW, {"person": other.public_id}, headers=HTMX).status_code == 422


def test_others_are_refused(person: User) -> None:
    client = signed_in(person)
    assert client.get(URL).status_code == 403
    assert client.post(PREVIEW, {"person": person.public_id}).status_code == 403


def test_as_many_questions_for_three_actions_as_for_one(
    admin: Client, person: User, queries: Queries
) -> None:
    queries.same(make=lambda: dormant(person), read=lambda: admin.post(PREVIEW, {"person": person.public_id}))


def refuse(person: User, times: int) -> None:
    for number in range(times):
        DayAnswer.objects.create(
            person=person, kind="recall", key=f"k{number}", answer="refused", reason="other",
            batch=f"b{number}", at=timezone.now(),
        )  # fmt: skip


def test_what_refusals_taught_is_shown_and_forgotten(person: User) -> None:
    refuse(person, 3)
    refuse(make_user(), 9)
    dormant(person)
    client = signed_in(person)
    page = read(client.get("/day/"))
    assert "Vos refus font descendre Relance d’un ancien client × 0,61." in page
    dialog = read(client.get("/day/learned/", headers=HTMX))
    assert ("× 0,61" in dialog, "Oublier" in dialog) == (True, True)
    answer = client.post("/day/forgetting/", {"kind": "recall"}, headers=HTMX)
    assert (answer.status_code, "day-changed" in answer.headers["HX-Trigger"]) == (204, True)
    assert "Vos refus font descendre" not in read(client.get("/day/"))
    assert DayAction.objects.get(person=person).learned == 1.0
    assert DayAnswer.objects.filter(forgotten_at__isnull=True).count() == 9
    assert client.post("/day/forgetting/", {"kind": "recall"}).headers["Location"] == "/day/"


def test_a_place_that_sank_leads_to_what_refusals_taught(person: User) -> None:
    company = make_customer(person)
    action = make_action(person, company, learned=0.61, refusals=3)
    PersonDay.objects.create(person=person, day=timezone.localdate(), computed_at=timezone.now())
    page = read(signed_in(person).get(f"/day/why/?kind={action.kind}&key={action.key}", headers=HTMX))
    assert "(3 fois)\u00a0: × 0,61." in page
    assert "/day/learned/" in page
