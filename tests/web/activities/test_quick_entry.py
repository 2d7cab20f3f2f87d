"""Quick entry: what is typed is stored, or kept with what is wrong with it."""

import json

import pytest
from django.test import Client
from django.urls import reverse

from negoce.companies.models import Activity, Company, Contact, Opposition
from negoce.identity.enums import Role
from tests.factories.companies import make_company, make_contact
from tests.factories.identity import make_user
from tests.web.activities.conftest import HX

CREATE = reverse("activities:create")


def text_of(response: object) -> str:
    return response.content.decode()  # type: ignore[attr-defined, no-any-return]


def test_the_form_opens_as_a_page_and_as_a_dialog(camille: Client) -> None:
    page, dialog = text_of(camille.get(CREATE)), text_of(camille.get(CREATE, headers=HX))
    assert "<html" in page
    assert "<html" not in dialog
    assert 'id="activity-form"' in page
    assert 'id="activity-form"' in dialog


def test_the_company_of_the_page_is_already_there(
    camille: Client, laiterie: Company, helene: Contact
) -> None:
    for path in (f"/companies/{laiterie.public_id}/", f"/contacts/{helene.public_id}/"):
        form = text_of(
            camille.get(CREATE, headers={**HX, "HX-Current-URL": f"http://testserver{path}?tab=x"})
        )
        assert f'name="company" value="{laiterie.public_id}"' in form
        assert "Hélène Garnier" in form
    assert f'value="{helene.public_id}" checked' in form
    elsewhere = text_of(camille.get(CREATE, headers={**HX, "HX-Current-URL": "not an address/companies/x/"}))
    assert 'name="q"' in elsewhere


def test_it_is_stored_and_said(camille: Client, laiterie: Company, helene: Contact) -> None:
    posted = {
        "kind": "call", "company": laiterie.public_id, "contacts": [helene.public_id], "state": "planned",
        "when": "demain 9h", "subject": "Relancer 🧀 <script>alert(1)</script> مرحبا",
    }  # fmt: skip
    response = camille.post(CREATE, posted, headers=HX)
    assert response.status_code == 204
    activity = Activity.objects.get()
    assert activity.subject == posted["subject"]
    assert list(activity.contacts.order_by("id")) == [helene]
    triggers = json.loads(response.headers["HX-Trigger"])
    assert triggers["dialog:close"] is True
    assert triggers["panel-thread"] is True
    assert triggers["toast"]["text"] == "Appel\u00a0: c’est prévu."
    undo = triggers["toast"]["undo"]
    camille.post(undo, headers=HX)
    assert not Activity.objects.filter(deleted_at=None).exists()
    page = text_of(camille.get(reverse("companies:record", args=[laiterie.public_id])))
    assert "<script>alert" not in page


def test_without_htmx_it_leads_to_its_page(camille: Client, laiterie: Company) -> None:
    response = camille.post(CREATE, {"kind": "call", "company": laiterie.public_id})
    assert response.headers["Location"] == reverse(
        "activities:record", args=[Activity.objects.get().public_id]
    )


def test_a_name_that_only_one_company_has_is_enough(
    camille: Client, laiterie: Company, person: object
) -> None:
    assert camille.post(CREATE, {"kind": "call", "q": "laiterie du v"}, headers=HX).status_code == 204
    make_company("Laiterie du Vivarais", owner=person)
    refused = camille.post(CREATE, {"kind": "call", "q": "laiterie"}, headers=HX)
    assert refused.status_code == 422
    assert "choisissez la bonne" in text_of(refused)
    assert Activity.objects.get().company == laiterie


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({"when": "31/02/2026"}, "Le 31/02/2026 n’existe pas"),
        ({"when": "31/02/2026", "state": "planned"}, "Le 31/02/2026 n’existe pas"),
        ({"body": "x" * 10_001}, "la limite est de 10\u202f000"),
        ({"kind": "smoke"}, "n’est pas dans la liste"),
        ({"duration_minutes": "deux"}, "n’est pas un nombre"),
        ({"item_kind": "promise", "item_text": "Échantillon"}, "devient une tâche datée"),
    ],
)
def test_what_is_wrong_is_said_and_all_is_kept(
    camille: Client, laiterie: Company, typed: dict[str, str], message: str
) -> None:
    posted = {
        "kind": "call",
        "company": laiterie.public_id,
        "subject": "Mot à garder",
        "state": "done",
        **typed,
    }
    response = camille.post(CREATE, posted, headers=HX)
    assert response.status_code == 422
    form = text_of(response)
    assert message in form
    assert 'value="Mot à garder"' in form
    assert f'name="company" value="{laiterie.public_id}"' in form
    for name, value in typed.items():
        if name not in ("kind", "state", "item_kind"):
            assert value in form
    assert not Activity.objects.exists()


def test_people_of_elsewhere_are_refused_by_name(camille: Client, laiterie: Company, person: object) -> None:
    seen = make_contact(make_company(owner=person), last_name="Ailleurs")
    hidden = make_contact(make_company(), last_name="Secret")
    posted = {"kind": "call", "company": laiterie.public_id}
    named = camille.post(CREATE, {**posted, "contacts": [seen.public_id]}, headers=HX)
    unnamed = camille.post(CREATE, {**posted, "contacts": [hidden.public_id]}, headers=HX)
    assert (named.status_code, unnamed.status_code) == (422, 422)
    assert "Ailleurs" in text_of(named)
    assert "Secret" not in text_of(unnamed)
    assert not Activity.objects.exists()


