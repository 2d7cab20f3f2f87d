"""An approval below the floor, asked and answered from the page of a deal, on the quote that carries the price."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.utils import timezone

from negoce.identity.enums import FieldAccess, FieldGroup, Role, Scope
from negoce.identity.models import RolePolicy, User
from negoce.negotiation.actions.financing.save import save_financing
from negoce.negotiation.actions.quotes.approval import answer_approval, ask_approval
from negoce.negotiation.actions.quotes.close import close_quote, reopen_quote
from negoce.negotiation.models import Deal, Quote, QuoteApproval
from negoce.negotiation.queries.quote_floor import quote_floor
from negoce.negotiation.queries.quotes import current_version, lines_of
from negoce.parameters.enums import ParameterKey
from negoce.parameters.models import Parameter
from tests.factories.companies import make_company
from tests.factories.deals import make_deal
from tests.factories.identity import make_actor, make_user
from tests.harness.queries import Queries
from tests.web.bargaining.test_concessions import address, panel, quote_of
from tests.web.bargaining.test_room import HTMX, words_of

pytestmark = pytest.mark.django_db
SELF = "Demander l’accord"


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def deal() -> Deal:
    return make_deal(make_company("Laiterie du Vercors"), "Films 2027", amount=Decimal(200))


@pytest.fixture
def camille() -> Client:
    return signed_in(
        make_user(Role.SALESPERSON, scope=Scope.ALL.value, first_name="Camille", last_name="Roche")
    )


@pytest.fixture
def marc() -> Client:
    return signed_in(make_user(Role.MANAGER, scope=Scope.ALL.value, first_name="Marc", last_name="Vial"))


def set_floor(percent: int) -> None:
    Parameter.objects.filter(key=ParameterKey.MARGIN_FLOOR.value).delete()
    Parameter.objects.create(
        key=ParameterKey.MARGIN_FLOOR.value,
        value=Decimal(percent),
        starts_on=date(2020, 1, 1),
        source="Direction",
    )


def asked(client: Client, deal: Deal, quote: Quote, **more: str) -> int:
    typed = {"quote": quote.public_id, "revision": str(quote.revision), "reason": "Trois ans promis", **more}
    return client.post(address(deal, "approval"), typed, **HTMX).status_code


def test_without_a_quote_it_says_so_and_offers_to_make_one(deal: Deal, camille: Client) -> None:
    said = panel(camille, deal, "approvals")
    assert ["n’en a pas en cours" in said, f"/quotes/new/?deal={deal.public_id}" in said, SELF in said] == [
        True, True, False,
    ]  # fmt: skip
    assert "il n’y a pas d’accord à demander" in words_of(
        camille.get(address(deal, "approval"), **HTMX).content
    )


def test_above_the_floor_there_is_nothing_to_ask(deal: Deal, camille: Client) -> None:
    set_floor(30)
    quote = quote_of(deal)
    said = panel(camille, deal, "approvals")
    assert ["Marge au-dessus du plancher" in said, "mettez d’abord le prix voulu" in said, SELF in said] == [
        True, True, False,
    ]  # fmt: skip
    assert asked(camille, deal, quote) == 422
    assert QuoteApproval.objects.count() == 0


def test_it_is_asked_answered_and_told(deal: Deal, camille: Client, marc: Client) -> None:
    set_floor(45)
    quote = quote_of(deal)
    said = panel(camille, deal, "approvals")
    assert ["Accord d’un responsable nécessaire" in said, SELF in said, quote.number in said] == [True] * 3
    dialog = words_of(camille.get(address(deal, "approval"), **HTMX).content)
    assert "Accord d’un responsable nécessaire" in dialog
    assert asked(camille, deal, quote, reason=" ") == 422
    assert asked(camille, deal, quote) == 204
    waits = panel(camille, deal, "approvals")
    told = (
        "Attend une réponse",
        "Demandé par Camille Roche",
        "Trois ans promis",
        "marge 40,00 % · plancher 45,00 %",
    )
    assert [words in waits for words in (*told, "Répondre", SELF)] == [True] * 4 + [False, False]
    assert "Répondre" in panel(marc, deal, "approvals")
    first = QuoteApproval.objects.get().public_id
    assert first in words_of(marc.get(address(deal, "approval_answer"), **HTMX).content)
    reply = {"quote": quote.public_id, "request": first, "answer": "refuse", "comment": ""}
    assert marc.post(address(deal, "approval_answer"), reply, **HTMX).status_code == 422
    assert camille.post(address(deal, "approval_answer"), reply, **HTMX).status_code == 403
    done = marc.post(address(deal, "approval_answer"), {**reply, "comment": "2 % de trop"}, **HTMX)
    assert (done.status_code, "panel-approvals" in done.headers["HX-Trigger"]) == (204, True)
    refused = panel(camille, deal, "approvals")
    assert [words in refused for words in ("Refusé", "Réponse de Marc Vial", "2 % de trop", SELF)] == [
        True
    ] * 4
    quote.refresh_from_db()
    assert asked(camille, deal, quote, reason="Quatre ans promis") == 204
    allowed = {"quote": quote.public_id, "request": first, "answer": "allow", "comment": ""}
    # A refusal without a word shows the form again: it is still the one of the request that was read.
    again = marc.post(address(deal, "approval_answer"), {**allowed, "answer": "refuse"}, **HTMX)
    assert (again.status_code, f'name="request" value="{first}"' in words_of(again.content)) == (422, True)
    late = marc.post(address(deal, "approval_answer"), allowed, **HTMX)
    told = words_of(late.content)
    assert [late.status_code, "Quatre ans promis" in told, "n’est plus celle que vous avez lue" in told] == [
        409, True, True,
    ]  # fmt: skip
    quote.refresh_from_db()
    assert quote.state == "approval"
    allowed["request"] = QuoteApproval.objects.latest("pk").public_id
    assert marc.post(address(deal, "approval_answer"), allowed, **HTMX).status_code == 204
    quote.refresh_from_db()
    given = panel(camille, deal, "approvals")
    assert (quote.state, "Accordé" in given, SELF in given) == ("ready", True, False)
    stands = ("Sous le plancher, avec l’accord de Marc Vial", "Accord d’un responsable nécessaire")
    assert [words in given for words in stands] == [True, False]


def test_what_was_looked_at_is_what_is_asked_about(deal: Deal, camille: Client) -> None:
    set_floor(45)
    quote = quote_of(deal)
    assert asked(camille, deal, quote, revision="77") == 409
    other = quote_of(deal)
    assert asked(camille, deal, quote) == 409
    assert asked(camille, deal, other) == 204


def test_figures_of_margin_are_for_who_reads_them(deal: Deal, camille: Client) -> None:
    set_floor(45)
    quote = quote_of(deal)
    assert asked(camille, deal, quote) == 204
    access = {FieldGroup.MARGIN.value: FieldAccess.NONE.value}
    RolePolicy.objects.create(role=Role.SALESPERSON.value, field_access=access)
    said = panel(camille, deal, "approvals")
    assert ["Attend une réponse" in said, "45,00" in said, "40,00" in said] == [True, False, False]


def test_others_see_nothing_of_it(deal: Deal) -> None:
    set_floor(45)
    quote = quote_of(deal)
    stranger = signed_in(make_user(Role.SALESPERSON))
    assert asked(stranger, deal, quote) == 404
    reader = signed_in(make_user(Role.READ_ONLY, scope=Scope.ALL.value))
    assert asked(reader, deal, quote) == 403
    assert SELF not in panel(reader, deal, "approvals")


def test_three_requests_cost_what_one_costs(deal: Deal, camille: Client, queries: Queries) -> None:
    set_floor(45)
    first = quote_of(deal)
    asked(camille, deal, first)

    def one_more() -> None:
        quote = quote_of(deal)
        assert asked(camille, deal, quote) == 204

    queries.same(one_more, lambda: panel(camille, deal, "approvals"))


def test_a_finished_quote_needs_nothing(deal: Deal, camille: Client) -> None:
    set_floor(30)
    close_quote(make_actor(), quote_of(deal))
    said = panel(camille, deal, "approvals")
    assert ["Prêt à envoyer" in said, "mettez d’abord" in said, SELF in said] == [True, False, False]


def test_a_discount_for_cash_shown_with_the_quote_is_part_of_what_was_allowed(deal: Deal) -> None:
    set_floor(45)
    boss, seller, quote = make_actor(Role.MANAGER, scope=Scope.ALL), make_actor(), quote_of(deal)
    save_financing(seller, quote, given={"cash_discount": "2"}, shown=["cash"])
    ask_approval(seller, quote, reason="Trois ans promis")
    answer_approval(boss, quote, allow=True)
    reopen_quote(seller, quote)
    typed = {"cash_discount": "2", "loan_months": "36", "loan_rate": "4"}
    save_financing(seller, quote, given=typed, shown=["cash", "loan"], revision=1)
    assert _is_allowed(quote)
    save_financing(seller, quote, given={**typed, "cash_discount": "40"}, shown=["loan"], revision=2)
    assert not _is_allowed(quote)
    save_financing(seller, quote, given={**typed, "cash_discount": "40"}, shown=["cash"], revision=3)
    assert not _is_allowed(quote)


def _is_allowed(quote: Quote) -> bool:
    version = current_version(quote)
    return quote_floor(version, lines_of(version), timezone.localdate()).is_allowed
