"""What a room contributes is wired: a list that nobody reads would be forgotten in silence."""

from __future__ import annotations

from dataclasses import fields
from importlib import import_module
from pathlib import Path

import pytest

from negoce.companies.interfaces import Wiring
from negoce.config.wiring import wiring

ROOT = Path(__file__).resolve().parents[2] / "negoce"
ROOMS = sorted(path.parent.name for path in ROOT.glob("*/contributions.py"))


@pytest.mark.parametrize("room", ROOMS)
def test_all_that_a_room_contributes_is_wired(room: str) -> None:
    given = import_module(f"negoce.{room}.contributions")
    for field in fields(Wiring):
        wired = getattr(wiring, field.name)
        for each in getattr(given, field.name, ()):
            assert any(each is one for one in wired), (field.name, each)
