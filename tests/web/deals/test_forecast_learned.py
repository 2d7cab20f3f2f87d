"""The forecast of deals says what the same deals are worth by their salespeople and by what was learned."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from negoce.companies.models import Company
from negoce.identity.enums import Role, Scope
from negoce.negotiation.models import Deal, WinEstimate
from negoce.portfolio.models import WinChance, WinChanceFit
from tests.factories.companies import make_company
from tests.factories.deals import make_deal
from tests.factories.identity import make_user
from tests.harness.queries import Queries

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_today")]
PAGE, LINE = reverse("deals:forecast"), reverse("deals:learned")


@pytest.fixture
def fit() -> WinChanceFit:
    return WinChanceFit.objects.create(known_until=timezone.localdate(), in_use=True)


@pytest.fixture
def client() -> Client:
    browser = Client()
    browser.force_login(make_user(Role.MANAGER, scope=Scope.ALL.value))
    return browser


def known(
    fit: WinChanceFit, company: Company, learned: str, said: int | None = None, **fields: object
) -> Deal:
    given = {"amount": Decimal(10_000), "close_on": date(2026, 12, 15), **fields}
    deal = make_deal(company, **given)
    WinChance.objects.create(deal=deal, fit=fit, percent=Decimal(learned), as_of=timezone.localdate())
    if said is not None:
        past = {"deal": deal, "said_at": timezone.now()}
        WinEstimate.objects.create(**past, percent=5, is_current=False)
        WinEstimate.objects.create(**past, percent=said)
    return deal


def text_of(client: Client, url: str = LINE) -> str:
    return client.get(url).content.decode().replace("\u202f", " ").replace("\u00a0", " ")


def test_both_sums_weigh_the_same_deals(client: Client, fit: WinChanceFit) -> None:
    company = make_company("Laiterie du Vercors")
    known(fit, company, "40.0", 60)
    known(fit, company, "25.5", 30, amount=Decimal(20_000))
    # Without an estimate, in another currency, without an amount, no longer under way: none of them adds up.
    known(fit, company, "80.0")
    known(fit, company, "90.0", 90, currency="CHF")
    known(fit, company, "90.0", 90, amount=None)
    known(fit, company, "90.0", 90, state="won", closed_on=date(2026, 11, 2), outcome_reason="price")
    page = text_of(client, PAGE)
    assert (f'hx-get="{LINE}"' in page, "chaque montant × ce que dit son commercial" in page) == (True, True)
    line = text_of(client)
    assert (
        "2 affaires estimées, 30 k€ : 12 k€ selon leurs commerciaux, 9 100 € selon les chances apprises"
        in line
    )
    # 12 000 ÷ 9 100 = 1.319.
    assert "les commerciaux en attendent 32 % de plus" in line
    assert "9 100" not in text_of(client, f"{LINE}?filter=amount+over+15000")


def test_without_a_model_in_use_nothing_is_said_of_it(client: Client, fit: WinChanceFit) -> None:
    known(fit, make_company(), "40.0", 60)
    WinChanceFit.objects.update(in_use=False)
    assert (LINE in text_of(client, PAGE), text_of(client).strip()) == (False, "")


def test_without_an_estimate_there_is_nothing_to_compare(client: Client, fit: WinChanceFit) -> None:
    known(fit, make_company(), "40.0")
    assert "rien à comparer" in text_of(client)


def test_one_sees_the_sums_of_the_deals_one_sees(fit: WinChanceFit) -> None:
    mine, other = make_user(Role.SALESPERSON), make_user(Role.SALESPERSON)
    known(fit, make_company(owner=mine), "40.0", 42, owner=mine)
    known(fit, make_company(owner=other), "50.0", 70, owner=other)
    browser = Client()
    browser.force_login(mine)
    line = text_of(browser)
    assert "1 affaire estimée, 10 k€ : 4 200 € selon son commercial, 4 000 € selon la chance apprise" in line
    assert "attendent" not in line


@pytest.mark.parametrize("url", [PAGE, LINE])
def test_it_costs_the_same_whatever_was_learned(
    client: Client, fit: WinChanceFit, queries: Queries, url: str
) -> None:
    company = make_company()
    queries.same(lambda: known(fit, company, "40.0", 60), lambda: client.get(url))
