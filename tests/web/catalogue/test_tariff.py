"""What a customer pays: the panel, « Quel prix ? », what was agreed and with whom it is kept."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from negoce.catalogue.models import NegotiatedPrice, PriceList, PriceListItem, Product, ProductFamily
from negoce.companies.models import Company
from negoce.identity.enums import Role
from negoce.identity.models import JournalEntry
from tests.factories.companies import make_company
from tests.factories.identity import make_user
from tests.factories.orders import make_product

pytestmark = pytest.mark.django_db


@pytest.fixture
def boss() -> Client:
    client = Client()
    client.force_login(make_user())
    return client


@pytest.fixture
def laiterie() -> Company:
    return make_company("Laiterie du Vercors", kind="wholesaler")


@pytest.fixture
def comte() -> Product:
    return make_product(
        "MC-1", "Meule de comté", price="80", cost="60", family=ProductFamily.objects.create(name="Fromages")
    )


def text(content: bytes) -> str:
    return content.decode().replace("\u202f", " ").replace("\u00a0", " ")


def panel(client: Client, company: Company) -> str:
    return text(client.get(reverse("companies:panel", args=[company.public_id, "tariff"])).content)


def ask(client: Client, company: Company, **typed: str) -> str:
    return text(client.get(reverse("tariffs:price", args=[company.public_id]), typed).content)


def agree(client: Client, company: Company, **typed: str) -> object:
    return client.post(
        reverse("tariffs:create", args=[company.public_id]), {"reason": "Appel d’offres", **typed}
    )


def test_a_price_is_agreed_and_shown(boss: Client, laiterie: Company, comte: Product) -> None:
    assert (
        agree(
            boss, laiterie, product="mc-1", price="70,5", min_quantity="10", ends_on="31/12/2030"
        ).status_code
        == 204
    )  # type: ignore[attr-defined]
    row = NegotiatedPrice.objects.get()
    assert (row.product, row.price, row.min_quantity, row.ends_on) == (
        comte,
        Decimal("70.5"),
        10,
        date(2030, 12, 31),
    )
    shown = panel(boss, laiterie)
    assert "70,50 € dès 10" in shown
    assert "Appel d’offres" in shown
    entry = JournalEntry.objects.get(subject_kind="negotiated_price")
    assert (entry.company_key, entry.values["price"]) == (laiterie.pk, [None, "70.5000"])


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"product": "nothing", "price": "1"}, "pas un produit"),
        ({"product": "MC-1", "price": "-1"}, "négatif"),
        ({"product": "MC-1", "discount": "101"}, "de plus de 0 à 100"),
        ({"product": "MC-1", "discount": "0"}, "de plus de 0 à 100"),
        ({"product": "MC-1", "price": "1", "discount": "5"}, "pas les deux"),
        ({"product": "MC-1"}, "Donnez un prix ou une remise"),
        ({"price": "1"}, "un produit ou une famille"),
        (
            {"product": "MC-1", "price": "1", "starts_on": "02/01/2026", "ends_on": "01/01/2026"},
            "avant le début",
        ),
        ({"product": "MC-1", "price": "1", "reason": ""}, "Dites pourquoi"),
    ],
)
@pytest.mark.usefixtures("comte")
def test_what_cannot_be_agreed_is_refused(
    boss: Client, laiterie: Company, typed: dict[str, str], said: str
) -> None:
    answer = agree(boss, laiterie, **typed)
    assert answer.status_code == 422  # type: ignore[attr-defined]
    assert said in text(answer.content)  # type: ignore[attr-defined]
    assert not NegotiatedPrice.objects.exists()


def test_a_family_takes_a_discount_only(boss: Client, laiterie: Company, comte: Product) -> None:
    family = comte.family.public_id  # type: ignore[union-attr]
    assert agree(boss, laiterie, family=family, price="5").status_code == 422  # type: ignore[attr-defined]
    assert agree(boss, laiterie, family=family, discount="12,5").status_code == 204  # type: ignore[attr-defined]
    assert "−12,5 %" in panel(boss, laiterie)
    shown = ask(boss, laiterie, product="MC-1")
    assert "70,00 €" in shown
    assert "Remise négociée sur la famille" in shown


def test_two_agreements_may_not_hold_on_one_day(boss: Client, laiterie: Company, comte: Product) -> None:
    assert agree(boss, laiterie, product=comte.code, price="70", ends_on="30/06/2030").status_code == 204  # type: ignore[attr-defined]
    assert agree(boss, laiterie, product=comte.code, price="65", starts_on="30/06/2030").status_code == 422  # type: ignore[attr-defined]
    assert agree(boss, laiterie, product=comte.code, price="65", starts_on="01/07/2030").status_code == 204  # type: ignore[attr-defined]
    assert agree(boss, laiterie, product=comte.code, price="60", min_quantity="50").status_code == 204  # type: ignore[attr-defined]
    assert agree(boss, make_company("Autre"), product=comte.code, price="60").status_code == 204  # type: ignore[attr-defined]


def test_an_agreement_is_changed_unless_somebody_did_first(
    boss: Client, laiterie: Company, comte: Product
) -> None:
    agree(boss, laiterie, product=comte.code, price="70")
    row = NegotiatedPrice.objects.get()
    edit = reverse("tariffs:agreed", args=[laiterie.public_id, row.public_id])
    page = text(boss.get(edit).content)
    assert 'value="70"' in page
    seen = row.updated_at.isoformat()
    typed = {"product": comte.code, "price": "68", "reason": "Fidélité", "seen": seen}
    assert boss.post(edit, typed).status_code == 204
    row.refresh_from_db()
    assert (row.price, row.reason) == (Decimal(68), "Fidélité")
    assert boss.post(edit, {**typed, "price": "60"}).status_code == 409
    assert NegotiatedPrice.objects.get().price == Decimal(68)
    entry = JournalEntry.objects.filter(subject_kind="negotiated_price").latest("at")
    assert entry.values["price"] == ["70.0000", "68.0000"]


def test_an_agreement_ends_today_or_never_begins(boss: Client, laiterie: Company, comte: Product) -> None:
    agree(boss, laiterie, product=comte.code, price="70")
    row = NegotiatedPrice.objects.get()
    end = reverse("tariffs:end", args=[laiterie.public_id, row.public_id])
    boss.post(end)
    row.refresh_from_db()
    assert row.ends_on == timezone.localdate()
    row.ends_on = timezone.localdate() - timedelta(days=1)
    row.save()
    assert "warn" in boss.post(end).headers["HX-Trigger"]
    row.refresh_from_db()
    assert row.ends_on == timezone.localdate() - timedelta(days=1)
    row.starts_on, row.ends_on = timezone.localdate() + timedelta(days=9), None
    row.save()
    boss.post(end)
    assert not NegotiatedPrice.objects.exists()


def test_which_price_and_why(boss: Client, laiterie: Company, comte: Product) -> None:
    general = PriceList.objects.create(name="Tarif 2026")
    PriceListItem.objects.create(price_list=general, product=comte, min_quantity=1, price="78")
    PriceListItem.objects.create(price_list=general, product=comte, min_quantity=50, price="74")
    other = PriceList.objects.create(name="Détaillants", customer_kind="retailer")
    PriceListItem.objects.create(price_list=other, product=comte, min_quantity=1, price="79")
    shown = ask(boss, laiterie, product="meule de comté", quantity="10")
    assert "Tarif « Tarif 2026 » : 78,00 €" in shown
    assert "à partir de 50" in shown
    assert "Détaillants" not in shown
    assert "Prix de base" in shown
    agree(boss, laiterie, product=comte.code, discount="10", starts_on="01/01/2026", ends_on="31/12/2026")
    shown = ask(boss, laiterie, product="MC-1", quantity="60", day="15/06/2026")
    assert "66,60 €" in shown
    assert "10 % de 74,00 €" in shown
    assert "Appel d’offres" in shown
    later = ask(boss, laiterie, product="MC-1", quantity="60", day="15/06/2027")
    assert "74,00 €" in later
    assert "31 déc. 2026" in later


@pytest.mark.usefixtures("comte")
def test_a_question_that_cannot_be_read_is_answered_in_words(boss: Client, laiterie: Company) -> None:
    assert "pas un produit" in ask(boss, laiterie, product="nothing")
    assert "au-dessus de 0" in ask(boss, laiterie, product="MC-1", quantity="0")
    assert "80,00" in ask(boss, laiterie, product="meule")
    make_product("MC-2", "Meule de beaufort", price=Decimal(90))
    several = ask(boss, laiterie, product="meule", quantity="3")
    assert "désigne 2 produits" in several
    assert "product=MC-2&amp;quantity=3" in several
    assert "30/02" in ask(boss, laiterie, product="MC-1", day="30/02/2026")
    Product.objects.update(price=None)
    assert "n’a pas de prix" in ask(boss, laiterie, product="MC-1")


def test_margins_are_for_those_who_read_them_and_agreements_for_those_who_keep_them(
    boss: Client, comte: Product
) -> None:
    assert "Marge" in ask(boss, make_company("A"), product=comte.code)
    user = make_user(Role.READ_ONLY)
    reader = Client()
    reader.force_login(user)
    company = make_company("Vue", owner=user)
    assert "80,00 €" in ask(reader, company, product=comte.code)
    assert "Marge" not in ask(reader, company, product=comte.code)
    assert "Négocier un prix" not in panel(reader, company)
    assert agree(reader, company, product=comte.code, price="1").status_code == 403  # type: ignore[attr-defined]


def test_who_does_not_see_the_company_sees_no_price(comte: Product, laiterie: Company) -> None:
    stranger = Client()
    stranger.force_login(make_user(Role.SALESPERSON))
    answer = stranger.get(reverse("tariffs:price", args=[laiterie.public_id]), {"product": comte.code})
    assert answer.status_code == 404
