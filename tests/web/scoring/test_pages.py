"""The pages of scores: rules, their preview, the learned score, the card of a company; who may do what."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from negoce.companies.models import Company
from negoce.identity.enums import Role, Scope
from negoce.jobs.models import Job
from negoce.portfolio.models import CustomerLife, ModelScore, ScoringFit
from negoce.prospecting.models import CompanyScore, ScoreRule
from negoce.web.scoring.panel import SCORE
from tests.factories.companies import make_company
from tests.factories.identity import make_user
from tests.harness.queries import Queries

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}
PAGE, MODEL = reverse("scoring:page"), reverse("scoring:model")


def signed_in(role: Role = Role.MANAGER, scope: Scope = Scope.ALL) -> Client:
    client = Client()
    client.force_login(
        make_user(role, scope=scope), backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    return client


def text_of(client: Client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200
    return answer.content.decode().replace("\u00a0", " ").replace("\u202f", " ")


def make_rule(**fields: object) -> ScoreRule:
    given = {"kind": "fit", "name": "Grande", "filter_text": "headcount >= 50", "points": Decimal(45)}
    return ScoreRule.objects.create(**{**given, **fields})


def make_score(company: Company, score: str, **fields: object) -> CompanyScore:
    today = timezone.localdate()
    given = {
        "score": Decimal(score), "whole": Decimal(score), "as_of": today,
        "reached_on": today if Decimal(score) >= 60 else None, "lines": [],
    }  # fmt: skip
    return CompanyScore.objects.create(company=company, **{**given, **fields})


def make_fit(**fields: object) -> ScoringFit:
    judged = {
        "auc": 0.81, "brier": 0.12, "log_loss": 0.4, "gap": 0.01, "lift_10": 2.5, "lift_20": 2.1,
        "tenths": [[30, 0.9, 0.8]] + [[30, 0.2, 0.1]] * 9,
    }  # fmt: skip
    given = {
        "known_until": timezone.localdate(), "rows": 300, "companies": 250, "good": 60, "family": "logistic",
        "judged": {"logistic": judged, "kept": judged}, "in_use": True,
        "columns": [{"name": "calls", "alone": 0.7, "suspect": False}],
        "left_out": [{"name": "forms", "reason": "constant", "alone": None}],
    }  # fmt: skip
    return ScoringFit.objects.create(**{**given, **fields})


def test_rules_are_read_with_their_conditions_in_words() -> None:
    make_rule()
    make_rule(kind="behaviour", name="Devis", filter_text="", event="quote", points=Decimal("30.5"))
    page = text_of(signed_in(), PAGE)
    for words in ("Grande", "Effectif", "45", "Devis voulu", "30,5"):
        assert words in page


def test_leads_that_reached_sixty_are_proposed_to_who_sees_them() -> None:
    make_rule()
    ready, cold, customer = (make_company(name) for name in ("Prête SARL", "Froide SARL", "Cliente SARL"))
    for company, score, status in ((ready, "64.5", "lead"), (cold, "59.9", "lead"), (customer, "90", "new")):
        make_score(company, score)
        CustomerLife.objects.filter(company=company).delete()
        CustomerLife.objects.create(
            company=company,
            status=status,
            computed=status,
            status_since=timezone.localdate(),
            as_of=timezone.localdate(),
        )
    page = text_of(signed_in(), PAGE)
    assert ("Prête SARL" in page, "Froide SARL" in page, "Cliente SARL" in page) == (True, False, False)
    assert "64,5" in page
    assert "Prête SARL" not in text_of(signed_in(Role.SALESPERSON, Scope.OWN), PAGE)


def test_a_rule_is_written_tried_changed_and_taken_away() -> None:
    client = signed_in()
    make_company(headcount=80)
    make_company(headcount=8)
    typed = {
        "kind": "fit", "name": "Grande", "points": "65", "condition": "headcount >= 50", "event": "quote",
        "is_active": "on",
    }  # fmt: skip
    tried = client.post(reverse("scoring:rule_preview"), typed, headers=HTMX)
    said = tried.content.decode().replace("\u00a0", " ").replace("\u202f", " ")
    assert "1 entreprise reçoit ces points." in said
    assert "0 avant, 1 après" in said
    assert not ScoreRule.objects.exists()
    assert client.post(reverse("scoring:rule_new"), typed, headers=HTMX).status_code == 204
    rule = ScoreRule.objects.get()
    assert Job.objects.filter(task="prospecting.refresh_scores").count() == 1
    again = client.post(
        reverse("scoring:rule", args=[rule.public_id]), {**typed, "points": "20"}, headers=HTMX
    )
    assert again.status_code == 204
    rule.refresh_from_db()
    assert (rule.points, rule.event) == (20, "")
    assert (
        client.post(reverse("scoring:rule_removal", args=[rule.public_id]), headers=HTMX).status_code == 204
    )
    assert not ScoreRule.objects.exists()


def test_a_refusal_keeps_what_was_typed_beside_its_field() -> None:
    typed = {"kind": "fit", "name": "Grande", "points": "beaucoup", "condition": "banana is 3"}
    client = signed_in()
    refused = client.post(reverse("scoring:rule_new"), typed, headers=HTMX)
    assert refused.status_code == 422
    assert "banana is 3" in refused.content.decode()
    assert "Écrivez un nombre de points" in refused.content.decode()
    tried = client.post(reverse("scoring:rule_preview"), typed, headers=HTMX)
    assert tried.status_code == 422
    assert "Écrivez un nombre de points" in tried.content.decode()


def test_a_filter_of_the_list_becomes_a_condition() -> None:
    client = signed_in()
    answer = client.post(f"{reverse('scoring:rule_from_list')}?filter=headcount+>=+50")
    assert answer.status_code == 302
    assert "headcount &gt;= 50" in text_of(client, answer["Location"])
    # From the menu of the list nothing is ticked: the whole filter is taken, and only when there is one.
    asked = {"filter": "headcount >= 50"}
    tools = client.get("/companies/", asked).context["filter_tools"]
    assert [each.url.split("?")[0] for each in tools] == [
        reverse("plans:from_list"),
        reverse("scoring:rule_from_list"),
    ]
    plan, rule = (client.post(each.url, headers=HTMX).headers["HX-Redirect"] for each in tools)
    assert [plan, rule] == [
        f"{reverse(page)}?filter=headcount+at_least+50" for page in ("plans:new", "scoring:rule_new")
    ]
    assert client.get("/companies/").context["filter_tools"] == []


def test_a_first_set_of_rules() -> None:
    client = signed_in()
    assert "Commencer avec onze règles" in text_of(client, PAGE)
    client.post(reverse("scoring:rules_first"))
    assert ScoreRule.objects.count() == 11


@pytest.mark.parametrize("name", ["rule_new", "rule_preview", "rules_first", "rule_from_list", "fit"])
def test_who_does_not_run_prospecting_writes_nothing(name: str) -> None:
    client = signed_in(Role.SALESPERSON)
    assert client.post(reverse(f"scoring:{name}"), {"kind": "fit"}).status_code == 403
    assert text_of(client, PAGE)
    assert not ScoreRule.objects.exists()


@pytest.mark.parametrize("role", [Role.SALESPERSON, Role.READ_ONLY])
def test_rules_and_fits_are_changed_by_who_runs_prospecting_alone(role: Role) -> None:
    rule = ScoreRule.objects.create(kind="fit", name="Taille", filter_text="headcount >= 50", points=10)
    fit, client = make_fit(), signed_in(role)
    before = ScoringFit.objects.order_by("pk").values_list("is_chosen", "in_use")
    known = list(before)
    statuses = [
        client.post(reverse(f"scoring:{name}", args=[each.public_id]), {"name": "Autre"}).status_code
        for name, each in (("rule", rule), ("rule_removal", rule), ("use", fit))
    ]
    assert (statuses, list(before.all()), ScoreRule.objects.get().name) == ([403] * 3, known, "Taille")


def test_the_learned_score_says_how_right_it_is_and_what_it_read() -> None:
    fit = make_fit()
    ModelScore.objects.create(
        company=make_company("Chaude SARL"), fit=fit, percent=Decimal("77.5"), as_of=timezone.localdate()
    )
    page = text_of(signed_in(), MODEL)
    for words in (
        "250",
        "0,810",
        "Régression logistique",
        "Appels",
        "Formulaires envoyés",
        "toujours la même valeur",
        "77,5",
    ):
        assert words in page
    assert "Trop beau" not in page
    assert "Chaude SARL" not in text_of(signed_in(Role.SALESPERSON, Scope.OWN), MODEL)


def test_a_condition_is_read_in_words_where_it_is_written() -> None:
    client, rule = signed_in(), make_rule(filter_text="headcount at_least 50 and department is 69,01")
    said = "Effectif au moins 50 et Département est 69, 01"
    dialog = text_of(client, reverse("scoring:rule", args=[rule.public_id]))
    assert f"Reçoivent ces points : <strong>{said}</strong>" in dialog
    assert "/companies/?filter=headcount+at_least+50+and+department+is+69%2C01" in dialog
    typed = {"kind": "fit", "name": "Lyon", "points": "5", "condition": "department is 69", "is_active": "on"}
    tried = client.post(reverse("scoring:rule_preview"), typed, headers=HTMX).content.decode()
    assert "Condition lue : Département est 69." in tried.replace("\u00a0", " ")
    # What is no condition is said as it was typed, to be put right.
    wrong = client.post(reverse("scoring:rule_new"), {**typed, "condition": "departement 69"}, headers=HTMX)
    assert "Reçoivent ces points" not in wrong.content.decode()
    assert "departement 69" in wrong.content.decode()


def test_not_enough_data_is_said_with_its_figure() -> None:
    make_fit(in_use=False, problem="few_rows", figures={"rows": 37, "least": 200}, judged={}, family="")
    page = text_of(signed_in(), MODEL)
    assert "37 entreprises dont l’issue est connue, il en faut 200" in page
    assert "Rien n’est encore appris" in page
    make_fit(in_use=False, problem="few_holders", figures={"rows": 4, "least": 20}, judged={}, family="")
    assert "n’est venue que de 4 entreprises, il en faut 20" in text_of(signed_in(), MODEL)


def test_too_good_to_be_true_is_said() -> None:
    fit = make_fit()
    fit.judged["kept"]["auc"] = 0.97
    fit.save()
    assert "Trop beau pour être vrai" in text_of(signed_in(), MODEL)


def test_a_fit_is_chosen_by_hand_and_asked_for() -> None:
    older, newer = make_fit(in_use=False), make_fit()
    client = signed_in()
    client.post(reverse("scoring:use", args=[older.public_id]))
    assert list(ScoringFit.objects.filter(in_use=True).values_list("pk", "is_chosen")) == [(older.pk, True)]
    client.post(reverse("scoring:use", args=[newer.public_id]), {"follow": "yes"})
    assert list(ScoringFit.objects.filter(in_use=True).values_list("pk", "is_chosen")) == [(newer.pk, False)]
    client.post(reverse("scoring:fit"))
    assert Job.objects.filter(task="portfolio.fit_scores").count() == 1


def test_the_card_tells_both_scores_line_by_line() -> None:
    company, rule = make_company(), make_rule()
    today = timezone.localdate()
    make_score(
        company, "100", lines=[
            {"code": "score.fit", "rule": rule.public_id, "points": "45.0"},
            {"code": "score.behaviour", "rule": "gone", "points": "70.0", "on": today.isoformat(), "age": 3,
             "worth": "68.40"},
            {"code": "score.capped", "whole": "113.4", "most": "100"},
        ],
    )  # fmt: skip
    reasons = [
        {"column": "calls", "value": "4", "added": 0.7},
        {"column": "origin_channel", "value": "referral", "added": -0.7},
        {"column": "headcount", "value": "", "added": -0.1},
    ]
    ModelScore.objects.create(
        company=company, fit=make_fit(), percent=Decimal("42"), reasons=reasons, as_of=today
    )
    client = signed_in()
    card = (
        client.get(SCORE.url(company), headers=HTMX)
        .content.decode()
        .replace("\u00a0", " ")
        .replace("\u202f", " ")
    )
    for words in (
        "Grande",
        "+45,0",
        "Règle retirée",
        "+68,4",
        "Ramené à 100",
        "42,0 %",
        "cotes × 2,0",
        "cotes ÷ 2,0",
        "non renseigné",
    ):
        assert words in card


def test_a_company_without_any_score_has_no_card() -> None:
    company = make_company()
    assert signed_in().get(SCORE.url(company), headers=HTMX).content.strip() == b""


def test_pages_cost_the_same_with_more_rows(queries: Queries) -> None:
    client = signed_in()
    make_rule()
    fit = make_fit()

    def make() -> None:
        company = make_company()
        make_score(company, "70")
        ModelScore.objects.create(company=company, fit=fit, percent=Decimal(50), as_of=timezone.localdate())
        make_rule(kind="behaviour", filter_text="", event="quote", points=Decimal(5))

    for url in (PAGE, MODEL):
        assert queries.same(make, lambda url=url: client.get(url)) < 40


def test_why_a_model_is_kept_is_said_and_what_says_nothing_by_itself_is_no_use() -> None:
    told = [("calls", 0.7), ("visits", 0.49), ("meetings", 0.52)]
    make_fit(columns=[{"name": name, "alone": alone, "suspect": False} for name, alone in told])
    page = text_of(signed_in(), MODEL)
    assert "n’est pas choisi d’après ce tableau" in page
    useful = page.partition("AUC à elle seule")[2].partition("</table>")[0]
    assert [words in useful for words in ("Appels", "Rendez-vous acceptés", "Visites")] == [True, True, False]
    assert "(0,49 à 0,51), et ne servent qu’avec d’autres : Visites" in page
