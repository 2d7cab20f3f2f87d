"""The page of an activity, its fields, its report, its steps, and the agenda."""

import json
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from negoce.companies.actions.activities.create import create_activity
from negoce.companies.models import Activity, ActivityContact, Company, Contact, Observation
from negoce.companies.rules.activity_report import ItemDraft
from negoce.identity.enums import Role
from negoce.identity.models import User
from negoce.identity.queries.actors import actor_for
from negoce.web.activities.fields import FIELDS
from tests.factories.companies import PARIS, make_activity, make_company, make_contact
from tests.factories.identity import make_user
from tests.harness.queries import Queries
from tests.web.activities.conftest import HX, NOW


@pytest.fixture
def visit(person: User, laiterie: Company, helene: Contact) -> Activity:
    return create_activity(
        actor_for(person),
        values={"kind": "visit", "subject": "Visite de l’atelier"},
        company=laiterie,
        contacts=[helene],
        report=[ItemDraft("promise", "Échantillon", due="30/11")],
    )


def address(name: str, activity: Activity, *more: str) -> str:
    return reverse(f"activities:{name}", args=[activity.public_id, *more])


def test_the_page(camille: Client, visit: Activity) -> None:
    page = camille.get(address("record", visit)).content.decode()
    assert "Visite de l’atelier" in page
    assert "Échantillon" in page
    assert "Hélène Garnier" in page
    fragment = camille.get(
        address("record", visit), headers={**HX, "HX-Target": "activity-record"}
    ).content.decode()
    assert fragment.strip() in page
    assert camille.get(address("record", make_activity())).status_code == 404


@pytest.mark.asked_already
@pytest.mark.parametrize("name", FIELDS)
def test_every_field_opens(camille: Client, visit: Activity, name: str) -> None:
    assert camille.get(address("field", visit, name)).status_code == 200


def test_a_field_is_saved_refused_or_disputed(camille: Client, visit: Activity) -> None:
    url = address("field", visit, "subject")
    assert (
        camille.post(url, {"value": "Atelier", "seen": "Visite de l’atelier"}).content.decode() == "Atelier"
    )
    disputed = camille.post(url, {"value": "Autre", "seen": "Visite de l’atelier"})
    assert disputed.status_code == 409
    assert 'value="Autre"' in disputed.content.decode()
    assert 'name="seen" value="Atelier"' in disputed.content.decode()
    refused = camille.post(address("field", visit, "starts_at"), {"value": "31/02/2026"})
    assert refused.status_code == 422
    assert 'value="31/02/2026"' in refused.content.decode()
    seen = visit.starts_at.isoformat()
    assert (
        camille.post(address("field", visit, "starts_at"), {"value": "19/11 9h", "seen": seen}).status_code
        == 200
    )
    visit.refresh_from_db()
    assert visit.starts_at == datetime(2026, 11, 19, 9, tzinfo=PARIS)


def test_a_text_that_says_too_much_asks_why(camille: Client, visit: Activity) -> None:
    url = address("field", visit, "body")
    warned = camille.post(url, {"value": "Elle est en dépression", "seen": ""})
    assert warned.status_code == 422
    assert 'name="guard_reason"' in warned.content.decode()
    posted = {"value": "Elle est en dépression", "seen": "", "guard_reason": "Citation demandée"}
    assert camille.post(url, posted).status_code == 200
    # Kept with a reason, it is not asked again.
    more = {"value": "Elle est en dépression. Rappeler en mars.", "seen": "Elle est en dépression"}
    assert camille.post(url, more).status_code == 200


def test_who_only_reads_changes_nothing(visit: Activity) -> None:
    reader = Client()
    reader.force_login(make_user(Role.READ_ONLY))
    assert reader.get(address("record", visit)).status_code == 200
    for name in (
        "done",
        "reopening",
        "cancellation",
        "deletion",
        "restoration",
        "postponement",
        "outcome",
        "report",
    ):
        assert reader.post(address(name, visit), {}).status_code == 403
    assert reader.post(address("field", visit, "subject"), {"value": "x"}).status_code == 403
    visit.refresh_from_db()
    assert (visit.state, visit.deleted_at, visit.subject) == ("done", None, "Visite de l’atelier")


def test_the_report_is_changed_with_its_task(camille: Client, visit: Activity) -> None:
    form = camille.get(address("report", visit), headers=HX).content.decode()
    item = visit.report_items.get()
    assert 'value="30 nov. 2026"' in form
    assert f'name="known" value="{item.pk}"' in form
    row = {"item_kind": "promise", "item_key": str(item.pk), "item_seen": "Échantillon", "item_owner": "",
           "item_text": "Deux échantillons", "item_due": "4/12"}  # fmt: skip
    posted = {**row, "known": [str(item.pk)], "buying_intent": "on", "need_recorded": "Film fin"}
    assert camille.post(address("report", visit), posted, headers=HX).status_code == 204
    item.refresh_from_db()
    assert item.task is not None
    assert (item.text, item.task.subject) == ("Deux échantillons", "Deux échantillons")
    wrong = camille.post(address("report", visit), {**posted, "item_due": "31/02/2026"}, headers=HX)
    assert wrong.status_code == 422
    assert 'value="31/02/2026"' in wrong.content.decode()
    other = camille.post(address("report", visit), {**posted, "item_seen": "Autre"}, headers=HX)
    assert other.status_code == 409
    assert "Deux échantillons" in other.content.decode()
    assert camille.post(address("report", visit), {"known": [str(item.pk)]}, headers=HX).status_code == 204
    assert [task.state for task in Activity.objects.filter(kind="task")] == ["cancelled"]


