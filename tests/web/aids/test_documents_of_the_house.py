"""Documents of the house: one shelf, which sales aids and tenders both open (N9, N10)."""

from __future__ import annotations

from datetime import date, timedelta
from importlib import import_module
from pathlib import Path

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from negoce.files.models import StoredFile
from negoce.identity.enums import Role, Scope
from negoce.negotiation.models import OwnCertificate, SalesAid
from tests.factories.identity import make_user

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\n%%EOF\n"
HTMX = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def here(settings: object, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path  # type: ignore[attr-defined]


@pytest.fixture
def client() -> Client:
    browser = Client()
    browser.force_login(make_user(Role.ADMINISTRATOR, scope=Scope.ALL.value))
    return browser


def upload(name: str = "kbis.pdf", more: bytes = b"") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, PDF + more, content_type="application/pdf")


def ends(days: int = 90) -> date:
    return timezone.localdate() + timedelta(days=days)


def post(client: Client, name: str, /, *parts: str, **given: object) -> int:
    return client.post(reverse(name, args=parts), given, headers=HTMX).status_code


def shelved(client: Client, **given: object) -> OwnCertificate:
    values = {
        "kind": "registration",
        "name": "Kbis",
        "expires_on": f"{ends():%d/%m/%Y}",
        "file": upload(),
        **given,
    }
    assert post(client, "tender_files:certificate_new", **values) == 204
    return OwnCertificate.objects.get(name=values["name"])


def test_a_document_of_the_house_is_among_the_aids_and_follows_its_renewals(client: Client) -> None:
    first = shelved(client)
    aid = SalesAid.objects.get()
    assert (aid.kind, aid.name, aid.file, aid.expires_on) == ("paper", "Kbis", first.file, ends())
    listed = client.get(reverse("aids:list"), {"kind": "paper"}).content.decode()
    assert ("Kbis" in listed, reverse("tender_files:shelf") in listed) == (True, True)
    shown = client.get(reverse("aids:aid", args=[aid.public_id])).content.decode()
    assert reverse("tender_files:certificate", args=[first.public_id]) in shown
    assert 'name="document"' not in shown
    renewed = {"kind": "registration", "name": "Kbis", "expires_on": f"{ends(240):%d/%m/%Y}", "revision": "1"}
    address = "tender_files:certificate"
    assert post(client, address, first.public_id, **renewed, file=upload("n.pdf", b"%%EOF\n")) == 204
    aid = SalesAid.objects.get()
    assert (aid.certificate, aid.expires_on) == (
        OwnCertificate.objects.get(replaced_by=None),
        ends(240),
    )
    assert client.get(reverse("aids:file", args=[aid.public_id])).content == PDF + b"%%EOF\n"
    for each in (aid.certificate, first):
        assert post(client, "tender_files:certificate_removal", each.public_id) in (200, 204)
    assert (SalesAid.objects.get().withdrawn_at is None, SalesAid.objects.get().file) == (False, None)


def test_an_administrative_aid_takes_its_place_on_the_shelf_with_its_file(client: Client) -> None:
    values = {"kind": "paper", "name": "Attestation Urssaf", "expires_on": f"{ends():%d/%m/%Y}"}
    assert post(client, "aids:new", **values) == 204
    aid = SalesAid.objects.get()
    assert OwnCertificate.objects.count() == 0
    client.post(reverse("aids:file", args=[aid.public_id]), {"document": upload("u.pdf")})
    kept = OwnCertificate.objects.get()
    assert (kept.name, kept.expires_on, kept.aid) == ("Attestation Urssaf", ends(), aid)
    shelf = client.get(reverse("tender_files:shelf")).content.decode()
    assert ("Attestation Urssaf" in shelf, reverse("aids:list") in shelf) == (True, True)
    # What it says is changed where it is kept.
    client.post(reverse("aids:file", args=[aid.public_id]), {"document": upload("v.pdf")})
    revision = str(SalesAid.objects.get().revision)
    assert (
        post(client, "aids:change", aid.public_id, **{**values, "name": "Autre", "revision": revision}) == 422
    )
    assert (
        post(client, "aids:change", aid.public_id, **values, description="Six mois", revision=revision) == 204
    )
    assert post(client, "aids:removal", aid.public_id) in (200, 204)
    row = SalesAid.objects.get()
    assert (row.name, row.description, row.file, row.withdrawn_at) == (
        "Attestation Urssaf",
        "Six mois",
        kept.file,
        None,
    )


