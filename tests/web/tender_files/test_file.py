"""The file of a tender: usual documents, the shelf of the house, renewals, requirements pasted and answered."""

from __future__ import annotations

from datetime import date, datetime, tzinfo
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from negoce.files.models import StoredFile
from negoce.identity.enums import Role, Scope
from negoce.negotiation.models import OwnCertificate, Tender, TenderDocument, TenderRequirement
from tests.factories.identity import make_user
from tests.factories.tenders import make_tender

pytestmark = pytest.mark.django_db
HTMX = {"headers": {"HX-Request": "true"}}
PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\n%%EOF\n"


@pytest.fixture(autouse=True)
def on_today(monkeypatch: pytest.MonkeyPatch, today: date, settings: object, tmp_path: Path) -> None:
    """The program believes that it is Friday 20 November 2026, and keeps its files here."""
    real = timezone.localdate

    def localdate(value: datetime | None = None, timezone: tzinfo | None = None) -> date:
        return today if value is None else real(value, timezone)

    monkeypatch.setattr(timezone, "localdate", localdate)
    settings.MEDIA_ROOT = tmp_path  # type: ignore[attr-defined]


@pytest.fixture
def tender() -> Tender:
    return make_tender(name="Mobilier 2027", offers_until=date(2026, 12, 10))


@pytest.fixture
def client() -> Client:
    return signed_in(Role.MANAGER)


def signed_in(role: Role, scope: Scope = Scope.ALL) -> Client:
    browser = Client()
    browser.force_login(make_user(role, scope=scope.value))
    return browser


def url(name: str, *parts: str) -> str:
    return reverse(f"tender_files:{name}", args=parts)


def plain(content: bytes) -> str:
    return content.decode().replace("\u202f", " ").replace("\u00a0", " ").replace("&#x27;", "'")


def section(client: Client, tender: Tender, key: str) -> str:
    return plain(client.get(reverse("tenders:section", args=[tender.public_id, key])).content)


def pdf(name: str = "kbis.pdf", content: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="application/pdf")


def put(client: Client, **given: object) -> OwnCertificate:
    values = {"kind": "social", "name": "Vigilance", "expires_on": "31/12/2026", "file": pdf(), **given}
    answer = client.post(url("certificate_new"), values, **HTMX)
    assert answer.status_code == 204, plain(answer.content)
    return OwnCertificate.objects.order_by("-pk")[0]


def test_a_certificate_serves_every_file_until_it_is_renewed(client: Client, tender: Tender) -> None:
    kept = put(client)
    sent = make_tender(stage="submitted")
    for each in (tender, sent):
        assert client.post(url("usual", each.public_id), **HTMX).status_code == 204
    assert client.post(url("usual", tender.public_id), **HTMX).status_code == 204
    rows = TenderDocument.objects.filter(tender=tender).order_by("pk")
    assert [each.kind for each in rows].count("social") == 1
    ready = [each for each in rows if each.state == "ready"]
    assert [(each.kind, each.certificate) for each in ready] == [("social", kept)]
    assert "Prêts : 1 sur 16 exigés" in section(client, tender, "documents")
    assert plain(client.get(url("shelf")).content).count("Vigilance") > 0
    held = client.post(url("certificate_removal", kept.public_id), **HTMX)
    assert "renouvelez-le" in held.headers["HX-Trigger"].encode().decode("unicode_escape")
    given = {"kind": "social", "name": "Vigilance", "revision": "1", "file": pdf("neuve.pdf")}
    renewed = client.post(url("certificate", kept.public_id), {**given, "expires_on": "30/6/2027"}, **HTMX)
    assert renewed.status_code == 204
    names = {
        home: TenderDocument.objects.get(tender=home, kind="social").paper.name for home in (tender, sent)
    }
    assert names == {tender: "neuve.pdf", sent: "kbis.pdf"}
    assert "kbis.pdf" not in plain(client.get(url("shelf")).content)


def test_what_ends_before_the_offers_is_out_of_date(client: Client, tender: Tender) -> None:
    kept = put(client, expires_on="5/12/2026")
    assert "sous 30 jours" in plain(client.get(url("shelf")).content)
    client.post(url("usual", tender.public_id), **HTMX)
    row = TenderDocument.objects.get(kind="social")
    assert (row.state, row.certificate) == ("missing", None)
    given = {
        "kind": "social",
        "name": "Vigilance",
        "part": "administrative",
        "state": "missing",
        "certificate": kept.public_id,
        "is_required": "on",
        "revision": "0",
    }
    assert client.post(url("document", tender.public_id, row.public_id), given, **HTMX).status_code == 204
    said = section(client, tender, "documents")
    assert "avant la remise des offres du 10 déc. 2026" in said
    assert ("périmé" in said, "Prêts : 0 sur 16 exigés" in said) == (True, True)


