"""What the bargaining of a deal keeps of a person who is erased: the prices, not who told them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from negoce.negotiation.models import Bargaining, Concession
from negoce.negotiation.people_data.bargaining import BARGAINING_PEOPLE
from tests.factories.companies import make_contact
from tests.factories.deals import make_deal
from tests.factories.erasing import erasing

pytestmark = pytest.mark.django_db


def test_prices_and_concessions_forget_the_name() -> None:
    person = make_contact()
    deal = make_deal(person.company)
    Bargaining.objects.create(
        deal=deal, their_reserve=Decimal(47200), their_reserve_source="Mme Martin, en visite"
    )
    Concession.objects.create(
        deal=deal, given="Essai chez Mme Martin", cost=Decimal(0), asked="Avis de Mme Martin"
    )
    Bargaining.objects.create(deal=make_deal(), their_reserve_source="Mme Martin, une autre")
    assert BARGAINING_PEOPLE.erase is not None
    assert BARGAINING_PEOPLE.erase(erasing(person.pk, "Mme Martin", "[personne]")) == 2
    row = Bargaining.objects.get(deal=deal)
    assert (row.their_reserve, row.their_reserve_source) == (47200, "[personne], en visite")
    left = Concession.objects.get()
    assert (left.given, left.asked) == ("Essai chez [personne]", "Avis de [personne]")
    assert Bargaining.objects.exclude(deal=deal).get().their_reserve_source == "Mme Martin, une autre"