def test_a_certificate_takes_the_aid_that_waited_for_its_file(client: Client) -> None:
    assert post(client, "aids:new", kind="paper", name="kbis", description="Moins de trois mois") == 204
    shelved(client)
    aid = SalesAid.objects.get()
    assert (aid.name, aid.description, aid.certificate) == (
        "Kbis",
        "Moins de trois mois",
        OwnCertificate.objects.get(),
    )


def test_what_stood_apart_is_put_together_once() -> None:
    def stored(name: str) -> StoredFile:
        return StoredFile.objects.create(name=name, kind="pdf", purpose="handed_out", size=1, digest="")

    lonely = OwnCertificate.objects.create(kind="tax", name="Fiscale", file=stored("a.pdf"), revision=1)
    twin = OwnCertificate.objects.create(
        kind="registration", name="Kbis", file=stored("b.pdf"), expires_on=date(2099, 1, 31), revision=1
    )
    waiting = SalesAid.objects.create(kind="paper", name="KBIS")
    filed = SalesAid.objects.create(
        kind="paper", name="Assurance RC", file=stored("c.pdf"), expires_on=date(2098, 1, 1)
    )
    SalesAid.objects.create(kind="paper", name="Sans fichier")
    together = import_module("negoce.negotiation.migrations.0048_one_shelf_of_documents").put_together
    for _each in range(2):
        together(apps, None)
        assert {each.name: each.certificate_id for each in SalesAid.objects.all()} == {
            "KBIS": twin.pk,
            "Assurance RC": OwnCertificate.objects.get(name="Assurance RC").pk,
            "Sans fichier": None,
            "Fiscale": lonely.pk,
        }
    waiting.refresh_from_db()
    assert (waiting.file, waiting.expires_on) == (twin.file, date(2099, 1, 31))
    kept = OwnCertificate.objects.get(name="Assurance RC")
    assert (kept.kind, kept.file, kept.expires_on) == ("insurance", filed.file, date(2098, 1, 1))


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Extrait Kbis", "registration"),
        ("K-bis 2026", "registration"),
        ("Attestation fiscale", "tax"),
        ("RIB", "bank"),
        ("Conditions de distribution", "other"),
        ("Attestation de contribution", "other"),
    ],
)
def test_what_stood_apart_is_of_the_kind_that_a_word_of_its_name_says(name: str, kind: str) -> None:
    file = StoredFile.objects.create(name="a.pdf", kind="pdf", purpose="handed_out", size=1, digest="")
    SalesAid.objects.create(kind="paper", name=name, file=file)
    import_module("negoce.negotiation.migrations.0048_one_shelf_of_documents").put_together(apps, None)
    assert OwnCertificate.objects.get().kind == kind


def test_a_renewal_taken_off_gives_its_place_back_to_what_it_renewed(client: Client) -> None:
    first = shelved(client)
    renewed = {"kind": "registration", "name": "Kbis", "expires_on": f"{ends(240):%d/%m/%Y}", "revision": "1"}
    address = "tender_files:certificate"
    assert post(client, address, first.public_id, **renewed, file=upload("n.pdf", b"%%EOF\n")) == 204
    second = OwnCertificate.objects.get(replaced_by=None)
    assert post(client, "tender_files:certificate_removal", second.public_id) in (200, 204)
    aid = SalesAid.objects.get()
    assert (aid.certificate, aid.file, aid.expires_on, aid.withdrawn_at) == (first, first.file, ends(), None)
    first.refresh_from_db()
    assert (first.replaced_by, first.alarm_day, first.task and first.task.state) == (None, ends(), "planned")


def test_an_aid_whose_name_was_let_through_takes_its_file(client: Client) -> None:
    values = {"kind": "paper", "name": "Attestation de M. Durand, syndiqué CGT"}
    assert post(client, "aids:new", **values) == 422
    assert post(client, "aids:new", **values, guard_reason="Le nom du document") == 204
    aid = SalesAid.objects.get()
    client.post(reverse("aids:file", args=[aid.public_id]), {"document": upload("u.pdf")})
    assert OwnCertificate.objects.get().name == values["name"]
