"""What the journal hides of records that stand above the customer file."""

from __future__ import annotations

import pytest

from negoce.identity.enums import Role
from negoce.web.journal.masking import may_read
from tests.factories.identity import make_actor

pytestmark = pytest.mark.django_db


def test_what_an_action_of_the_plan_brings_is_a_margin() -> None:
    reader = make_actor(Role.MARKETING)
    names = ("budget", "expected_margin", "actual_cost", "actual_margin")
    assert [may_read(reader, kind, "our_reserve") for kind in ("bargaining", "concession")] == [False, False]
    assert [may_read(reader, "planned_action", name) for name in names] == [True, False, False, False]