def test_a_hidden_company_is_not_there(camille: Client) -> None:
    hidden = make_company("Fonderie cachée")
    assert "Fonderie" not in text_of(camille.get(reverse("activities:companies"), {"q": "fonderie"}))
    for values in ({"company": hidden.public_id}, {"q": "Fonderie cachée"}):
        response = camille.post(CREATE, {"kind": "call", **values}, headers=HX)
        assert response.status_code == 422
        assert hidden.public_id not in text_of(camille.get(CREATE, values, headers=HX))
    assert not Activity.objects.exists()


def test_who_may_not_create_is_told(laiterie: Company) -> None:
    reader = Client()
    reader.force_login(make_user(Role.READ_ONLY))
    assert reader.get(CREATE).status_code == 403
    assert reader.post(CREATE, {"kind": "call", "company": laiterie.public_id}).status_code == 403
    page = text_of(reader.get(reverse("activities:thread", args=["company", laiterie.public_id])))
    assert "place=thread" not in page


def test_the_guard_asks_then_a_reason_passes(camille: Client, laiterie: Company) -> None:
    posted = {
        "kind": "call",
        "company": laiterie.public_id,
        "body": "Elle est en dépression",
        "place": "thread",
    }
    warned = camille.post(CREATE, posted, headers=HX)
    assert warned.status_code == 422
    assert "donnée de santé" in text_of(warned)
    assert "n-activity" in text_of(warned)
    kept = camille.post(CREATE, {**posted, "guard_reason": "Propos cité à sa demande"}, headers=HX)
    assert kept.status_code == 200
    assert "place=thread" in text_of(kept)
    assert Activity.objects.count() == 1


def test_how_a_moment_is_understood(camille: Client) -> None:
    url = reverse("activities:when")
    assert "lundi 23 novembre 2026 à 9\u00a0h" in text_of(
        camille.get(url, {"when": "lundi 9h", "state": "planned"})
    )
    assert "lundi 16 novembre 2026 à 9\u00a0h" in text_of(
        camille.get(url, {"when": "lundi 9h", "state": "done"})
    )
    assert "n’est pas une date" in text_of(camille.get(url, {"when": "<b>un jour</b>"}))
    assert "<b>" not in text_of(camille.get(url, {"when": "<b>un jour</b>"}))
    assert text_of(camille.get(url, {"when": ""})).strip() == ""


def test_a_part_of_the_report(camille: Client) -> None:
    url = reverse("activities:part")
    assert 'name="item_due"' in text_of(camille.get(url, {"kind": "promise"}))
    assert text_of(camille.get(url)) == ""
    assert camille.get(url, {"kind": "gift"}).status_code == 404


def test_something_done_with_nothing_planned_asks_for_the_next_step(
    camille: Client, laiterie: Company
) -> None:
    posted = {"kind": "call", "company": laiterie.public_id}
    toast = json.loads(camille.post(CREATE, posted, headers=HX).headers["HX-Trigger"])["toast"]
    assert laiterie.public_id in toast["link"]
    assert camille.get(toast["link"]).status_code == 200
    camille.post(CREATE, {**posted, "state": "planned", "when": "lundi"}, headers=HX)
    again = json.loads(camille.post(CREATE, posted, headers=HX).headers["HX-Trigger"])["toast"]
    assert "link" not in again


def test_a_call_shows_the_number_to_dial_and_who_is_called(
    camille: Client, laiterie: Company, helene: Contact
) -> None:
    Company.objects.filter(pk=laiterie.pk).update(phone="+33199000001")
    Contact.objects.filter(pk=helene.pk).update(phone="+33199000002")
    hers = text_of(camille.get(CREATE, {"contact": helene.public_id, "kind": "call"}, headers=HX))
    assert 'href="tel:+33199000002"' in hers
    assert "01 99 00 00 02" in hers.replace("\xa0", " ").replace("\u202f", " ")
    assert f'value="{helene.public_id}" checked' in hers
    alone = text_of(camille.get(CREATE, {"company": laiterie.public_id, "kind": "call"}, headers=HX))
    assert f'value="{helene.public_id}" checked' in alone
    make_contact(laiterie, first_name="Paul", last_name="Vial")
    several = text_of(camille.get(CREATE, {"company": laiterie.public_id, "kind": "call"}, headers=HX))
    assert 'href="tel:+33199000001"' in several
    assert " checked" not in several.partition('class="people"')[2].partition("</fieldset>")[0]
    note = text_of(camille.get(CREATE, {"contact": helene.public_id, "kind": "note"}, headers=HX))
    assert "tel:" not in note
    Opposition.objects.create(contact=helene, channel="phone", opposed_on="2026-11-01")
    closed = text_of(camille.get(CREATE, {"contact": helene.public_id, "kind": "call"}, headers=HX))
    assert ("tel:" in closed, "ne veut pas être appelé" in closed) == (False, True)