def test_done_in_one_press_and_back(camille: Client, laiterie: Company) -> None:
    due = NOW + timedelta(days=3)
    task = make_activity(laiterie, kind="task", state="planned", starts_at=due, subject="Envoyer")
    response = camille.post(address("done", task), headers=HX)
    toast = json.loads(response.headers["HX-Trigger"])["toast"]
    assert (response.status_code, toast["text"]) == (204, "Fait\u00a0: Envoyer.")
    assert laiterie.public_id in toast["link"]
    camille.post(toast["undo"], headers=HX)
    task.refresh_from_db()
    assert (task.state, task.starts_at) == ("planned", due)


def test_done_with_an_outcome_and_what_is_next(camille: Client, laiterie: Company) -> None:
    call = make_activity(laiterie, state="planned", starts_at=NOW)
    posted = {
        "outcome": "Commande promise",
        "next_kind": "visit",
        "next_subject": "Signer",
        "next_when": "31/02/2026",
    }
    wrong = camille.post(address("outcome", call), posted, headers=HX)
    assert wrong.status_code == 422
    assert "Commande promise" in wrong.content.decode()
    call.refresh_from_db()
    assert call.state == "planned"
    assert (
        camille.post(address("outcome", call), {**posted, "next_when": "lundi 9h"}, headers=HX).status_code
        == 204
    )
    assert Activity.objects.get(subject="Signer").state == "planned"


def test_postponed(camille: Client, laiterie: Company) -> None:
    call = make_activity(laiterie, state="planned", starts_at=NOW, subject="Relancer")
    assert camille.get(address("postponement", call), headers=HX).status_code == 200
    response = camille.post(address("postponement", call), {"to": "lundi"}, headers=HX)
    assert (
        json.loads(response.headers["HX-Trigger"])["toast"]["text"]
        == "Reporté\u00a0: 23 nov. 15\u00a0h\u00a030."
    )
    wrong = camille.post(address("postponement", call), {"to": "31/02/2026", "in_dialog": "1"}, headers=HX)
    assert wrong.status_code == 422
    assert 'value="31/02/2026"' in wrong.content.decode()


def test_deleted_from_its_page_leads_to_the_company(
    camille: Client, visit: Activity, laiterie: Company
) -> None:
    response = camille.post(address("deletion", visit), {"leave": "1"}, headers=HX)
    assert response.headers["HX-Redirect"] == reverse("companies:record", args=[laiterie.public_id])
    assert camille.get(address("record", visit)).status_code == 404
    camille.post(address("restoration", visit), headers=HX)
    assert camille.get(address("record", visit)).status_code == 200


def test_people_are_changed(camille: Client, visit: Activity, laiterie: Company, helene: Contact) -> None:
    paul = make_contact(laiterie, last_name="Lambert")
    url = address("people", visit)
    assert f'value="{helene.public_id}" checked' in camille.get(url, headers=HX).content.decode()
    assert camille.post(url, {"contacts": [paul.public_id]}, headers=HX).status_code == 204
    assert list(visit.contacts.order_by("id")) == [paul]
    stranger = make_contact()
    assert camille.post(url, {"contacts": [stranger.public_id]}, headers=HX).status_code == 422
    assert list(visit.contacts.order_by("id")) == [paul]


def test_observations_are_for_who_may_read_them(camille: Client, visit: Activity, helene: Contact) -> None:
    url = address("observations", visit, helene.public_id)
    posted = {"observed": ["purchase_motive:money"], "words_purchase_motive_money": "10 % de trop"}
    assert camille.post(url, posted, headers=HX).status_code == 204
    assert Observation.objects.get().words_heard == "10 % de trop"
    assert "10 % de trop" in camille.get(address("record", visit)).content.decode()
    marketing = Client()
    marketing.force_login(make_user(Role.MARKETING))
    assert "10 % de trop" not in marketing.get(address("record", visit)).content.decode()
    assert marketing.get(url).status_code == 403
    guarded = {"observed": ["interest:price"], "words_interest_price": "Il est dépressif"}
    warned = camille.post(url, guarded, headers=HX)
    assert warned.status_code == 422
    assert "Il est dépressif" in warned.content.decode()
    assert camille.get(address("observations", visit, make_contact().public_id)).status_code == 404


def test_the_agenda(camille: Client, person: User, laiterie: Company, queries: Queries) -> None:
    def make() -> None:
        for days in (-2, 0, 3):
            row = make_activity(
                laiterie, state="planned", owner=person, starts_at=NOW + timedelta(days=days, hours=1)
            )
            ActivityContact.objects.create(activity=row, contact=make_contact(laiterie))

    url = reverse("activities:today")
    assert "Rien à faire" in camille.get(url).content.decode()
    make_activity(
        laiterie, state="planned", owner=person, subject="Trop loin", starts_at=NOW + timedelta(days=9)
    )
    make_activity(laiterie, state="planned", owner=make_user(), subject="À un autre", starts_at=NOW)
    make_activity(make_company(), state="planned", owner=person, subject="Plus à moi", starts_at=NOW)
    queries.same(make, lambda: camille.get(url))
    page = camille.get(url).content.decode()
    assert [
        page.count(f"<h2>{title}</h2>") for title in ("En retard", "Aujourd’hui", "Les 7 prochains jours")
    ] == [
        1,
        1,
        1,
    ]
    for hidden in ("Trop loin", "À un autre", "Plus à moi"):
        assert hidden not in page
    fragment = camille.get(url, headers={**HX, "HX-Target": "agenda"}).content.decode()
    assert fragment.strip() in page
