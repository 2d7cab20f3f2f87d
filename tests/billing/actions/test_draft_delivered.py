"""What is invoiced of an order of which a part has left."""

from __future__ import annotations

from decimal import Decimal

import pytest

from negoce.billing.actions.draft_deliveries import draft_from_deliveries
from negoce.billing.actions.draft_deposit import draft_deposit
from negoce.billing.actions.draft_order import draft_delivered, draft_from_order, draft_of_order
from negoce.billing.actions.issue_prepare import no_official_check, prepare_issue
from negoce.billing.queries.to_invoice import invoiceable_deliveries
from negoce.catalogue.enums import LineKind
from negoce.identity.rules.actor import system_actor
from negoce.kit.refusal import Refused
from negoce.orders.models import OrderTerms
from tests.conftest import TODAY
from tests.factories.billing import issue, make_delivery, make_seller, make_terms

pytestmark = pytest.mark.django_db
US = system_actor()


def _left(terms: OrderTerms, *quantities: str):
    """A delivery that the lines of its order know of, as the action records it."""
    made = make_delivery(terms, quantities)
    for row in made.lines.select_related("line"):
        row.line.delivered += row.quantity
        row.line.save(update_fields=["delivered"])
    return made


def _warnings(draft) -> set[str]:
    prepared = prepare_issue(draft, day=TODAY, today=TODAY, check=no_official_check)
    return {each.code for each in prepared.findings if each.severity == "warning"}


def test_only_what_left_is_proposed_and_nothing_is_said():
    make_seller()
    terms = make_terms()
    delivery = _left(terms, "2", "4")
    draft = draft_delivered(US, terms)
    assert [(line.label, line.quantity) for line in draft.lines.order_by("position")] == [
        ("Comté", Decimal(2)),
        ("Beurre", Decimal(4)),
    ]
    assert draft.supplied_on == delivery.delivered_on
    assert "issue.undelivered" not in _warnings(draft)
    issue(draft)
    assert not invoiceable_deliveries(US).exists()
    with pytest.raises(Refused, match="livré de la commande"):
        draft_delivered(US, terms)
    _left(terms, "0", "6")
    assert draft_delivered(US, terms).net == Decimal(24)


def test_goods_that_have_not_left_are_named_before_issuing_and_a_deposit_says_nothing():
    make_seller()
    terms = make_terms()
    assert "issue.undelivered" not in _warnings(draft_deposit(US, terms, percent=Decimal(30)))
    _left(terms, "2", "4")
    ahead = draft_from_order(US, terms)
    found = prepare_issue(ahead, day=TODAY, today=TODAY, check=no_official_check).findings
    assert [each.figures["goods"] for each in found if each.code == "issue.undelivered"] == ["Beurre"]
    issue(ahead)
    # The invoice of the whole order names no delivery: nothing is left of this one all the same.
    assert not invoiceable_deliveries(US).exists()


def test_a_service_is_invoiced_without_any_delivery():
    make_seller()
    terms = make_terms(lines=[("Comté", "2", "50"), ("Formation", "3", "100")])
    terms.agreed_lines.filter(label="Formation").update(unit="DAY")
    _left(terms, "1", "0")
    draft = draft_delivered(US, terms)
    assert [(line.label, line.quantity) for line in draft.lines.order_by("position")] == [
        ("Comté", Decimal(1)),
        ("Formation", Decimal(3)),
    ]
    assert "issue.undelivered" not in _warnings(draft)


def _headed():
    """An order of two sections; the second heads one line."""
    terms = make_terms(
        lines=[("Rayon frais", "0", "0"), ("Comté", "2", "50"), ("Sec", "0", "0"), ("Thé", "3", "4")]
    )
    terms.agreed_lines.filter(position__in=(1, 3)).update(kind=LineKind.TITLE.value)
    return terms


def _labels(draft) -> list[tuple[str, str]]:
    return list(draft.lines.order_by("position").values_list("kind", "label"))


def test_titles_of_an_order_stand_above_what_is_invoiced_below_them():
    make_seller()
    terms = _headed()
    fresh, dry = [("title", "Rayon frais"), ("item", "Comté")], [("title", "Sec"), ("item", "Thé")]
    delivery = _left(terms, "0", "2", "0", "0")
    assert _labels(draft_from_deliveries(US, [delivery])) == fresh
    assert _labels(draft_from_order(US, terms)) == [*fresh, *dry]
    issue(draft_of_order(US, terms))
    assert _labels(draft_of_order(US, terms, before_delivery=True)) == dry
    parts = [_left(terms, "0", "0", "0", quantity) for quantity in ("1", "2")]
    several = draft_from_deliveries(US, parts)
    named = [[("title", f"Livraison {each.number} du 10 nov. 2026"), *dry] for each in parts]
    assert _labels(several) == [*named[0], *named[1]]
    assert several.net == Decimal(12)
