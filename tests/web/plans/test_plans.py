"""The pages of plans: written, previewed, started, spent on, read, under rights (P2)."""

from __future__ import annotations

import html
from datetime import timedelta
from decimal import Decimal as D

import pytest
from django.test import Client
from django.utils import timezone

from negoce.identity.enums import Role, Scope
from negoce.identity.models import User
from negoce.portfolio.models import PlanFigures
from negoce.prospecting.models import PlanCost, ProspectingPlan
from tests.factories.companies import make_activity, make_company
from tests.factories.day import make_life
from tests.factories.identity import make_user
from tests.factories.orders import make_order
from tests.factories.plans import make_plan
from tests.harness.queries import Queries

pytestmark = pytest.mark.django_db
LIST = "/prospecting/plans/"


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def manager() -> User:
    return make_user(Role.MANAGER, scope=Scope.ALL.value)


def typed(owner: User, **more: object) -> dict[str, object]:
    given: dict[str, object] = {
        "name": "Boulangeries du Rhône", "objective": "new_target", "filter_text": "department is 69",
        "starts_on": "20 nov. 2026", "ends_on": "31/12/2026", "target_orders": "12", "quote_rate": "25",
        "meeting_rate": "50", "contact_rate": "12", "yearly_margin": "1400", "owner": owner.public_id,
        "people": [owner.public_id], "row_channel": ["phone", ""], "row_mode": ["in_house", "in_house"],
        "row_budget": ["8400", ""], "row_orders": ["12", ""], "row_rate": ["", ""], "revision": "0",
    }  # fmt: skip
    return {**given, **more}


def test_a_plan_is_written_started_spent_on_and_closed() -> None:
    user = manager()
    client = signed_in(user)
    company = make_company(department="69")
    assert client.get(f"{LIST}new/?filter=department is 69&signal=dependence").status_code == 200
    answer = client.post(f"{LIST}new/", typed(user))
    plan = ProspectingPlan.objects.get()
    page = f"{LIST}{plan.public_id}/"
    assert (answer.status_code, answer["Location"]) == (302, page)
    assert client.get(page).context["target"].count == 1
    assert client.get(f"{page}change/").status_code == 200
    assert client.get(f"{page}start/").status_code == 200
    assert client.post(f"{page}start/", {"revision": "0"}).status_code == 302
    make_activity(company, kind="call", state="done", starts_at=timezone.now())
    cost = {"amount": "350", "day": "20/11/2026", "kind": "media", "channel": "phone", "words": ""}
    assert client.get(f"{page}costs/new/").status_code == 200
    assert client.post(f"{page}costs/new/", {**cost, "amount": "x"}).status_code == 422
    assert client.post(f"{page}costs/new/", cost).status_code == 302
    assert client.post(f"{page}refreshing/").status_code == 302
    shown = client.get(page).context
    assert [line.got for line in shown["stages"]] == ["1", "0", "0", "0", "0"]
    assert shown["tiles"][0]["value"] == "350,00\u00a0€"
    assert client.post(f"{page}costs/{PlanCost.objects.get().public_id}/removal/").status_code == 302
    assert client.post(f"{page}close/", {"revision": "1", "lesson": "Bien."}).status_code == 302
    assert client.get(page).context["may_change"] is False
    assert client.get(LIST).context["lines"][0]["name"] == plan.name


def test_the_panel_follows_what_is_typed() -> None:
    user = manager()
    make_company(department="69")
    answer = signed_in(user).post(f"{LIST}preview/", typed(user))
    shown = answer.context
    assert [each["count"] for each in shown["chain"]] == ["800", "96", "48", "12"]
    assert (shown["target"].count, shown["cost"]["each"], shown["each"]) == (1, "700,00\u00a0€", "66,7")
    assert shown["cost"]["payback"] == "serait remboursé en 6,0 mois d’après la marge attendue"
    assert shown["warnings"] == [
        "Entreprises de la cible\u00a0: 1, pour 800 à contacter\u00a0; il en manque 799."
    ]
    assert not ProspectingPlan.objects.exists()


def test_what_cannot_be_read_does_not_break_the_panel() -> None:
    user = manager()
    wrong = typed(user, target_orders="many", quote_rate="0", filter_text="wings is 2", row_budget=["?", ""])
    answer = signed_in(user).post(f"{LIST}preview/", wrong)
    assert (answer.status_code, answer.context["target"].is_understood) == (200, False)


