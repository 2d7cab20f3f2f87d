"""Notes of the matrix from facts; the sum in the database says what the rule says (R-P3)."""

from __future__ import annotations

import random
from datetime import date
from decimal import Decimal as D

import pytest
from django.db import connection

from negoce.companies.models import Company, DeclaredFact
from negoce.orders.actions.refresh_sales import refresh_sales
from negoce.portfolio.actions.target_refresh import refresh_all_targets, refresh_targets
from negoce.portfolio.queries.target_facts import links_of
from negoce.prospecting.actions.target_reweigh import reweigh
from negoce.prospecting.enums import MatrixSide
from negoce.prospecting.models import Referral, TargetCriterion, TargetIndex, TargetNote
from negoce.prospecting.queries.target_index import criteria, of_side
from negoce.prospecting.rules.target_index import Note, target_index
from tests.factories.companies import make_company, make_contact
from tests.factories.orders import make_order

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 20)


def sold(company: Company, net: str) -> None:
    make_order(company, date(2026, 10, 1), net)
    refresh_sales([company.pk], today=TODAY)


def noted(company: Company) -> dict[str, int | None]:
    row = TargetIndex.objects.get(company=company)
    return {each.source: getattr(row, each.column) for each in criteria()}


def criterion(source: str) -> TargetCriterion:
    return TargetCriterion.objects.get(source=source)


def test_facts_become_notes() -> None:
    company = make_company(headcount_band="21", turnover=D(3_000_000), last_contact_on=date(2026, 10, 1))
    contact = make_contact(company, email="h@laiterie.example")
    contact.current_post.decision_power = "decides"
    contact.current_post.started_on = date(2026, 10, 3)
    contact.current_post.save()
    DeclaredFact.objects.create(
        company=company, kind="purchases", amount=D(40_000), share=D(50), known_on=TODAY, source="interview"
    )
    Referral.objects.create(
        referrer_company=make_company(), referred_company=company, given_on=TODAY, outcome="waiting"
    )
    refresh_all_targets(today=TODAY)
    assert noted(company) == {
        "headcount": 70,
        "purchases": 60,
        "sector_revenue": None,
        "turnover": 50,
        "sites": None,
        "decider": 100,
        "last_exchange": 80,
        "opening": 70,
        "group_link": None,
        "referral": 100,
        "contacts": 40,
    }
    row = TargetIndex.objects.get(company=company)
    # (3×7 + 3×6 + 2×5) / 8 and (3×10 + 2×8 + 2×7 + 1×10 + 1×4) / 9
    assert (row.potential, row.accessibility, row.priority) == (6.13, 8.22, 1)
    assert (row.known_potential, row.known_accessibility, row.size) == (72, 81, D(20_000))


def test_a_company_of_which_nothing_is_known_has_no_potential() -> None:
    company = make_company()
    refresh_all_targets(today=TODAY)
    row = TargetIndex.objects.get(company=company)
    # Nobody there, never met, nothing that opens: (2×2) / 9.
    assert (row.potential, row.accessibility, row.priority) == (None, 0.44, None)


def test_who_may_not_be_sold_to_has_no_row() -> None:
    company, supplier = make_company(), make_company(relation="supplier")
    refresh_all_targets(today=TODAY)
    assert list(TargetIndex.objects.order_by("pk").values_list("pk", flat=True)) == [company.pk]
    company.relation = "supplier"
    company.save()
    refresh_targets([company.pk, supplier.pk], today=TODAY)
    assert TargetIndex.objects.count() == 0


def test_customers_of_the_sector_tell_what_it_buys() -> None:
    bakers = [make_company(activity_code="10.71C") for _each in range(3)]
    for place, each in enumerate(bakers, start=1):
        sold(each, str(place * 2_000))
    alone = make_company(activity_code="10.52Z")
    other = make_company(activity_code="25.11Z")
    refresh_all_targets(today=TODAY)
    assert (noted(alone)["sector_revenue"], noted(other)["sector_revenue"]) == (40, None)
    assert TargetIndex.objects.get(company=alone).size == D(4_000)


def test_a_sister_that_buys_opens_the_door() -> None:
    head = make_company()
    sister, asked = make_company(parent=head), make_company(parent=head)
    cousin, stranger = make_company(group_name="Lactalia"), make_company()
    sold(sister, "500")
    assert links_of() == {head.pk: 1, sister.pk: 0, asked.pk: 1, cousin.pk: 0}
    refresh_targets([asked.pk, stranger.pk, head.pk], today=TODAY)
    assert [noted(each)["group_link"] for each in (asked, stranger, head)] == [100, None, 100]


