"""What quotes and deals keep of a person who is erased: the contract, not what we noted of them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.utils import timezone

from negoce.kit.text import name_key
from negoce.negotiation.models import Deal, Quote, QuoteApproval, QuoteLink, QuoteVersion
from negoce.negotiation.people_data.deal import DEAL_PEOPLE
from negoce.negotiation.people_data.quote import QUOTE_PEOPLE
from tests.factories.companies import make_company, make_contact
from tests.factories.deals import make_deal
from tests.factories.erasing import erasing
from tests.factories.handled_orders import make_accepted

pytestmark = pytest.mark.django_db


def test_links_to_the_address_of_a_person_close_and_notes_forget_the_name() -> None:
    person = make_contact(email="h.martin@laiterie.example")
    version = make_accepted(person.company, outcome_note="Mme Martin trouve cela cher")
    other = make_accepted(make_company(), outcome_note="Mme Martin, une autre")
    links = [
        QuoteLink.objects.create(version=version, email=email, token_sha256=email, expires_at=timezone.now())
        for email in ("H.Martin@laiterie.example", "achats@laiterie.example")
    ]
    QuoteApproval.objects.create(version=version, reason="Mme Martin insiste", floor=Decimal(20))
    deal = make_deal(person.company, name="Affaire de Mme Martin", note="Voir Mme Martin")

    crowd = erasing(person.pk, "Mme Martin", "[personne]")
    assert QUOTE_PEOPLE.erase(crowd) == 3
    assert DEAL_PEOPLE.erase(crowd) == 1
    for link in links:
        link.refresh_from_db()
    assert [(link.email, link.revoked_at is None) for link in links] == [
        ("", False),
        ("achats@laiterie.example", True),
    ]
    assert QuoteVersion.objects.get(pk=version.pk).outcome_note == "[personne] trouve cela cher"
    assert QuoteVersion.objects.get(pk=other.pk).outcome_note == "Mme Martin, une autre"
    assert QuoteApproval.objects.get().reason == "[personne] insiste"
    after = Deal.objects.get(pk=deal.pk)
    assert (after.name, after.note) == ("Affaire de [personne]", "Voir [personne]")
    assert after.name_key == name_key(after.name)


def test_the_subject_of_a_quote_forgets_the_name_unless_it_was_accepted() -> None:
    person = make_contact()
    accepted = make_accepted(person.company).quote
    offered = make_accepted(person.company).quote
    Quote.objects.filter(pk__in=[accepted.pk, offered.pk]).update(title="Pour Mme Martin")
    Quote.objects.filter(pk=offered.pk).update(state="sent")
    QUOTE_PEOPLE.erase(erasing(person.pk, "Mme Martin", "[personne]"))
    assert dict(Quote.objects.values_list("pk", "title")) == {
        accepted.pk: "Pour Mme Martin",
        offered.pk: "Pour [personne]",
    }