def test_a_refused_plan_keeps_what_was_typed() -> None:
    user = manager()
    answer = signed_in(user).post(f"{LIST}new/", typed(user, name="", row_channel=["phone", "phone"]))
    assert answer.status_code == 422
    assert answer.context["form"].errors.keys() == {"name"}
    assert answer.context["channel_faults"] == ["Un canal est écrit deux fois."]
    assert [row.budget for row in answer.context["rows"]][:1] == ["8400"]


def test_a_draft_is_deleted_once_asked() -> None:
    user = manager()
    plan = make_plan(user)
    client, url = signed_in(user), f"{LIST}{plan.public_id}/deletion/"
    assert client.get(url).status_code == 200
    assert client.post(url).status_code == 302
    assert not ProspectingPlan.objects.exists()


def test_who_sells_reads_the_plans_they_work_and_writes_none() -> None:
    plan = make_plan(manager())
    seller = make_user(Role.SALESPERSON, scope=Scope.OWN.value)
    client = signed_in(seller)
    page = f"{LIST}{plan.public_id}/"
    assert client.get(page).status_code == 404
    assert client.get(LIST).context["lines"] == []
    plan.people.create(person=seller)
    assert client.get(page).status_code == 200
    assert client.get(f"{LIST}new/").status_code == 403
    assert client.post(f"{page}start/").status_code == 403


def test_the_list_of_companies_shows_whom_a_plan_aims_at() -> None:
    user = manager()
    company = make_company(department="69")
    plan = make_plan(user, state="running")
    plan.companies.create(company=company)
    make_company(department="69")
    answer = signed_in(user).get(f"/companies/?filter=plan is {plan.public_id}")
    assert answer.context["state"].spec.problems == ()
    assert company.name in answer.content.decode()


def test_pages_ask_as_many_queries_for_three_as_for_one(queries: Queries) -> None:
    user = manager()
    client = signed_in(user)

    def make() -> None:
        plan = make_plan(user, state="running")
        plan.channels.create(channel="phone", budget=D(100))
        PlanCost.objects.create(plan=plan, kind="media", day=plan.starts_on, amount=D(5))

    queries.same(make=make, read=lambda: client.get(LIST))


def test_the_bar_of_the_list_leads_to_a_plan_of_its_filter() -> None:
    client = signed_in(manager())
    answer = client.post(f"{LIST}from-list/?filter=department+is+69", {"all": "1"})
    assert (answer.status_code, answer["Location"]) == (302, f"{LIST}new/?filter=department+is+69")
    assert client.get(answer["Location"]).context["form"].initial["filter_text"] == "department is 69"


def test_the_target_is_changed_in_the_list_and_what_was_typed_comes_back_with_it() -> None:
    user = manager()
    client = signed_in(user)
    answer = client.post(f"{LIST}target/", typed(user))
    assert (answer.status_code, answer["Location"]) == (302, "/companies/?filter=department%20is%2069")
    back = client.post(f"{LIST}from-list/?filter=department+is+38", {"all": "1"})
    assert back["Location"] == f"{LIST}new/?filter=department+is+38&resumed=1"
    shown = client.get(back["Location"]).context
    first = shown["form"].initial
    assert (first["name"], first["filter_text"], first["people"]) == (
        "Boulangeries du Rhône",
        "department is 38",
        [user.public_id],
    )
    assert (shown["rows"][0].channel, shown["rows"][0].budget, shown["resumes"]) == ("phone", "8400", True)
    client.post(f"{LIST}new/", typed(user, filter_text="department is 38"))
    plan = ProspectingPlan.objects.get()
    # Once it is saved, the list leads to a plan of its own again; a draft goes back to itself.
    assert "resumed" not in client.post(f"{LIST}from-list/?filter=", {"all": "1"})["Location"]
    client.post(f"{LIST}target/", typed(user, plan=plan.public_id))
    back = client.post(f"{LIST}from-list/?filter=department+is+01", {"all": "1"})
    assert back["Location"].startswith(f"{LIST}{plan.public_id}/change/?")
    assert client.get(back["Location"]).context["form"].initial["filter_text"] == "department is 01"


