"""The page of the seller's identity: what is accepted, what is said to be missing, the sample beside it."""

from __future__ import annotations

import base64
import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image
from pypdf import PdfReader

from negoce.identity.enums import Role
from negoce.identity.models import JournalEntry
from negoce.parameters.models import Seller
from tests.factories.identity import make_user
from tests.harness.queries import Queries

pytestmark = pytest.mark.django_db
PAGE = reverse("settings:seller")
PREVIEW = reverse("settings:seller_preview")
TYPED = {
    "revision": "0", "name": "Négoce Maison", "trade_name": "", "legal_form": "SAS", "capital": "150 000",
    "siren": "552 100 554", "siret": "552 100 554 00013", "vat_number": "FR96 552100554", "register_town": "Grenoble",
    "street": "8 quai Perrière", "complement": "", "postal_code": "38000", "city": "Grenoble", "country": "FR",
    "phone": "04 65 71 00 12", "email": "bonjour@negoce.example", "website": "www.negoce.example",
    "iban": "FR76 3000 6000 0112 3456 7890 189", "bic": "AGRIFRPP", "colour": "#1f5f4a", "term_kind": "after_invoice",
    "term_days": "30", "term_sector": "general", "late_rate": "12,4 %", "early_payment": "",
    "quote_validity_days": "30",
    "footer": "", "size": "pme", "year_end_month": "12",
}  # fmt: skip


@pytest.fixture
def browser() -> Client:
    client = Client()
    client.force_login(make_user())
    return client


def _picture(kind: str = "PNG") -> bytes:
    drawn = io.BytesIO()
    Image.new("RGB", (40, 20), "#1f5f4a").save(drawn, kind)
    return drawn.getvalue()


def test_the_identity_is_stored_compact_and_shown_in_groups(browser: Client) -> None:
    page = browser.post(PAGE, TYPED, follow=True).content.decode()
    stored = Seller.objects.get()
    assert (stored.siren, stored.siret, stored.vat_number) == ("552100554", "55210055400013", "FR96552100554")
    assert (stored.iban, stored.phone, str(stored.late_rate)) == (
        "FR7630006000011234567890189",
        "+33465710012",
        "12.400",
    )
    assert (stored.revision, stored.year_end_month) == (1, 12)
    assert 'value="552\u00a0100\u00a0554"' in page
    assert "Rien ne manque" in page
    entry = JournalEntry.objects.get(subject_kind="seller")
    assert entry.values["siren"] == ["", "552100554"]


@pytest.mark.asked_already
@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"siren": "552 100 555"}, "clé de contrôle"),
        ({"siret": "732 829 320 00074"}, "SIREN"),
        ({"vat_number": "FR61 552100554"}, "FR96"),
        ({"vat_number": "FR44 732829320"}, "552"),
        ({"iban": "FR76 3000 6000 0112 3456 7890 188"}, "IBAN"),
        ({"bic": "AGRI"}, "BIC"),
        ({"colour": "#ffee00"}, "contraste"),
        ({"colour": "red"}, "couleur"),
        ({"term_days": "90"}, "plafond légal"),
        ({"term_kind": "end_of_month_then_days", "term_days": "60"}, "plafond légal"),
        ({"late_rate": "0"}, "pénalité"),
        ({"late_rate": "1"}, "trois fois l’intérêt légal"),
        ({"capital": "beaucoup"}, "n’est pas un nombre"),
        ({"postal_code": "380001"}, "code postal"),
        ({"email": "bonjour"}, "@"),
        ({"size": "huge"}, "Sélectionnez"),
        ({"name": "x" * 201}, "trop long"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_stored(browser: Client, typed, said: str) -> None:
    answer = browser.post(PAGE, TYPED | typed)
    page = answer.content.decode()
    errors = " ".join(re.findall(r'<p class="field-error"[^>]*>(.*?)</p>', page))
    assert (answer.status_code, said in errors) == (422, True), errors
    assert Seller.objects.count() == 0


def test_what_the_law_wants_and_is_missing_is_named_with_its_source(browser: Client) -> None:
    page = browser.get(PAGE).content.decode()
    assert ("Le SIREN" in page, "R123-237" in page, "242 nonies A" in page) == (True, True, True)
    browser.post(PAGE, TYPED | {"vat_number": "", "is_vat_exempt": "on", "iban": ""})
    page = browser.get(PAGE).content.decode()
    assert ("Le numéro de TVA" in page, "où virer" in page) == (False, True)


def test_two_people_do_not_overwrite_each_other(browser: Client) -> None:
    browser.post(PAGE, TYPED)
    answer = browser.post(PAGE, TYPED | {"city": "Lyon"})
    assert (answer.status_code, Seller.objects.get().city) == (422, "Grenoble")
    assert "Quelqu’un d’autre" in answer.content.decode()


def test_nothing_changed_writes_nothing_in_the_journal(browser: Client) -> None:
    browser.post(PAGE, TYPED)
    browser.post(PAGE, TYPED | {"revision": "1"})
    assert JournalEntry.objects.filter(subject_kind="seller").count() == 1


def test_a_logo_is_kept_printed_and_taken_away(browser: Client) -> None:
    browser.post(PAGE, TYPED | {"logo": SimpleUploadedFile("logo.svg", _picture())})
    stored = Seller.objects.get()
    assert (stored.logo_kind, bytes(stored.logo)[:4]) == ("png", b"\x89PNG")
    pdf = browser.get(reverse("settings:seller_sample"))
    assert pdf["Content-Type"] == "application/pdf"
    assert "Négoce Maison" in PdfReader(io.BytesIO(pdf.content)).pages[0].extract_text()
    browser.post(PAGE, TYPED | {"revision": "1", "drops_logo": "on"})
    assert (Seller.objects.get().logo, Seller.objects.get().logo_kind) == (None, "")


@pytest.mark.parametrize(
    "content",
    [
        b"MZ\x90 a program",
        b"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 1 1'><script>1</script></svg>",
    ],
)
def test_a_hostile_logo_is_refused_at_its_field(browser: Client, content: bytes) -> None:
    answer = browser.post(PAGE, TYPED | {"logo": SimpleUploadedFile("logo.png", content)})
    assert (answer.status_code, Seller.objects.count()) == (422, 0)
    assert 'id="id_logo_error"' in answer.content.decode()


def test_the_sample_follows_what_is_typed_without_storing_it(browser: Client) -> None:
    first = browser.get(reverse("settings:seller_picture")).content
    assert first[:4] == b"\x89PNG"
    page = browser.post(PREVIEW, TYPED | {"siren": "wrong"}).content.decode()
    found = re.search(r"data:image/png;base64,([^\"]+)", page)
    assert found is not None
    assert base64.b64decode(found[1]) != first
    assert Seller.objects.count() == 0


def test_the_page_shows_the_picture_that_the_fragment_brings(browser: Client) -> None:
    page = browser.get(PAGE).content.decode()
    fragment = browser.post(PREVIEW, TYPED).content.decode()
    assert re.sub(r'src="[^"]*"', "", fragment).strip() in re.sub(r'src="[^"]*"', "", page)


def test_others_do_not_open_it() -> None:
    client = Client()
    client.force_login(make_user(Role.MANAGER))
    urls = [PAGE, reverse("settings:seller_picture"), reverse("settings:seller_sample")]
    assert [client.get(url).status_code for url in urls] == [403] * 3
    assert client.post(PREVIEW, TYPED).status_code == 403


def test_the_page_asks_few_questions(browser: Client, queries: Queries) -> None:
    with queries.at_most(9):
        browser.get(PAGE)
