"""« Saison »: read from the orders or declared, previewed, and said on the page of the fits."""

from __future__ import annotations

from datetime import date

import pytest

from negoce.identity.enums import Role
from negoce.jobs.models import Job
from negoce.portfolio.models import CustomerLife, PortfolioSetting
from negoce.portfolio.queries.season import PREFIX, declared_months
from tests.factories.companies import make_company
from tests.harness.queries import Queries
from tests.web.foresight.test_page import make_fit, signed_in

pytestmark = pytest.mark.django_db
PAGE = "/portfolio/foresight/season/"
PREVIEW = f"{PAGE}preview/"


def plain(text: str) -> str:
    return text.replace("\u202f", " ").replace("\u00a0", " ")


def indices(**changes: str) -> dict[str, str]:
    return {"way": "declared", **{f"{PREFIX}{month}": "1" for month in range(1, 13)}, **changes}


def told(ratio: float = 1.0, *, own: bool = True) -> dict[str, object]:
    months = [1.0] * 10 + [1.5, 1.5]
    return {"season": {"own": own, "ratio": ratio, "months": months, "read": months}}


def test_the_page_shows_what_is_read_from_the_orders() -> None:
    make_fit(reason=told(1.14))
    text = plain(signed_in().get(PAGE).content.decode())
    assert "Saison lue dans vos commandes : +14 %" in text
    assert text.count("lu : 1,50") == 2
    assert text.count("lu : 1,00") == 10


def test_a_season_is_declared_then_read_again_from_the_orders() -> None:
    client = signed_in()
    answer = client.post(PAGE, indices(season_month_11="1,4"))
    assert answer.status_code == 302
    assert declared_months() == {**dict.fromkeys(range(1, 13), 1.0), 11: 1.4}
    assert Job.objects.filter(task="portfolio.refit").count() == 1
    assert "1,40" in client.get(PAGE).content.decode()
    assert client.post(PAGE, {"way": "own"}).status_code == 302
    assert declared_months() == {}


def test_what_cannot_be_an_index_is_refused_whole() -> None:
    answer = signed_in().post(PAGE, indices(season_month_3="beaucoup", season_month_4="0"))
    text = plain(answer.content.decode())
    assert answer.status_code == 422
    assert "Un nombre est attendu" in text
    assert "compris entre" in text
    assert not PortfolioSetting.objects.exists()


def test_the_preview_says_what_the_total_becomes() -> None:
    make_fit(reason=told(1.25))
    life = {"status": "regular", "status_since": date(2026, 1, 1), "computed": "regular"}
    company = make_company()
    CustomerLife.objects.update_or_create(
        company=company, defaults={**life, "as_of": date(2026, 11, 20), "mean_90": 1000.0}
    )
    text = plain(signed_in().post(PREVIEW, indices()).content.decode())
    assert "de 1 000 à 800 commandes (-20 %)" in text.replace("−", "-")
    assert "Ces indices annoncent 0 %" in text
    assert not PortfolioSetting.objects.exists()
    assert "au prochain ajustement" in signed_in().post(PREVIEW, {"way": "own"}).content.decode()
    assert signed_in().post(PREVIEW, indices(season_month_1="-")).status_code == 422


def test_who_may_not_set_the_program_is_refused() -> None:
    client = signed_in(Role.SALESPERSON)
    assert client.get(PAGE).status_code == 403
    assert client.post(PAGE, indices()).status_code == 403
    assert client.post(PREVIEW, indices()).status_code == 403


def test_the_page_costs_the_same_whatever_is_declared(queries: Queries) -> None:
    client = signed_in()
    make_fit(reason=told())
    client.get(PAGE)

    def more() -> None:
        place = PortfolioSetting.objects.count() + 1
        PortfolioSetting.objects.create(key=f"{PREFIX}{place}", value=2)

    queries.same(make=more, read=lambda: client.get(PAGE))