def test_a_plan_for_everybody_says_so_and_names_the_target_it_should_have() -> None:
    user = manager()
    client = signed_in(user)
    buyer, _other = make_company(), make_company()
    make_life(buyer)
    everybody = client.get(f"{LIST}new/?filter=").context
    assert everybody["target_warnings"] == [
        "Sans filtre, le plan vise tout le fichier.",
        "Dont 1 client qui achète déjà\u00a0: prenez plutôt la cible «\u00a0Suspects et prospects\u00a0».",
    ]
    begun = client.get(f"{LIST}new/").context
    assert begun["form"].initial["filter_text"].startswith("status is suspect,lead")
    assert (begun["target_warnings"], begun["target"].is_understood) == ([], True)
    # An offer is launched to customers as well.
    launch = client.post(f"{LIST}preview/", typed(user, objective="new_product", filter_text="")).context
    assert launch["target_warnings"] == ["Sans filtre, le plan vise tout le fichier."]


def test_a_count_that_takes_long_is_asked_again_by_the_panel(monkeypatch: pytest.MonkeyPatch) -> None:
    user = manager()
    make_company(department="69")
    client = signed_in(user)
    monkeypatch.setattr("negoce.web.plans.segment.quick_segment", lambda _actor, _text: None)
    shown = client.post(f"{LIST}preview/", typed(user)).context
    assert (shown["size"], shown["warnings"]) == ("—", [])
    answer = client.get(shown["count_url"])
    assert answer.content.decode() == "1"


def test_who_only_reads_counts_nothing_again() -> None:
    plan = make_plan(manager(), state="running")
    reader = make_user(Role.READ_ONLY)
    plan.people.create(person=reader)
    client, page = signed_in(reader), f"{LIST}{plan.public_id}/"
    assert "Compter maintenant" not in client.get(page).content.decode()
    assert client.post(f"{page}refreshing/").status_code == 403


def ran(user: User, **fields: object) -> ProspectingPlan:
    """A plan of a hundred days: of two customers won, one came by the telephone, which alone was paid for."""
    start = timezone.now() - timedelta(days=99)
    plan = make_plan(
        user, state="running", started_at=start, starts_on=start.date(), yearly_margin=D(9_000), **fields
    )
    plan.channels.create(channel="phone", budget=D(900))
    PlanCost.objects.create(plan=plan, channel="phone", kind="pay", day=plan.starts_on, amount=D(300))
    PlanCost.objects.create(plan=plan, kind="tools", day=plan.starts_on, amount=D(100))
    for origin in ("phone", "search"):
        company = make_company(origin_channel=origin)
        plan.companies.create(company=company)
        make_order(company, timezone.localdate() - timedelta(days=40), "500", cost="400")
    return plan


def flat(text: object) -> str:
    return str(text).replace("\u202f", " ").replace("\u00a0", " ")


def test_a_customer_costs_and_pays_back_by_what_was_earned_for_all_and_for_those_a_channel_brought() -> None:
    user = manager()
    plan, client = ran(user), signed_in(user)
    page = f"{LIST}{plan.public_id}/"
    client.post(f"{page}refreshing/")
    shown = client.get(page).context
    tiles = {str(each["label"]): (flat(each["value"]), flat(each["note"])) for each in shown["tiles"]}
    # 200 € earned in 100 days by two: 365 € a year each; 200 ÷ (365 ÷ 12) = 6.6 months, though 9,000 was hoped for.
    assert tiles["Coût d’un client"] == (
        "200,00 €",
        "400 € ÷ 2 clients de la cible · pas encore remboursé ; le serait en 6,6 mois "
        "au rythme de la marge gagnée",
    )
    assert tiles["… par un canal payé"] == ("400,00 €", "1 sur 2 clients venus par un canal payé")
    assert [flat(each) for each in shown["tiles_why"]] == [
        "Coûts ÷ clients gagnés : 400 € ÷ 2 = 200 € par client.",
        "200 € ÷ (365 € de marge par an ÷ 12) = 6,58 mois.",
        "Marge par an : celle des commandes des clients gagnés, ramenée à un client et à 365 jours sur 100 jours.",
        "Par un canal payé : 400 € ÷ 1 client dont le canal a une dépense = 400,00 €.",
    ]
    lines = [(str(each["name"]), flat(each["spent"]), each["customers"]) for each in shown["channel_lines"]]
    assert lines == [
        ("Téléphone", "300 €", "1"),
        ("Pour tous les canaux", "100 €", "—"),
        ("Venues sans canal du plan", "—", "1"),
    ]


