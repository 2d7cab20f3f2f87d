"""« Prévision des commandes » and its card on a company."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client

from negoce.identity.enums import Role
from negoce.jobs.models import Job
from negoce.portfolio.models import CustomerLife, ForesightFit
from tests.factories.companies import make_company
from tests.factories.identity import make_user
from tests.harness.queries import Queries

pytestmark = pytest.mark.django_db
PAGE = "/portfolio/foresight/"


def signed_in(role: Role = Role.ADMINISTRATOR) -> Client:
    client = Client()
    client.force_login(make_user(role=role), backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def candidate(name: str, mae: float) -> dict[str, Any]:
    return {
        "name": name,
        "mae": mae,
        "rmse": 1.2,
        "bias": -0.05,
        "auc": None if name == "orders_by_age" else 0.75,
        "ece": 0.03,
        "covered": None if name == "orders_by_age" else 0.84,
        "findings": [],
        "bins": [[20, 0.1, 0.12], [20, 0.5, 0.45]],
    }


def make_fit(**changes: Any) -> ForesightFit:
    values: dict[str, Any] = {
        "known_until": date(2026, 11, 19),
        "customers": 2_800,
        "repeat_customers": 1_412,
        "orders": 9_000,
        "kind": "blend",
        "reason": {"score": 0.948, "others": [["blend", 0.948]]},
        "comparison": [
            {
                "day": "2026-06-10",
                "customers": 2_000,
                "repeats": 900,
                "came": 2_100,
                "candidates": [candidate("orders_by_age", 1.4), candidate("blend", 0.75)],
            }
        ],
        "findings": ["dropout_vanishes"],
        "is_current": True,
    }
    return ForesightFit.objects.create(**{**values, **changes})


def test_the_page_says_when_on_whom_which_model_and_why() -> None:
    make_fit()
    text = signed_in(Role.SALESPERSON).get(PAGE).content.decode()
    for said in (
        "19 novembre 2026",
        "2 800 clients",
        "1 412",
        "Mélange",
        "5,2",
        "personne ne part jamais",
        "0,75",
    ):
        assert said in text.replace("\u202f", " ").replace("\u00a0", " "), said
    assert "Ajuster maintenant" not in text


def test_the_page_says_how_it_knows_who_is_still_a_customer() -> None:
    check = {
        "day": "2026-02-10",
        "days": 280,
        "customers": 1_955,
        "said": 0.61,
        "came": 0.58,
        "error": 0.037,
        "model_error": None,
        "bins": [[200, 0.2, 0.22], [200, 0.8, 0.75]],
    }
    still = {"by": "curve", "seen": [[1, 3446, 1720], [2, 1058, 308], [3, 300, 66]], "check": check}
    level = {"factor": 0.77, "without": 0.37, "corrected": 0.09}
    make_fit(reason={"score": 0.9, "others": [], "still": still, "level": level})
    text = signed_in().get(PAGE).content.decode().replace("\u202f", " ").replace("\u00a0", " ")
    for said in (
        "Sur 100 clients silencieux depuis 3 fois leur rythme, 22 ont recommandé",
        "au 10 février 2026, sur 1 955 clients, 61 % devaient recommander dans les 280 jours ; 58 %",
        "lue dans vos propres silences",
        "aurait ramené l’erreur à 9 %",
    ):
        assert said in text, said


def test_a_naive_rule_hardly_ever_wrong_is_no_ratio() -> None:
    make_fit(reason={"score": 3e8, "others": []})
    text = signed_in().get(PAGE).content.decode()
    assert "ne se trompe presque jamais" in text
    assert "00 000" not in text.replace("\u202f", " ").replace("\u00a0", " ")


def test_before_the_first_fit_and_below_a_hundred_the_page_says_so() -> None:
    client = signed_in()
    assert "Rien n’est encore prévu" in client.get(PAGE).content.decode()
    make_fit(kind="", repeat_customers=12, comparison=[], reason={}, findings=[])
    text = client.get(PAGE).content.decode()
    assert "Seul le statut par règles est montré" in text
    assert "12 clients" in text


def test_earlier_fits_are_listed_at_a_constant_cost(queries: Queries) -> None:
    client = signed_in()
    make_fit()

    def more() -> None:
        make_fit(is_current=False, known_until=date(2026, 11, 12), asked_by=make_user())

    queries.same(make=more, read=lambda: client.get(PAGE))


def test_who_may_change_settings_asks_for_a_fit() -> None:
    assert signed_in(Role.SALESPERSON).post(f"{PAGE}refit/").status_code == 403
    assert signed_in().post(f"{PAGE}refit/").status_code == 302
    assert Job.objects.filter(task="portfolio.refit").count() == 1


def foreseen_company() -> Any:
    company = make_company()
    life = {
        "status": "regular",
        "status_since": date(2026, 1, 1),
        "computed": "regular",
        "as_of": date(2026, 11, 20),
        "p_alive": 0.91,
        "p_order_90": 0.6,
        "expected_30": 0.4,
        "expected_90": 1.3,
        "expected_90_low": 0,
        "expected_90_high": 3,
        "expected_365": 5.1,
        "next_order_on": date(2026, 12, 4),
        "next_order_from": date(2026, 11, 25),
        "next_order_until": date(2026, 12, 20),
        "value_36_months": "4321.00",
    }
    CustomerLife.objects.update_or_create(company=company, defaults=life)
    return company


def panel_text(role: Role, company: Any) -> str:
    answer = signed_in(role).get(f"/companies/{company.public_id}/panels/foresight/")
    return answer.content.decode().replace("\u202f", " ").replace("\u00a0", " ")


def test_the_card_says_it_in_words_and_figures() -> None:
    text = panel_text(Role.ADMINISTRATOR, foreseen_company())
    for said in (
        "Très probablement encore client",
        "91 %",
        "60 %",
        "0,4 en 30 jours, 1,3 en 90 jours",
        "de 0 à 3",
        "4 déc. 2026",
    ):
        assert said in text, said
    assert "4 321 €" in text


def test_the_value_is_for_who_may_read_margins() -> None:
    company = foreseen_company()
    text = panel_text(Role.MARKETING, company)
    assert ("91 %" in text, "4 321" in text) == (True, False)