def test_a_file_of_its_own_comes_in_goes_out_and_goes_away(
    client: Client, tender: Tender, django_capture_on_commit_callbacks: object
) -> None:
    given = {"kind": "technical_note", "name": "Mémoire", "part": "technical", "state": "missing"}
    first = client.post(url("document_new", tender.public_id), {**given, "file": pdf("memoire.pdf")}, **HTMX)
    assert first.status_code == 204
    row = TenderDocument.objects.get()
    assert row.state == "ready"
    got = client.get(url("file", tender.public_id, row.public_id))
    assert (got.content, got.headers["Content-Disposition"]) == (PDF, 'attachment; filename="memoire.pdf"')
    StoredFile.objects.get().path.unlink()
    assert client.get(url("file", tender.public_id, row.public_id)).status_code == 404
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        other = {**given, "state": "ready", "revision": "1", "file": pdf("v2.pdf")}
        client.post(url("document", tender.public_id, row.public_id), other, **HTMX)
    assert [each.name for each in StoredFile.objects.all()] == ["v2.pdf"]
    late = client.post(url("document", tender.public_id, row.public_id), {**given, "revision": "1"}, **HTMX)
    assert late.status_code == 409
    path = StoredFile.objects.get().path
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        client.post(url("document_removal", tender.public_id, row.public_id), **HTMX)
    assert (StoredFile.objects.exists(), path.exists()) == (False, False)


@pytest.mark.asked_already
@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"file": pdf("virus.exe", b"MZ\x00")}, "PDF"),
        ({}, "Joignez le fichier"),
        ({"file": pdf(), "issued_on": "1/6/2026", "expires_on": "1/5/2026"}, "précéder la délivrance"),
    ],
)
def test_a_certificate_that_cannot_be_kept_says_why(client: Client, given: dict, words: str) -> None:
    answer = client.post(url("certificate_new"), {"kind": "tax", "name": "Fiscale", **given}, **HTMX)
    assert (answer.status_code, words in plain(answer.content)) == (422, True)
    assert (OwnCertificate.objects.exists(), StoredFile.objects.exists()) == (False, False)


@pytest.mark.asked_already
def test_requirements_are_pasted_answered_and_proven(client: Client, tender: Tender) -> None:
    pasted = "3.1\tFilm de 20 µ\toui\n3.2\tBobines de 300 m\tnon"
    assert client.post(url("paste", tender.public_id), {"lines": pasted}, **HTMX).status_code == 204
    wrong = client.post(url("paste", tender.public_id), {"lines": "3.3\t"}, **HTMX)
    assert (wrong.status_code, "Rien n’a été repris" in plain(wrong.content)) == (422, True)
    first = TenderRequirement.objects.order_by("pk")[0]
    address = url("requirement", tender.public_id, first.public_id)
    given = {"reference": "3.1", "words": first.words, "is_mandatory": "on", "revision": "0"}
    untold = client.post(address, {**given, "gap": "partial"}, **HTMX)
    assert (untold.status_code, "l’écart seul ne répond pas" in plain(untold.content)) == (422, True)
    partly = {**given, "gap": "partial", "answer": "23 µ"}
    assert client.post(address, partly, **HTMX).status_code == 204
    assert client.post(address, partly, **HTMX).status_code == 409
    said = section(client, tender, "requirements")
    assert ("Réponses : 1 sur 2, conformes : 0" in said, "peut être écartée" in said) == (True, True)
    met = {**given, "gap": "full", "answer": "20 µ", "revision": "1"}
    assert client.post(address, met, **HTMX).status_code == 204
    assert "1 réponse conforme est sans preuve" in section(client, tender, "requirements")
    client.post(address, {**met, "proof": "Fiche F-20", "revision": "2"}, **HTMX)
    said = section(client, tender, "requirements")
    assert ("sans preuve" in said, "Preuve : Fiche F-20" in said) == (False, True)
    removal = url("requirement_removal", tender.public_id, first.public_id)
    assert client.post(removal, **HTMX).status_code == 204
    assert TenderRequirement.objects.count() == 1


