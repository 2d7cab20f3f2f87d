"""A company completed from the register: asked, chosen field by field; many filled in at its pace."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import override_settings

from negoce.companies.actions.register_complete import MOST_FAILURES, ask_completion, complete_companies
from negoce.companies.actions.register_lookup import ask_lookup, take_values
from negoce.companies.models import Company, RegisterLookup
from negoce.identity.enums import Role
from negoce.identity.models import JournalEntry
from negoce.identity.permissions import NotAllowed
from negoce.identity.queries.actors import actor_for
from negoce.identity.rules.actor import Actor
from negoce.jobs.models import Job
from negoce.jobs.worker import work_off
from negoce.kit.refusal import Refused
from tests.factories.companies import make_company
from tests.factories.identity import make_actor, make_user
from tests.harness.register_server import RegisterServer, register_server, unit

pytestmark = pytest.mark.django_db
SIREN, OTHER = "732829320", "404833048"


@pytest.fixture
def server() -> Iterator[RegisterServer]:
    with register_server() as running, override_settings(NEGOCE_REGISTER=running.address):
        yield running


@pytest.fixture
def actor() -> Actor:
    return actor_for(make_user())


def _complete(actor: Actor, *companies: Company) -> tuple[dict[str, int], list[float]]:
    waits: list[float] = []
    keys = [each.pk for each in companies]
    done = complete_companies(actor, keys, progress=lambda _done, _total: None, sleep=waits.append)
    told = {name: getattr(done, name) for name in ("completed", "unchanged", "not_found", "closed", "left")}
    return {name: count for name, count in told.items() if count}, waits


def test_what_a_person_ticks_is_taken_and_the_journal_says_where_from(
    server: RegisterServer, actor: Actor
) -> None:
    company = make_company("Laiterie du lac", siren=SIREN, city="Brest", postal_code="29200")
    server.units[SIREN] = [unit(SIREN, "LAITERIE DU LAC")]
    lookup = ask_lookup(actor, company)
    work_off()
    lookup.refresh_from_db()
    assert (lookup.state, server.asked, len(lookup.results)) == ("done", [SIREN], 1)
    saved = take_values(actor, lookup, position=0, fields=["siret", "legal_form", "postal_code"])
    assert (saved.siret, saved.legal_form, saved.postal_code) == (f"{SIREN}00017", "5710", "35000")
    # What was not ticked stays.
    assert (saved.city, saved.activity_code) == ("Brest", "")
    entry = JournalEntry.objects.get(verb="completed")
    assert entry.values["source"] == [None, "annuaire des entreprises"]
    with pytest.raises(Refused):
        take_values(actor, lookup, position=0, fields=[])
    with pytest.raises(Refused):
        take_values(actor, lookup, position=4, fields=["siret"])


def test_nobody_is_asked_while_it_is_off(actor: Actor) -> None:
    with override_settings(NEGOCE_REGISTER=""), pytest.raises(Refused):
        ask_lookup(actor, make_company(siren=SIREN))
    assert RegisterLookup.objects.count() == 0


def test_a_register_out_of_order_is_told(server: RegisterServer, actor: Actor) -> None:
    server.script.append((429, {"Retry-After": "9"}, b""))
    lookup = ask_lookup(actor, make_company("Crèmerie Ollivier"))
    work_off()
    lookup.refresh_from_db()
    assert (lookup.state, lookup.error) == ("away", "127.0.0.1 answered 429")
    assert server.asked == ["Crèmerie Ollivier"]
    with pytest.raises(NotAllowed):
        ask_lookup(make_actor(Role.READ_ONLY), make_company("Crèmerie"))


def test_gaps_are_filled_and_what_people_wrote_stays(server: RegisterServer, actor: Actor) -> None:
    mine = make_company("Le Lac", siren=SIREN, city="Brest", postal_code="29200")
    closed, unknown = make_company("Fermée", siren=OTHER), make_company("Inconnue", siren="552100554")
    server.units[SIREN] = [unit(OTHER, "AUTRE"), unit(SIREN, "LAITERIE DU LAC")]
    server.units[OTHER] = [unit(OTHER, "FERMÉE", etat_administratif="C")]
    told, waits = _complete(actor, mine, closed, unknown)
    assert told == {"completed": 1, "closed": 1, "not_found": 1}
    mine.refresh_from_db()
    assert (mine.name, mine.city, mine.postal_code) == ("Le Lac", "Brest", "29200")
    assert (mine.activity_code, mine.legal_form, mine.headcount_band) == ("62.01Z", "5710", "12")
    # At most five questions a second.
    assert waits == [0.2, 0.2, 0.2]
    assert _complete(actor, mine)[0] == {"unchanged": 1}


def test_it_waits_when_asked_to_and_gives_up_when_nothing_answers(
    server: RegisterServer, actor: Actor
) -> None:
    companies = [make_company(siren=SIREN) for _each in range(MOST_FAILURES + 2)]
    server.script += [(429, {"Retry-After": "3"}, b"")] + [(500, {}, b"")] * 20
    told, waits = _complete(actor, *companies)
    assert told == {"left": MOST_FAILURES + 2}
    assert waits[0] == 3.0
    assert len(server.asked) == MOST_FAILURES


def test_many_are_asked_for_by_number_alone(server: RegisterServer, actor: Actor) -> None:
    mine, without = make_company(siren=SIREN), make_company()
    server.units[SIREN] = [unit(SIREN, "LAITERIE DU LAC")]
    job = ask_completion(actor, [mine.pk, without.pk])
    assert job.arguments == {"companies": [mine.pk]}
    work_off()
    mine.refresh_from_db()
    assert mine.legal_form == "5710"
    with pytest.raises(Refused):
        ask_completion(actor, [without.pk])
    with pytest.raises(NotAllowed):
        ask_completion(make_actor(Role.READ_ONLY), [mine.pk])


def test_after_a_pause_only_those_that_are_left_are_asked_for(server: RegisterServer, actor: Actor) -> None:
    first, second, third = (make_company(siren=number) for number in (SIREN, OTHER, "552100554"))
    for number in (SIREN, OTHER, "552100554"):
        server.units[number] = [unit(number, "LAITERIE")]
    job = ask_completion(actor, [first.pk, second.pk, third.pk])
    Job.objects.filter(pk=job.pk).update(done_units=2, total_units=3)
    work_off()
    assert server.asked == ["552100554"]
    filled = Company.objects.exclude(legal_form="").values_list("pk", flat=True)
    assert list(filled) == [third.pk]
