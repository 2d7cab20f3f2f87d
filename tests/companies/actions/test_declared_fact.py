"""Entries on the way a company buys: added with their source, taken back, latest first."""

from __future__ import annotations

from datetime import date

import pytest

from negoce.companies.actions.contacts.guard import FreeTextRefused
from negoce.companies.actions.declared_fact import declare_fact, withdraw_fact
from negoce.companies.models import Company, Competitor, DeclaredFact
from negoce.companies.queries.declared_facts import declared_facts, proposed_competitors
from negoce.identity.enums import Role, Scope
from negoce.identity.models import JournalEntry
from negoce.identity.permissions import NotAllowed
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Refused
from tests.factories.companies import make_company
from tests.factories.identity import make_actor

pytestmark = pytest.mark.django_db


@pytest.fixture
def company() -> Company:
    return make_company()


@pytest.fixture
def actor() -> Actor:
    return make_actor()


def declare(actor: Actor, company: Company, **values: object) -> DeclaredFact:
    return declare_fact(actor, company, values={"source": "interview", **values})


def test_one_competitor_whatever_its_accents(actor: Actor, company: Company) -> None:
    declare(actor, company, kind="competitor", competitor="Émbalor", share="20")
    declare(actor, company, kind="competitor", competitor="EMBALOR", share="25", known_on="01/11/2026")
    assert [each.name for each in Competitor.objects.all()] == ["Émbalor"]
    assert proposed_competitors("mbal") == ["Émbalor"]
    assert JournalEntry.objects.filter(subject_kind="declared_fact", company_key=company.pk).count() == 2


def test_the_newest_of_a_subject_stands_and_the_older_stays(
    actor: Actor, company: Company, today: date
) -> None:
    old = declare(actor, company, kind="purchases", amount="100000", known_on="01/02/2026")
    of_film = declare(actor, company, kind="purchases", amount="9000", category="Film", known_on="02/11/2026")
    new = declare(actor, company, kind="purchases", amount="120000", share="70", known_on="01/11/2026")
    facts = declared_facts(company)
    assert (facts.latest, facts.older) == ([of_film, new], [old])
    assert facts.purchases() == new


def test_an_entry_is_taken_back_once(actor: Actor, company: Company) -> None:
    fact = declare(actor, company, kind="process", text="Deux devis, puis le directeur tranche")
    withdraw_fact(actor, fact)
    assert DeclaredFact.objects.count() == 0
    assert JournalEntry.objects.filter(subject_kind="declared_fact", verb="deleted").count() == 1
    with pytest.raises(NotAllowed):
        withdraw_fact(actor, fact)


def test_a_text_about_health_asks_why(actor: Actor, company: Company) -> None:
    with pytest.raises(FreeTextRefused):
        declare(actor, company, kind="process", text="L’acheteur est dépressif depuis son cancer")
    assert DeclaredFact.objects.count() == 0


def test_a_fault_writes_nothing(actor: Actor, company: Company) -> None:
    with pytest.raises(Refused) as refusal:
        declare(actor, company, kind="competitor", competitor="Embalor", share="140")
    assert list(refusal.value.fields) == ["share"]
    assert (DeclaredFact.objects.count(), Competitor.objects.count()) == (0, 0)


def test_who_may_not_edit_or_see_is_refused(company: Company) -> None:
    for stranger in (make_actor(role=Role.READ_ONLY), make_actor(role=Role.SALESPERSON, scope=Scope.OWN)):
        with pytest.raises(NotAllowed):
            declare(stranger, company, kind="process", text="x")
    assert DeclaredFact.objects.count() == 0
