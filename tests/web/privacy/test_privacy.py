"""A person's rights on screen: notice, oppositions, export of everything, erasure confirmed by the name."""

from __future__ import annotations

import csv
import io
import json
import zipfile

import pytest
from django.test import Client
from django.urls import reverse

from negoce.companies.actions.imports.start import start_import
from negoce.companies.models import ActivityContact, Company, Contact, Observation, Opposition
from negoce.identity.enums import Role
from negoce.identity.models import JournalEntry
from negoce.web.contacts.record import contact_url
from tests.factories.companies import make_activity, make_company, make_contact
from tests.factories.identity import make_actor, make_user
from tests.factories.imports import make_import, run_import_of, text_file

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


def signed_in(role: Role = Role.ADMINISTRATOR) -> Client:
    client = Client()
    client.force_login(make_user(role), backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.fixture
def helene() -> Contact:
    contact = make_contact(
        make_company("Gardot"),
        first_name="Hélène",
        last_name="Garnier",
        email="h@gardot.example",
        note="=1+1",
    )
    visit = make_activity(contact.company, kind="visit", subject="Visite de rentrée", body="<b>Accord</b>")
    ActivityContact.objects.create(activity=visit, contact=contact)
    Observation.objects.create(contact=contact, activity=visit, kind="interest", value="price")
    return contact


def url(name: str, contact: Contact, *more: object) -> str:
    return reverse(f"privacy:{name}", args=[contact.public_id, *more])


def test_informed_today_in_one_click(helene: Contact) -> None:
    client = signed_in()
    assert "Informé aujourd’hui par e-mail" in client.get(contact_url(helene)).content.decode()
    client.post(url("informed", helene), {"channel": "email"})
    helene.refresh_from_db()
    assert (helene.informed_on is not None, helene.informed_through) == (True, "email")
    page = client.get(contact_url(helene)).content.decode()
    assert "Informé aujourd’hui par e-mail" not in page
    assert client.post(url("informed", helene), {"channel": "x"}).status_code == 422


def test_the_panel_says_until_when_and_why(helene: Contact) -> None:
    page = signed_in().get(contact_url(helene)).content.decode()
    assert "3 ans après la collecte" in page
    assert "Intérêt légitime" in page


def test_an_opposition_is_recorded_and_lifted(helene: Contact) -> None:
    client = signed_in()
    assert client.get(url("opposition_new", helene), headers=HTMX).status_code == 200
    refused = client.post(url("opposition_new", helene), {"opposed_on": "", "source": "mail"})
    assert refused.status_code == 422
    given = {"channels": ["email", "phone", "nothing"], "opposed_on": "12/11/2026", "source": "réponse"}
    client.post(url("opposition_new", helene), given)
    assert sorted(Opposition.objects.values_list("channel", flat=True)) == ["email", "phone"]
    row = Opposition.objects.get(channel="email")
    lift = url("opposition_lift", helene, row.pk)
    assert client.get(lift, headers=HTMX).status_code == 200
    assert client.post(lift, {"lifted_on": "13/11/2026", "source": ""}).status_code == 422
    client.post(lift, {"lifted_on": "13/11/2026", "source": "son mail"})
    page = client.get(contact_url(helene)).content.decode()
    assert "du 12 nov. 2026 au 13 nov. 2026" in page
    assert client.get(url("opposition_lift", make_contact(), row.pk)).status_code == 404


def test_the_export_holds_all_and_runs_nothing(helene: Contact) -> None:
    answer = signed_in().get(url("export", helene))
    archive = zipfile.ZipFile(io.BytesIO(answer.content))
    data = json.loads(archive.read("person.json"))
    everything = json.dumps(data, ensure_ascii=False)
    for held in (
        "Garnier",
        "h@gardot.example",
        "Acheteuse",
        "Visite de rentrée",
        "<b>Accord</b>",
        "Prix",
        "=1+1",
    ):
        assert held in everything
    assert "<b>Accord</b>" not in archive.read("person.html").decode()
    rows = list(csv.reader(io.StringIO(archive.read("identity.csv").decode("utf-8-sig"))))
    assert ["Note", "'=1+1"] in rows
    assert JournalEntry.objects.filter(verb="exported", subject_id=helene.pk).count() == 1


def test_a_salesperson_neither_exports_nor_erases() -> None:
    user = make_user(Role.SALESPERSON)
    contact = make_contact(make_company(owner=user))
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    page = client.get(contact_url(contact)).content.decode()
    assert "Effacer la personne" not in page
    for name in ("export", "erasure"):
        assert client.get(url(name, contact)).status_code == 403


def test_an_erasure_is_confirmed_by_the_name(helene: Contact) -> None:
    client = signed_in()
    assert "Rien ne pourra être rétabli." in client.get(url("erasure", helene), headers=HTMX).content.decode()
    wrong = client.post(url("erasure", helene), {"reason": "demande", "typed_name": "Hélène"})
    assert wrong.status_code == 422
    assert 'id="id_typed_name_error"' in wrong.content.decode()
    done = client.post(
        url("erasure", helene),
        {"reason": "demande", "typed_name": "Hélène Garnier", "oppose": "on"},
        headers=HTMX,
    )
    assert done.status_code == 204
    assert client.get(contact_url(helene)).status_code == 404
    assert Opposition.objects.filter(contact=None).count() == 5


def test_exchanges_of_several_people_are_listed_to_be_read(helene: Contact) -> None:
    visit = helene.activities.get()
    ActivityContact.objects.create(activity=visit, contact=make_contact(helene.company))
    answer = signed_in().post(
        url("erasure", helene), {"reason": "demande", "typed_name": "hélène garnier"}, headers=HTMX
    )
    assert answer.status_code == 200
    assert "Visite de rentrée" in answer.content.decode()


def test_the_export_of_an_invented_person_says_so(helene: Contact) -> None:
    def identity() -> list[list[str]]:
        archive = zipfile.ZipFile(io.BytesIO(signed_in().get(url("export", helene)).content))
        tables = json.loads(archive.read("person.json"))["tables"]
        return next(table["rows"] for table in tables if table["key"] == "identity")

    assert ["Fiche fictive", "oui"] not in identity()
    Company.objects.filter(pk=helene.company_id).update(is_fictional=True)
    assert ["Fiche fictive", "oui"] in identity()


@pytest.mark.django_db(transaction=True)
def test_the_files_that_named_the_person_are_told(helene: Contact) -> None:
    """What went with them, and what could not go because it is being read."""
    header = "Société;Nom;Prénom"
    run_import_of(text_file(header, "Gardot;Garnier;Hélène"), name="salon.csv")
    start_import(make_actor(), make_import(text_file(header, "Gardot;Garnier;Hélène"), name="vague.csv"))
    given = {"reason": "demande", "typed_name": "Hélène Garnier"}
    page = signed_in().post(url("erasure", helene), given, headers=HTMX).content.decode()
    assert "supprimés\u00a0: salon.csv" in page
    assert "tant qu’il est lu\u00a0: vague.csv" in page