def test_a_note_by_hand_goes_before_the_facts_and_stays() -> None:
    company = make_company(headcount=300)
    TargetNote.objects.create(company=company, criterion=criterion("headcount"), note=25, noted_on=TODAY)
    refresh_all_targets(today=TODAY)
    assert noted(company)["headcount"] == 25
    refresh_targets([company.pk], today=TODAY)
    assert noted(company)["headcount"] == 25


def test_the_database_adds_up_as_the_rule_does() -> None:
    drawn = random.Random(3)
    known = criteria()
    for row in TargetCriterion.objects.order_by("pk"):
        row.weight = drawn.randint(0, 10)
        row.save()
    known = criteria()
    for _each in range(120):
        notes = {each.column: drawn.choice([None, drawn.randint(0, 100)]) for each in known}
        TargetIndex.objects.create(company=make_company(), as_of=TODAY, **notes)
    assert reweigh(known) == 120
    for row in TargetIndex.objects.order_by("pk"):
        sides = [
            [Note(D(each.weight), tenths(getattr(row, each.column))) for each in of_side(known, side)]
            for side in (MatrixSide.POTENTIAL, MatrixSide.ACCESSIBILITY)
        ]
        expected = target_index(sides[0], sides[1]).value
        assert (row.potential, row.accessibility) == (
            number(expected.potential),
            number(expected.accessibility),
        )
        assert row.priority == expected.priority
        assert (row.known_potential, row.known_accessibility) == (
            expected.known_potential,
            expected.known_accessibility,
        )


def test_only_companies_that_change_places_are_written() -> None:
    large, unknown = make_company(headcount=300), make_company()
    refresh_all_targets(today=TODAY)
    assert reweigh(criteria()) == 0
    TargetCriterion.objects.filter(source="contacts").update(weight=0)
    assert reweigh(criteria()) == 2
    TargetNote.objects.create(company=large, criterion=criterion("turnover"), note=90, noted_on=TODAY)
    TargetIndex.objects.filter(pk=large.pk).update(note_4=90)
    assert (reweigh(criteria()), reweigh(criteria())) == (1, 0)
    assert TargetIndex.objects.get(pk=unknown.pk).potential is None


def test_each_database_keeps_the_table_as_it_writes_and_counts_best() -> None:
    """SQLite makes a table anew when a column changes, without what Django does not know: add it again then."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(
                "SELECT name FROM pragma_index_list('prospecting_targetindex') WHERE name = 'target_by_cell'"
            )
            assert cursor.fetchall() == [("target_by_cell",)]
            return
        cursor.execute("SELECT reloptions FROM pg_class WHERE relname = 'prospecting_targetindex'")
        assert cursor.fetchall() == [(["fillfactor=45"],)]


def tenths(note: int | None) -> D | None:
    return None if note is None else D(note) / 10


def number(value: D | None) -> float | None:
    return None if value is None else float(value)


def test_a_side_whose_weights_are_all_zero_has_no_index() -> None:
    company = make_company(headcount_band="21")
    refresh_all_targets(today=TODAY)
    assert TargetIndex.objects.get(company=company).potential is not None
    TargetCriterion.objects.update(weight=0)
    reweigh(criteria())
    row = TargetIndex.objects.get(company=company)
    assert (row.potential, row.accessibility, row.priority) == (None, None, None)


def test_a_house_without_criteria_merges_and_refreshes() -> None:
    company = make_company()
    TargetCriterion.objects.all().delete()
    refresh_targets([company.pk], today=TODAY)
    assert TargetIndex.objects.get(company=company).potential is None


def test_a_criterion_counts_after_one_whole_round_alone() -> None:
    """A round that is killed on the way leaves nothing wrong: what is new waits for the next one."""
    company = make_company(headcount=300)
    TargetCriterion.objects.filter(source="headcount").update(noted_revision=0)

    def killed(_done: int, _total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        refresh_all_targets(today=TODAY, tick=killed)
    assert criterion("headcount").noted_revision == 0
    assert [each.weight for each in criteria() if each.source == "headcount"] == [0]
    refresh_all_targets(today=TODAY)
    assert criterion("headcount").noted_revision == 1
    assert TargetIndex.objects.get(company=company).potential == 10


def test_what_changes_while_companies_are_noted_is_noted_by_a_second_round() -> None:
    company = make_company(headcount=300)
    rounds: list[int] = []

    def changed(done: int, _total: int) -> None:
        rounds.append(done)
        if len(rounds) == 1:
            TargetCriterion.objects.filter(source="headcount").update(bands=[["1", "2"]], revision=2)

    refresh_all_targets(today=TODAY, tick=changed)
    assert (len(rounds), criterion("headcount").noted_revision) == (2, 2)
    assert noted(company)["headcount"] == 20
