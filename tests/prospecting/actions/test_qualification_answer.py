"""An answer is added, never written over."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from negoce.companies.actions.contacts.guard import FreeTextRefused
from negoce.identity.enums import Role, Scope
from negoce.identity.models import JournalEntry
from negoce.identity.permissions import NotAllowed
from negoce.kit.refusal import Refused
from negoce.prospecting.actions.grid_save import offer_grid, save_grid
from negoce.prospecting.actions.qualification_answer import answer_criterion
from negoce.prospecting.models import QualificationAnswer, QualificationCriterion, QualificationGrid
from negoce.prospecting.queries.qualification import qualification_of
from tests.factories.companies import make_company, make_contact
from tests.factories.identity import make_actor
from tests.factories.prospecting import make_answer

pytestmark = pytest.mark.django_db


def criterion(key: str, grid: str = "bant") -> QualificationCriterion:
    return QualificationCriterion.objects.select_related("grid").get(grid__key=grid, key=key)


def test_a_new_answer_takes_the_place_and_the_old_one_stays() -> None:
    company, actor = make_company(), make_actor()
    answer_criterion(actor, company, criterion("need"), answer="no", on=date(2026, 1, 5))
    answer_criterion(actor, company, criterion("need"), answer="yes", text="Deux quais à équiper")
    found = qualification_of(company)
    assert found is not None
    line = next(each for each in found.lines if each.criterion.key == "need")
    assert [(each.answer, each.text) for each in line.entries] == [
        ("yes", "Deux quais à équiper"),
        ("no", ""),
    ]
    told = JournalEntry.objects.filter(company_key=company.pk).order_by("pk").values_list("verb", flat=True)
    assert list(told) == ["created", "updated"]


def test_the_same_again_adds_nothing() -> None:
    company, actor = make_company(), make_actor()
    first = answer_criterion(actor, company, criterion("need"), answer="yes")
    assert answer_criterion(actor, company, criterion("need"), answer="yes") == first
    assert QualificationAnswer.objects.count() == 1


def test_what_is_refused_writes_nothing() -> None:
    company, actor = make_company(), make_actor()
    tomorrow = timezone.localdate() + timedelta(days=1)
    with pytest.raises(Refused):
        answer_criterion(actor, company, criterion("need"), answer="maybe")
    with pytest.raises(Refused):
        answer_criterion(actor, company, criterion("need"), answer="yes", on=tomorrow)
    with pytest.raises(Refused):
        answer_criterion(actor, company, criterion("need"), answer="yes", contact=make_contact())
    with pytest.raises(FreeTextRefused):
        answer_criterion(actor, company, criterion("need"), answer="yes", text="Il est divorcé.")
    with pytest.raises(NotAllowed):
        answer_criterion(make_actor(Role.READ_ONLY), company, criterion("need"), answer="yes")
    stranger = make_actor(Role.SALESPERSON, scope=Scope.OWN)
    with pytest.raises(NotAllowed):
        answer_criterion(stranger, company, criterion("need"), answer="yes")
    assert QualificationAnswer.objects.count() == 0


def test_a_grid_says_what_is_missing_and_since_when_it_holds() -> None:
    company = make_company()
    for day, key in ((2, "budget"), (3, "need"), (9, "timeline")):
        make_answer(company, key, on=date(2026, 3, day))
    found = qualification_of(company)
    assert found is not None
    assert (found.grid.key, found.since) == ("bant", date(2026, 3, 9))
    assert found.worked.value.missing == ("authority",)
    other = qualification_of(company, "meddic")
    assert other is not None
    assert (other.worked.value.confirmed, other.since) == (0, None)


def test_an_own_grid_is_typed_and_keeps_the_answers_of_what_stays() -> None:
    actor, company = make_actor(), make_company()
    grid = save_grid(actor, None, name="Hygiène", criteria="Label bio : Ont-ils un label ?\nChaîne du froid")
    label = grid.criteria.get(label="Label bio")
    answer_criterion(actor, company, label, answer="yes")
    save_grid(actor, grid, name="Hygiène", criteria="Quai\nLabel bio : Lequel ?")
    found = qualification_of(company, grid.key)
    assert found is not None
    assert [(each.criterion.label, each.answer.value) for each in found.lines] == [
        ("Quai", "unknown"),
        ("Label bio", "yes"),
    ]
    assert QualificationCriterion.objects.get(label="Chaîne du froid").is_active is False


@pytest.mark.parametrize("criteria", ["", " \n ", "Quai\nquai", "x" * 81])
def test_a_grid_that_asks_nothing_or_twice_is_refused(criteria: str) -> None:
    with pytest.raises(Refused):
        save_grid(make_actor(), None, name="Hygiène", criteria=criteria)


def test_known_grids_are_offered_or_not_but_never_rewritten() -> None:
    actor, grid = make_actor(), QualificationGrid.objects.get(key="champ")
    offer_grid(actor, grid, is_active=False)
    assert QualificationGrid.objects.filter(is_active=True).count() == 3
    with pytest.raises(Refused):
        save_grid(actor, grid, name="CHAMP", criteria="Quai")
    for key in ("meddic", "gpctba"):
        offer_grid(actor, QualificationGrid.objects.get(key=key), is_active=False)
    with pytest.raises(Refused):
        offer_grid(actor, QualificationGrid.objects.get(key="bant"), is_active=False)
    with pytest.raises(NotAllowed):
        offer_grid(make_actor(Role.SALESPERSON), grid, is_active=True)
