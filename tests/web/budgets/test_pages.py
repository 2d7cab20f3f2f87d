"""Budgets by status, profitability and follow-up on screen: figures, rights, cells typed in place (S2)."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal as D

import pytest
from django.test import Client
from django.utils import timezone

from negoce.companies.models import Company
from negoce.identity.enums import Role, Scope
from negoce.identity.models import JournalEntry, User
from negoce.identity.queries.actors import actor_for
from negoce.portfolio.enums import Remedy
from negoce.portfolio.models import (
    CustomerLife,
    CustomerProfit,
    OrderRankMargin,
    PortfolioSetting,
    StatusBudget,
    StatusFigures,
)
from negoce.portfolio.queries.whole_house import sees_whole_house
from tests.factories.companies import make_company
from tests.factories.identity import make_user
from tests.harness.queries import Queries

pytestmark = pytest.mark.django_db
PAGE = "/portfolio/budgets/"
PAGES = ("", "profits/", "unprofitable/", "follow-up/", "workload/")


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def figures(status: str, owner: User | None = None, **fields: object) -> StatusFigures:
    day = timezone.localdate()
    return StatusFigures.objects.create(year=day.year, status=status, owner=owner, as_of=day, **fields)


def profit(owner: User | None, amount: str, **fields: object) -> Company:
    company = make_company(owner=owner)
    today = timezone.localdate()
    CustomerLife.objects.create(
        company=company,
        status="regular",
        computed="regular",
        status_since=today,
        as_of=today,
        first_order_on=date(2024, 1, 2),
    )
    given = {"net": D(1_000), "margin": D(200), "cost": D(90), "visits": 1, **fields}
    CustomerProfit.objects.create(company=company, profit=D(amount), as_of=today, **given)
    return company


def line_of(client: Client, status: str) -> dict[str, object]:
    lines = client.get(PAGE).context["lines"]
    return next(each for each in lines if each["key"] == status)


def test_the_worked_example_on_screen() -> None:
    """R-M4: 1,500 for 4,200 of margin is 180 %, 45 of 60 is 75 %."""
    client = signed_in(make_user())
    figures("dormant", heads=45, started=50, gained=D(4_200), visits=2)
    StatusBudget.objects.create(
        year=timezone.localdate().year, status="dormant", target_heads=60, budget=1500
    )
    line = line_of(client, "dormant")
    shown = {key: str(line[key]).replace("\u202f", " ").replace("\u00a0", " ") for key in line}
    assert (shown["return"], shown["reached"], shown["per_head"]) == ("180 %", "75 %", "33 €")
    assert (shown["heads"], shown["budget"]) == ("45", "1 500 €")


def test_everybody_counts_what_they_see_and_rates_are_of_the_whole_house() -> None:
    owner = make_user(Role.SALESPERSON)
    figures("regular", owner, heads=3)
    figures("regular", None, heads=4)
    StatusBudget.objects.create(year=timezone.localdate().year, status="regular", target_heads=14)
    assert line_of(signed_in(make_user()), "regular")["heads"] == "7"
    mine = line_of(signed_in(owner), "regular")
    assert (mine["heads"], mine["reached"]) == ("3", "—")


def test_whose_team_follows_every_company_sees_the_whole_house() -> None:
    manager = make_user(Role.MANAGER)
    figures("regular", manager, heads=7)
    StatusBudget.objects.create(year=timezone.localdate().year, status="regular", target_heads=14)
    client = signed_in(manager)
    assert (line_of(client, "regular")["reached"], client.get(PAGE).context["partial"]) == (
        "50\u202f%",
        False,
    )
    figures("new", None, heads=1)
    assert (line_of(client, "regular")["reached"], client.get(PAGE).context["partial"]) == ("—", True)


def test_the_total_compares_what_has_an_objective() -> None:
    client = signed_in(make_user())
    year = timezone.localdate().year
    figures("suspect", heads=900)
    figures("new", heads=30, started=10, gained=D(300))
    StatusBudget.objects.create(year=year, status="new", target_heads=40, budget=200)
    total = client.get(PAGE).context["total"]
    shown = {key: str(total[key]).replace("\u202f", " ").replace("\u00a0", " ") for key in total}
    assert (shown["heads"], shown["reached"], shown["per_head"], shown["return"]) == (
        "930", "75 %", "7 €", "50 %",
    )  # fmt: skip


def test_what_nobody_could_bring_has_no_return() -> None:
    figures("hot", heads=3, started=0)
    StatusBudget.objects.create(year=timezone.localdate().year, status="hot", budget=200)
    assert line_of(signed_in(make_user()), "hot")["return"] == "—"


def test_a_cell_is_typed_in_place_and_the_rates_follow() -> None:
    manager = make_user(Role.MANAGER, scope=Scope.ALL.value)
    client = signed_in(manager)
    figures("new", heads=10)
    year = timezone.localdate().year
    url = f"{PAGE}{year}/new/target_heads/"
    assert client.get(url).status_code == 200
    answer = client.post(url, {"value": "40", "seen": ""})
    assert answer.status_code == 200
    assert "budget-new-reached" in answer.content.decode()
    assert StatusBudget.objects.get().target_heads == 40
    assert JournalEntry.objects.filter(subject_kind="status_budget").count() == 1
    stale = client.post(url, {"value": "50", "seen": ""})
    assert (stale.status_code, StatusBudget.objects.get().target_heads) == (409, 40)
    for wrong in ("-1", "2,5", "abc", "99999999999"):
        assert client.post(url, {"value": wrong, "seen": "40"}).status_code == 422, wrong
    assert client.post(url, {"value": "", "seen": "40"}).status_code == 200
    assert StatusBudget.objects.get().target_heads is None
    assert client.get(f"{PAGE}{year}/unknown/budget/").status_code == 404
    assert client.get(f"{PAGE}{year}/new/heads/").status_code == 404
    other = signed_in(make_user(Role.SALESPERSON))
    assert other.post(url, {"value": "1", "seen": ""}).status_code == 403


def test_who_sees_a_part_of_the_house_sets_nothing_of_it() -> None:
    leader, year = make_user(Role.MANAGER), timezone.localdate().year
    client, url = signed_in(leader), f"{PAGE}{year}/new/target_heads/"
    assert (client.get(PAGE).context["may_set"], client.get(url).status_code) == (False, 403)
    figures("new", leader, heads=2)
    assert (client.get(PAGE).context["may_set"], client.get(url).status_code) == (True, 200)
    figures("new", None, heads=2)
    page = client.get(PAGE)
    assert (page.context["may_set"], page.context["lines"][0]["edit"]["budget"]) == (False, "")
    assert client.post(url, {"value": "1", "seen": ""}).status_code == 403
    assert client.post(f"{PAGE}refreshing/").status_code == 403
    assert not StatusBudget.objects.exists()


def test_closed_years_and_people_who_left_do_not_take_the_house_away() -> None:
    leader, left = make_user(Role.MANAGER), make_user(Role.SALESPERSON)
    actor, today = actor_for(leader), timezone.localdate()
    assert not sees_whole_house(actor)
    assert sees_whole_house(actor_for(make_user()))
    figures("new", leader, heads=2)
    StatusFigures.objects.create(year=today.year - 1, status="new", owner=left, heads=1, as_of=today)
    assert sees_whole_house(actor)
    figures("new", left, heads=1)
    assert not sees_whole_house(actor)
    User.objects.filter(pk=left.pk).update(is_active=False)
    assert sees_whole_house(actor)
    assert signed_in(leader).get(PAGE).context["may_set"]
    StatusFigures.objects.filter(owner=leader).delete()
    assert not sees_whole_house(actor)


def test_a_year_that_is_over_says_that_it_is_closed() -> None:
    client, year = signed_in(make_user()), timezone.localdate().year
    row = StatusFigures.objects.create(year=year - 1, status="new", heads=1, as_of=date(year - 1, 12, 31))
    assert "Arrêté au 31" in client.get(f"{PAGE}?year={year - 1}").content.decode()
    StatusFigures.objects.filter(pk=row.pk).update(as_of=date(year, 1, 2))
    assert "Année close" in client.get(f"{PAGE}?year={year - 1}").content.decode()


def test_customers_are_ranked_by_what_they_leave() -> None:
    user = make_user(Role.SALESPERSON)
    best, worst = profit(user, "900"), profit(user, "-50")
    hidden = profit(make_user(), "5000")
    client = signed_in(user)
    names = [each["name"] for each in client.get(f"{PAGE}profits/").context["lines"]]
    assert names == [best.name, worst.name]
    turned = client.get(f"{PAGE}profits/?order=worst")
    assert [each["name"] for each in turned.context["lines"]] == [worst.name, best.name]
    assert hidden.name not in turned.content.decode()


def test_the_unprofitable_have_their_proposal_and_reason() -> None:
    client = signed_in(make_user())
    reason = {
        "code": "unprofitable.let_go",
        "figures": {"loss": "50", "margin": "40", "cost": "90", "best": "12"},
    }
    lost = profit(None, "-50", remedy=Remedy.LET_GO.value, reason=reason)
    profit(None, "10")
    answer = client.get(f"{PAGE}unprofitable/")
    line = answer.context["lines"][0]
    assert (line["name"], str(line["remedy"])) == (lost.name, "Laisser partir")
    assert "Perd 50" in line["reason"]
    assert not client.get(f"{PAGE}unprofitable/?remedy=reprice").context["lines"]


def test_who_is_not_followed_is_listed_largest_first() -> None:
    client = signed_in(make_user())
    small, large = profit(None, "1", net=D(10)), profit(None, "1", net=D(99))
    profit(None, "1")
    CustomerProfit.objects.filter(company__in=[small, large]).update(contact_due=True)
    Company.objects.filter(pk=small.pk).update(last_contact_on=timezone.localdate() - timedelta(days=200))
    lines = client.get(f"{PAGE}follow-up/").context["lines"]
    assert [(each["name"], each["days"]) for each in lines] == [(large.name, "—"), (small.name, "200")]


def test_salespeople_needed_and_the_order_that_pays() -> None:
    """R-M3: 1,800 visits for people who make 800 each take 3."""
    client = signed_in(make_user())
    year = timezone.localdate().year
    for status, heads, visits in (("regular", 20, 24), ("irregular", 60, 12), ("new", 150, 4)):
        figures(status, heads=heads)
        StatusBudget.objects.create(year=year, status=status, visits_a_year=visits)
    PortfolioSetting.objects.create(key="acquisition_cost", value=D(700))
    for rank, margin in enumerate((260, 310, 280), start=1):
        OrderRankMargin.objects.create(rank=rank, margin=margin, customers=9, as_of=date(2026, 11, 20))
    answer = client.get(f"{PAGE}workload/")
    assert answer.context["force"]["people"] == 3
    assert answer.context["threshold"]["order"] == 3
    seller = signed_in(make_user(Role.SALESPERSON))
    assert seller.get(f"{PAGE}workload/").context["threshold"] is None


def test_margins_are_for_who_may_read_them() -> None:
    user = make_user(Role.READ_ONLY)
    figures("regular", None, heads=2, gained=D("777.77"), visits=3)
    profit(None, "555.55", contact_due=True)
    client = signed_in(user)
    for page in PAGES:
        answer = client.get(PAGE + page)
        if page in ("profits/", "unprofitable/"):
            assert answer.status_code == 403, page
            continue
        text = answer.content.decode()
        assert (answer.status_code, "Marge gagnée" in text, "778" in text, "556" in text) == (
            200, False, False, False,
        )  # fmt: skip
    assert client.get("/companies/?columns=profit").status_code == 200


def test_costs_are_set_by_who_manages_settings() -> None:
    client = signed_in(make_user())
    url = f"{PAGE}costs/"
    assert client.get(url).status_code == 200
    given = {
        "acquisition_cost": "700", "contact_cost": "12,5", "message_cost": "1", "visit_days": "180",
        "visits_a_day": "5", "contact_days": "60",
    }  # fmt: skip
    assert client.post(url, {**given, "visit_days": "0"}).status_code == 422
    assert client.post(url, {**given, "visit_days": "x"}).status_code == 422
    assert not PortfolioSetting.objects.exists()
    assert client.post(url, given).status_code == 302
    assert PortfolioSetting.objects.get(key="contact_cost").value == D("12.5")
    assert signed_in(make_user(Role.SALESPERSON)).get(url).status_code == 403


@pytest.mark.parametrize("page", PAGES)
def test_pages_cost_the_same_whatever_the_rows(page: str, queries: Queries) -> None:
    client = signed_in(make_user())

    def more() -> None:
        figures("regular", make_user(), heads=1)
        company = profit(None, "-5", contact_due=True, remedy=Remedy.LET_GO.value)
        CustomerProfit.objects.filter(company=company).update(
            reason={
                "code": "unprofitable.let_go",
                "figures": dict.fromkeys(("loss", "margin", "cost", "best"), "1"),
            }
        )

    queries.same(make=more, read=lambda: client.get(PAGE + page))


@pytest.mark.parametrize("page", PAGES)
def test_an_empty_house_has_pages_too(page: str) -> None:
    assert signed_in(make_user()).get(PAGE + page).status_code == 200


def test_who_may_ask_for_the_figures_now() -> None:
    assert signed_in(make_user(Role.SALESPERSON)).post(f"{PAGE}refreshing/").status_code == 403
    assert signed_in(make_user()).post(f"{PAGE}refreshing/").status_code == 302