@pytest.mark.asked_already
def test_who_only_reads_changes_nothing_and_a_stranger_sees_no_file(tender: Tender) -> None:
    manager = signed_in(Role.MANAGER)
    kept = put(manager)
    manager.post(url("usual", tender.public_id), **HTMX)
    row = TenderDocument.objects.get(kind="social")
    requirement = TenderRequirement.objects.create(tender=tender, position=0, words="Film")
    reader, stranger = signed_in(Role.READ_ONLY), signed_in(Role.SALESPERSON, Scope.OWN)
    tender.company.owner_id = make_user().pk
    tender.company.save()
    assert reader.get(url("file", tender.public_id, row.public_id)).content == PDF
    assert stranger.get(url("file", tender.public_id, row.public_id)).status_code == 404
    assert url("document_new", tender.public_id) not in section(reader, tender, "documents")
    home = tender.public_id
    for name, parts in (
        ("usual", (home,)),
        ("document_new", (home,)),
        ("document", (home, row.public_id)),
        ("document_removal", (home, row.public_id)),
        ("paste", (home,)),
        ("requirement", (home, requirement.public_id)),
        ("requirement_removal", (home, requirement.public_id)),
    ):
        assert reader.post(url(name, *parts), {}, **HTMX).status_code == 403
        assert stranger.post(url(name, *parts), {}, **HTMX).status_code == 404
    for name, parts in (("certificate_new", ()), ("certificate", (kept.public_id,))):
        assert reader.post(url(name, *parts), {}, **HTMX).status_code == 403
    assert TenderDocument.objects.count() == 16


def test_the_file_asks_the_same_number_of_questions_of_one_line_and_of_three(client: Client) -> None:
    counts = []
    for lines in (1, 3):
        tender = make_tender()
        for position in range(lines):
            TenderRequirement.objects.create(tender=tender, position=position, words=f"Ligne {position}")
            TenderDocument.objects.create(
                tender=tender, position=position, name="RIB", kind="bank", part="administrative"
            )
        with CaptureQueriesContext(connection) as asked:
            page = client.get(reverse("tenders:tender", args=[tender.public_id]) + "?tab=file")
        counts.append(len(asked))
        alone = section(client, tender, "documents") + section(client, tender, "requirements")
        for part in alone.split("<section")[1:2]:
            assert " ".join(part.split()) in " ".join(plain(page.content).split())
    assert counts[0] == counts[1]


@pytest.mark.asked_already
def test_every_dialog_opens(client: Client, tender: Tender) -> None:
    kept = put(client)
    client.post(url("usual", tender.public_id), **HTMX)
    row = TenderDocument.objects.get(kind="social")
    requirement = TenderRequirement.objects.create(tender=tender, position=0, words="Film")
    home = tender.public_id
    for address in (
        url("certificate_new"),
        url("certificate", kept.public_id),
        url("document_new", home),
        url("document", home, row.public_id),
        url("requirement_new", home),
        url("requirement", home, requirement.public_id),
        url("paste", home),
    ):
        assert client.get(address, **HTMX).status_code == 200
    assert client.get(url("certificate_file", kept.public_id)).content == PDF


@pytest.mark.asked_already
def test_files_go_with_their_tender(
    client: Client, tender: Tender, django_capture_on_commit_callbacks: object
) -> None:
    given = {"kind": "technical_note", "name": "Mémoire", "part": "technical", "state": "missing"}
    client.post(url("document_new", tender.public_id), {**given, "file": pdf("memoire.pdf")}, **HTMX)
    path = StoredFile.objects.get().path
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        client.post(reverse("tenders:deletion", args=[tender.public_id]), **HTMX)
    assert (Tender.objects.exists(), StoredFile.objects.exists(), path.exists()) == (False, False, False)


def test_a_file_that_finds_no_room_leaves_nothing_on_the_disk(
    client: Client, tender: Tender, tmp_path: Path
) -> None:
    TenderDocument.objects.bulk_create(
        TenderDocument(tender=tender, position=place, name="Pièce", kind="other", part="technical")
        for place in range(100)
    )
    given = {"kind": "other", "name": "Mémoire", "part": "technical", "state": "missing", "file": pdf()}
    full = client.post(url("document_new", tender.public_id), given, **HTMX)
    assert (full.status_code, "au plus 100 documents" in plain(full.content)) == (422, True)
    assert [each for each in tmp_path.rglob("*") if each.is_file()] == []
    assert not StoredFile.objects.exists()
