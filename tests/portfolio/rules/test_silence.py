"""What a silence says of who keeps it."""

from __future__ import annotations

import pytest

from negoce.portfolio.rules.silence import ReturnLaw


def test_by_hand():
    law = ReturnLaw(never=0.2, shape=1.0, scale=2.0)
    assert law.outlasts(0) == 1.0
    assert law.outlasts(2) == pytest.approx(0.6)
    # After 60 days at 30 days a pace, with 60 more: from 0.6 to 0.2 + 0.8 ÷ 3.
    assert law.comes_back(60, 30, 60) == pytest.approx(1 - (0.2 + 0.8 / 3) / 0.6)


def test_whoever_never_comes_back_does_not():
    assert ReturnLaw(1.0, 1.0, 1.0).comes_back(10, 30) == 0.0


def test_a_slower_pace_forgives_a_longer_silence():
    law = ReturnLaw(0.1, 2.0, 1.0)
    assert law.comes_back(90, 90, 180) > law.comes_back(90, 30, 60)
