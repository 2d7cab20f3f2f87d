"""What the buyer says after the purchase, on a won deal: kept with its day, for who may read it (N14)."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from negoce.companies.models import Contact
from negoce.identity.enums import Role, Scope
from negoce.negotiation.actions.conclusion.evaluate import evaluate_deal
from negoce.negotiation.models import BuyerEvaluation, BuyerMark, Deal
from negoce.negotiation.people_data.conclusion import CONCLUSION_PEOPLE
from tests.factories.companies import make_company, make_contact
from tests.factories.deals import make_deal
from tests.factories.erasing import erasing
from tests.factories.identity import make_actor, make_user
from tests.harness.queries import Queries

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_today")]
HTMX = {"HX-Request": "true"}
GIVEN = {"told_on": "18/11/2026", "score": "9", "words": "Livré à l’heure", "contact": ""}


def browser(role: Role = Role.MANAGER) -> Client:
    client = Client()
    client.force_login(make_user(role, scope=Scope.ALL.value))
    return client


def won() -> Deal:
    return make_deal(
        make_company(), "Films 2027", state="won", closed_on=date(2026, 11, 10), outcome_reason="service"
    )


def panel(client: Client, deal: Deal, key: str = "evaluations") -> str:
    return client.get(reverse("deals:panel", args=[deal.public_id, key])).content.decode()


def test_a_score_is_noted_read_and_taken_back() -> None:
    deal, client = won(), browser()
    anne = make_contact(deal.company, first_name="Anne", last_name="Roux")
    url = reverse("conclusion:evaluation", args=[deal.public_id])
    assert "Roux" in client.get(url, headers=HTMX).content.decode()
    answered = client.post(url, {**GIVEN, "contact": anne.public_id}, headers=HTMX)
    assert (answered.status_code, "panel-evaluations" in answered.headers["HX-Trigger"]) == (204, True)
    for client_of, words in ((client, True), (browser(Role.READ_ONLY), False)):
        shown = panel(client_of, deal)
        assert "9 sur 10" in shown
        assert ("Livré à l’heure" in shown, "Anne Roux" in shown) == (words, words)
    assert "Service" in panel(client, deal, "ended")
    kept = BuyerEvaluation.objects.get()
    client.post(reverse("conclusion:evaluation_removal", args=[deal.public_id, kept.public_id]), headers=HTMX)
    assert BuyerEvaluation.objects.count() == 0


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"score": ""}, "score"),
        ({"score": "11"}, "score"),
        ({"score": "-1"}, "score"),
        ({"mark_price": "11"}, "mark_price"),
        ({"told_on": "21/11/2026"}, "told_on"),
        ({"words": "Il est malade depuis son divorce"}, "guard_reason"),
    ],
)
@pytest.mark.asked_already
def test_what_is_no_score_is_refused(given: dict[str, str], field: str) -> None:
    url = reverse("conclusion:evaluation", args=[won().public_id])
    answered = browser().post(url, {**GIVEN, **given}, headers=HTMX)
    assert (answered.status_code, BuyerEvaluation.objects.count()) == (422, 0)
    assert f'name="{field}"' in answered.content.decode()


def test_marks_are_noted_by_criterion_and_those_of_a_lost_deal_too() -> None:
    deal, client = won(), browser()
    lost = make_deal(deal.company, "Films 2028", state="lost", closed_on=date(2026, 11, 12))
    for each, score in ((deal, "9"), (lost, "3")):
        url = reverse("conclusion:evaluation", args=[each.public_id])
        given = {**GIVEN, "score": score, "mark_price": "4", "mark_service": "10", "mark_terms": ""}
        assert client.post(url, given, headers=HTMX).status_code == 204
        assert "Prix 4 · Service 10" in panel(client, each)
    kept = BuyerMark.objects.order_by("pk").values_list("evaluation__deal__name", "criterion", "mark")
    assert list(kept) == [
        ("Films 2027", "price", 4),
        ("Films 2027", "service", 10),
        ("Films 2028", "price", 4),
        ("Films 2028", "service", 10),
    ]


def test_nobody_evaluates_before_the_decision_nor_without_the_right() -> None:
    deal = make_deal(make_company())
    url = reverse("conclusion:evaluation", args=[deal.public_id])
    assert browser().post(url, GIVEN, headers=HTMX).status_code == 422
    assert panel(browser(), deal) == ""
    assert [
        browser(role).post(url, GIVEN).status_code for role in (Role.READ_ONLY, Role.SALES_ADMINISTRATION)
    ] == [
        403,
        403,
    ]
    assert BuyerEvaluation.objects.count() == 0


def test_an_erased_buyer_leaves_a_score_of_nobody(queries: Queries) -> None:
    deal, actor = won(), make_actor(Role.MANAGER, scope=Scope.ALL)
    anne = make_contact(deal.company, last_name="Roux")

    def one_more() -> None:
        evaluate_deal(actor, deal, values={**GIVEN, "contact": anne.public_id})

    client = browser()
    one_more()
    assert "Roux" in panel(client, deal)
    Contact.objects.filter(pk=anne.pk).update(deleted_at=timezone.now())
    assert "Roux" not in panel(client, deal)
    Contact.objects.filter(pk=anne.pk).update(deleted_at=None)
    assert queries.same(one_more, lambda: panel(client, deal)) < 20
    [table] = CONCLUSION_PEOPLE.export(anne.pk)
    assert table.rows[0] == ("18 nov. 2026", "Films 2027", "9 / 10", "Livré à l’heure")
    CONCLUSION_PEOPLE.erase(erasing(anne.pk, "Roux"))
    assert set(BuyerEvaluation.objects.values_list("score", "words", "contact")) == {(9, "", None)}


@pytest.mark.parametrize("name", ["withdrawal", "mark", "evaluation"])
@pytest.mark.asked_already
def test_a_deal_of_somebody_else_is_not_there(name: str) -> None:
    deal = make_deal(make_company(owner=make_user(Role.SALESPERSON)))
    stranger = Client()
    stranger.force_login(make_user(Role.SALESPERSON, scope=Scope.OWN.value))
    parts = [deal.public_id, *(["asks_delivery"] if name == "mark" else [])]
    url = reverse(f"conclusion:{name}", args=parts)
    assert (stranger.get(url).status_code, stranger.post(url, GIVEN).status_code) == (404, 404)
