"""The day of these tests."""

from __future__ import annotations

from datetime import date, datetime, tzinfo

import pytest
from django.utils import timezone


@pytest.fixture
def on_today(monkeypatch: pytest.MonkeyPatch, today: date) -> date:
    """The program believes that it is Friday 20 November 2026."""
    real = timezone.localdate

    def localdate(value: datetime | None = None, timezone: tzinfo | None = None) -> date:
        return today if value is None else real(value, timezone)

    monkeypatch.setattr(timezone, "localdate", localdate)
    return today