def test_leads_meetings_and_quotes_are_counted_each_for_itself() -> None:
    user = manager()
    plan, client = ran(user), signed_in(user)
    met = make_company()
    plan.companies.create(company=met)
    make_activity(met, kind="visit", state="done", starts_at=timezone.now() - timedelta(days=3))
    page = f"{LIST}{plan.public_id}/"
    client.post(f"{page}refreshing/")
    shown = client.get(page).context
    assert [(line.got, flat(line.passed)) for line in shown["stages"]] == [
        ("1", ""), ("aucun noté", ""), ("1", "—"), ("aucun noté", "—"), ("2", "—"),
    ]  # fmt: skip
    assert [(flat(each["value"]), flat(each["note"])) for each in shown["tiles"][:3]] == [
        ("400,00 €", "dépensé ÷ 1 contact pris auprès de 1 entreprise"),
        ("—", "besoin noté chez 0 entreprise, pour 2 clients"),
        ("—", "rendez-vous noté chez 1 entreprise, pour 2 clients"),
    ]


@pytest.mark.parametrize(
    ("quotes", "passed", "note"),
    [
        (
            [0, 1],
            "—",
            "« Devis » n’est noté que chez 1 entreprise, dont 0 à l’étape suivante : trop peu pour un taux.",
        ),
        ([3, 14], "21,4 % (3 sur 14)", ""),
    ],
)
def test_few_quotes_for_many_customers_say_no_rate(quotes: list[int], passed: str, note: str) -> None:
    user = manager()
    plan, client = ran(user), signed_in(user)
    page = f"{LIST}{plan.public_id}/"
    client.post(f"{page}refreshing/")
    figures = PlanFigures.objects.get(plan=plan)
    stages = [205, 6, 72, quotes[1], 14]
    figures.content = {**figures.content, "stages": stages, "contacts": 447,
                       "passed": [[70, 205], [1, 72], quotes]}  # fmt: skip
    figures.save()
    answer = client.get(page)
    last = answer.context["stages"][4]
    assert (flat(last.passed), flat(last.note)) == (passed, note)
    assert (note in flat(html.unescape(answer.content.decode()))) is True
    assert flat(answer.context["tiles"][0]["note"]) == "dépensé ÷ 447 contacts pris auprès de 205 entreprises"
    assert [flat(each["value"]) for each in answer.context["tiles"][1:3]] == ["—", "5,56 €"]


def test_a_plan_that_runs_is_changed_by_its_own_form() -> None:
    user = manager()
    plan, client = ran(user), signed_in(user)
    given = {**typed(user), "revision": plan.revision}
    for frozen in ("objective", "filter_text"):
        given.pop(frozen)
    assert client.post(f"{LIST}{plan.public_id}/change/", given).status_code == 302
    plan.refresh_from_db()
    assert (plan.name, plan.objective) == ("Boulangeries du Rhône", "new_target")


def test_who_reads_no_margin_sees_neither_it_nor_what_is_worked_out_from_it_and_keeps_it() -> None:
    user = make_user(Role.MARKETING, scope=Scope.ALL.value)
    plan = make_plan(
        user, state="running", started_at=timezone.now(), target_orders=12, yearly_margin=D(1_437)
    )
    plan.channels.create(channel="phone", budget=D(500), target_orders=12)
    page, shown = f"{LIST}{plan.public_id}/", []
    for reader in (user, manager()):
        client = signed_in(reader)
        client.post(f"{page}refreshing/")
        drawn = (
            "".join(client.get(url).content.decode() for url in (page, f"{page}change/"))
            + client.post(f"{LIST}preview/", {**typed(reader), "yearly_margin": "1437"}).content.decode()
        )
        drawn = drawn.replace("\u202f", "").replace("\u00a0", "").replace(" ", "")
        shown.append([words in drawn for words in ("1437", "remboursé", "yearly_margin")])
    assert shown == [[False, False, False], [True, True, True]]
    answer = signed_in(user).post(
        f"{page}change/", {**typed(user), "yearly_margin": "5", "revision": plan.revision}
    )
    assert answer.status_code == 302
    plan.refresh_from_db()
    assert (plan.name, plan.yearly_margin) == ("Boulangeries du Rhône", D(1_437))
