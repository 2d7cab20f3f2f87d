"""Offers by segment through the API."""

from __future__ import annotations

import pytest

from negoce.identity.enums import Role
from negoce.identity.models import RolePolicy
from negoce.identity.rules.token_scopes import TokenScope
from tests.factories.api import make_program
from tests.web.matrices.test_offers import pictured

pytestmark = pytest.mark.django_db


def test_pairs_come_with_their_figures_and_their_class() -> None:
    program = make_program()
    films, _cases = pictured(program.user)
    read = program.get("offer-segments").json()
    first = read["items"][0]
    assert (read["by"], first["family"], first["segment"]) == (
        "sector", {"id": films.public_id, "name": "Films"}, "C",
    )  # fmt: skip
    assert (first["revenue"], first["growth_percent"], first["buyers"], first["win_rate"]) == (
        "10000.00", "25.0", 4, "80.00",
    )  # fmt: skip
    assert (first["margin_rate"], first["class"]) == ("40.00", "winner")
    assert len(read["items"]) == 3


def test_margins_and_what_is_judged_by_them_are_for_who_reads_them() -> None:
    RolePolicy.objects.create(role=Role.SALESPERSON.value, field_access={"margin": "none"})
    program = make_program(Role.SALESPERSON)
    pictured(program.user)
    first = program.get("offer-segments").json()["items"][0]
    assert (first["revenue"], {"margin_rate", "class"} & first.keys()) == ("10000.00", set())


def test_before_the_first_night_there_is_nothing_and_an_unknown_grouping_is_refused() -> None:
    program = make_program()
    assert program.get("offer-segments?by=region").json() == {
        "by": "region", "as_of": None, "items": [], "targets": [],
    }  # fmt: skip
    assert program.get("offer-segments?by=weather").status_code == 422
    assert make_program(scopes=[TokenScope.STEERING_READ]).get("offer-segments").status_code == 403
