"""What orders, terms of sale and contracts hold about a person: exported on request, emptied with them."""

from __future__ import annotations

from datetime import date

import pytest

from negoce.catalogue.actions.terms_of_sale import add_terms, note_terms_sent
from negoce.catalogue.enums import TermsWay
from negoce.catalogue.people_data import TERMS_PEOPLE
from negoce.identity.rules.actor import system_actor
from negoce.loyalty.people_data import CONTRACT_PEOPLE
from negoce.orders.people_data import ORDER_PEOPLE
from tests.factories.companies import make_company, make_contact
from tests.factories.erasing import erasing
from tests.factories.handled_orders import make_contract, make_handled

pytestmark = pytest.mark.django_db


def test_a_person_reads_what_is_held_and_it_forgets_their_name() -> None:
    company = make_company()
    contact = make_contact(company)
    terms = make_handled(company, contact=contact, note="Voir Hélène au quai 3", ordered_on=date(2026, 11, 2))
    contract = make_contract(company, contact=contact, indexation="Dit par Hélène")
    sold = add_terms(
        system_actor(), version="1", title="CGV", starts_on=date(2026, 1, 1), pdf=b"%PDF-1.7\n%%EOF"
    )
    note_terms_sent(system_actor(), company, sold, how=TermsWay.HAND, contact=contact)
    rows = [each.export(contact.pk)[0].rows[0][0] for each in (ORDER_PEOPLE, CONTRACT_PEOPLE, TERMS_PEOPLE)]
    assert rows == [terms.order.reference, contract.number, "CGV 1"]
    crowd = erasing(contact.pk, "Hélène")
    done = [each.erase(crowd) if each.erase else 0 for each in (ORDER_PEOPLE, CONTRACT_PEOPLE, TERMS_PEOPLE)]
    assert done == [1, 1, 0]
    terms.refresh_from_db()
    contract.refresh_from_db()
    assert (terms.note, contract.indexation) == ("Voir … au quai 3", "Dit par …")
