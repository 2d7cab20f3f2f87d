"""Names in any script, with emoji and direction marks, go in and come out as they were written."""

from __future__ import annotations

import pytest
from django.test import Client

from negoce.companies.models import Activity, Company, Contact
from negoce.identity.enums import Role
from tests.factories.identity import make_user
from tests.factories.imports import counts, run_import_of, text_file

pytestmark = pytest.mark.django_db
NAMES = (
    "🧀 Fromagerie 👩🏽‍🌾 du Vercors",
    "شركة الألبان",
    "מחלבת גרנובל",
    "Ελληνικό Τυρί & Cie",
    "株式会社 乳業",
    "Crème ½ œuvre № 5",
)
HEADER = "Nom;CP;Ville"


def exported(path: str) -> bytes:
    """A list as its CSV holds it."""
    client = Client()
    client.force_login(
        make_user(Role.ADMINISTRATOR), backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    answer = client.get(path)
    return b"".join(answer.streaming_content)  # type: ignore[arg-type]  # one that streams, not awaits


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_companies_come_out_as_they_went_in_and_go_in_again(encoding: str) -> None:
    rows = [f"{name};38000;Grenoble" for name in NAMES]
    content = "\r\n".join([HEADER, *rows]).encode(encoding)
    assert counts(run_import_of(content)) == {"created": len(NAMES)}
    assert set(Company.objects.values_list("name", flat=True)) == set(NAMES)
    file = exported("/lists/companies/export/?format=csv&columns=name,postal_code,city")
    lines = file.decode("utf-8-sig").split("\r\n")[1:-1]
    assert {line.partition(";")[0] for line in lines} == set(NAMES)
    assert counts(run_import_of(file)) == {"unchanged": len(NAMES)}


def test_people_keep_their_names_too() -> None:
    people = [f"{name};Ω{number};Gardot" for number, name in enumerate(NAMES)]
    assert counts(run_import_of(text_file("Nom;Prénom;Société", *people))) == {"created": len(NAMES)}
    assert set(Contact.objects.values_list("last_name", flat=True)) == set(NAMES)
    file = exported("/lists/contacts/export/?format=csv&columns=last_name,first_name,company")
    assert counts(run_import_of(file, "contacts.csv")) == {"unchanged": len(NAMES)}


def test_a_note_of_ten_thousand_characters_goes_in_whole() -> None:
    run_import_of(text_file(HEADER, "Laiterie;38000;Grenoble"))
    body = ("العميل يريد 🧀. " * 1_000)[:10_000].strip()
    file = text_file("Date;Type;Objet;Compte rendu;Société", f"15/03/2026;Appel;Devis;{body};Laiterie")
    assert counts(run_import_of(file, target="activities")) == {"created": 1}
    assert Activity.objects.get().body == body
