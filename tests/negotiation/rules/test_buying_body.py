"""The budget and the vote of a works council, as domain.md works them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from negoce.negotiation.rules.buying_body import BodyKind, VoteState, clean_body, council_budget, vote_of


@pytest.mark.parametrize(
    ("employees", "payroll", "operating"),
    [
        (120, "4200000", "8400.00"),
        (50, "1000000", "2000.00"),
        (1999, "1000000", "2000.00"),
        (2000, "1000000", "2200.00"),
    ],
)
def test_the_operating_grant_follows_the_staff(employees, payroll, operating):
    assert council_budget(employees, Decimal(payroll)).value.operating == Decimal(operating)


@pytest.mark.parametrize(("employees", "code"), [(49, "body.no_own_budget"), (10, "body.no_council")])
def test_a_small_staff_has_no_budget_of_its_own(employees, code):
    found = council_budget(employees, Decimal(1_000_000), Decimal(1))
    assert (found.value.operating, found.value.social, [each.code for each in found.findings]) == (
        0,
        None,
        [code],
    )


def test_what_is_not_known_is_not_guessed():
    assert council_budget(None, None).value.operating is None
    assert council_budget(None, Decimal(1_000_000), Decimal("1.5")).value.social == 15_000


@pytest.mark.parametrize(
    ("voters", "pro", "contra", "needed", "missing", "state"),
    [
        (9, 3, 2, 5, 2, VoteState.OPEN),
        (9, 5, 4, 5, 0, VoteState.WON),
        (9, 3, 5, 5, 2, VoteState.LOST),
        (10, 5, 0, 6, 1, VoteState.OPEN),
        (1, 0, 0, 1, 1, VoteState.OPEN),
    ],
)
def test_a_vote_needs_the_majority_of_those_present(voters, pro, contra, needed, missing, state):
    found = vote_of(voters, pro, contra).value
    assert (found.needed, found.missing, found.state) == (needed, missing, state)


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        (BodyKind.WORKS_COUNCIL, [("body.vote_open", "C. trav. L2315-32")]),
        (BodyKind.AUTHORITY, [("body.board_open", "")]),
    ],
)
def test_the_law_of_works_councils_is_not_said_of_a_public_board(kind, told):
    assert [(step.code, step.source) for step in vote_of(9, 2, 0, kind).steps] == told


@pytest.mark.parametrize(
    ("typed", "faulty"),
    [
        ({"voters": "3", "votes_for": "2", "votes_against": "2"}, {"voters": "body.more_votes"}),
        ({"votes_for": "1"}, {"voters": "body.more_votes"}),
        ({"social_percent": "120"}, {"social_percent": "reduction.percent_out_of_range"}),
        ({"employees": "beaucoup"}, {"employees": "number.unreadable"}),
        ({}, {}),
    ],
)
def test_what_makes_no_sense_is_told_at_its_field(typed, faulty):
    cleaned = clean_body(typed, date(2026, 11, 20))
    assert {name: finding.code for name, finding in cleaned.errors.items()} == faulty
