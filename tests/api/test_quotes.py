"""Quotes through the API: read by who sees them, written as drafts, and no door around the margin floor."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from negoce.api.registry import ENDPOINTS
from negoce.catalogue.rules.early_payment import EarlyPayment
from negoce.identity.enums import Role, Scope
from negoce.identity.rules.token_scopes import TokenScope
from negoce.kit.refusal import Refused
from negoce.negotiation.actions.quotes.close import close_quote
from negoce.negotiation.models import Quote
from negoce.negotiation.queries.quotes import current_version
from tests.factories.api import make_program
from tests.factories.companies import make_company
from tests.factories.identity import make_actor, make_user
from tests.factories.quotes import make_quote, priced_product

pytestmark = pytest.mark.django_db


def test_a_draft_is_made_with_its_lines_priced_by_the_catalogue() -> None:
    priced_product("FILM-1")
    body: dict[str, Any] = {
        "company": make_company().public_id,
        "title": "Films",
        "lines": [
            {"code": "FILM-1", "quantity": 2.5, "reductions": "10 + 5"},
            {"kind": "note", "label": "Franco"},
        ],
    }
    answer = make_program().post("quotes", body, idempotency_key="1")
    assert answer.status_code == 201
    told = answer.json()
    assert (told["state"], told["net"], told["lines"][0]["label"]) == ("draft", "213.75", "Produit FILM-1")
    assert (told["incl_vat"], len(told["lines"])) == ("256.50", 2)


def test_a_wrong_cell_stores_nothing_and_names_itself() -> None:
    body = {"company": make_company().public_id, "lines": [{"code": "NOPE", "quantity": "-1"}]}
    answer = make_program().post("quotes", body, idempotency_key="1")
    assert answer.status_code == 422
    assert {each["field"] for each in answer.json()["errors"]} == {"line-0-code", "line-0-quantity"}
    assert not Quote.objects.exists()


def test_the_whole_draft_is_replaced_and_an_offer_is_not() -> None:
    priced_product("FILM-1")
    draft, offer = make_quote(), make_quote(ready=True)
    program, body = make_program(), {"lines": [{"code": "FILM-1", "price": "120"}]}
    assert program.post(f"quotes/{draft.public_id}/draft", body).json()["net"] == "120.00"
    assert program.post(f"quotes/{offer.public_id}/draft", body).status_code == 422


def test_no_address_closes_sends_or_accepts_and_the_floor_holds() -> None:
    """What a program writes is a draft: only the actions that look at the floor make an offer of it."""
    names = {each.name for each in ENDPOINTS if each.path.startswith("quotes") and each.writes}
    assert names == {"create_quote", "replace_quote_draft"}
    priced_product("CHEAP", cost="95")
    body = {"company": make_company().public_id, "lines": [{"code": "CHEAP"}]}
    answer = make_program().post("quotes", body, idempotency_key="1")
    with pytest.raises(Refused):
        close_quote(make_actor(), Quote.objects.get(public_id=answer.json()["id"]))
    free = {**body, "lines": [{"label": "Conseil", "price": "1000"}], "early_percent": "2", "early_days": "8"}
    told = make_program().post("quotes", free, idempotency_key="2").json()
    made = Quote.objects.get(public_id=told["id"])
    assert current_version(made).early == EarlyPayment(Decimal("2.00"), 8)
    with pytest.raises(Refused):
        close_quote(make_actor(Role.SALESPERSON, scope=Scope.ALL), made)
    for field in ("state", "unit_cost", "margin_floor"):
        wrong = {**body, "lines": [{"code": "CHEAP", field: "1"}]}
        assert make_program().post("quotes", wrong, idempotency_key=field).status_code == 422


def test_costs_and_strangers() -> None:
    owner = make_user(Role.SALESPERSON, scope=Scope.OWN.value)
    quote = make_quote(company=make_company(owner=owner))
    told = make_program(user=owner).get(f"quotes/{quote.public_id}").json()
    assert told["lines"][0]["unit_cost"] == "60.0000"
    other = make_program(Role.SALESPERSON, scope=Scope.OWN.value)
    assert other.get(f"quotes/{quote.public_id}").status_code == 404
    hidden = make_program(Role.MARKETING).get(f"quotes/{quote.public_id}").json()
    assert "unit_cost" not in hidden["lines"][0]
    assert "cost" not in hidden
    reader = make_program(scopes=(TokenScope.QUOTES_READ,))
    assert reader.post("quotes", {"company": quote.company.public_id}, idempotency_key="1").status_code == 403
