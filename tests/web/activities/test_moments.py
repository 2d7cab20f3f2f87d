"""What the words of a moment say of the state."""

from __future__ import annotations

import pytest

from negoce.web.activities.moments import state_meant


@pytest.mark.parametrize(
    ("words", "state", "meant"),
    [
        ("demain 9h", "done", "planned"),
        ("dans 3 jours", "done", "planned"),
        ("demain 9h", "planned", "planned"),
        ("hier 14h", "done", "done"),
        ("lundi", "done", "done"),
        ("lundi", "planned", "planned"),
        ("", "done", "done"),
        ("31/02/2026", "done", "done"),
        ("<b>un jour</b>", "done", "done"),
    ],
)
def test_only_a_moment_to_come_changes_the_state(words: str, state: str, meant: str) -> None:
    assert state_meant(words, state) == meant
