"""The offers of the demo."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import timezone

from negoce.automation.models import SegmentOffer
from negoce.demo.seeding.playbooks import _write_offers

pytestmark = pytest.mark.django_db


def test_two_offers_are_open_once() -> None:
    today: date = timezone.localdate()
    for _again in range(2):
        _write_offers(today)
    rows = SegmentOffer.objects.filter(starts_on__lte=today, ends_on__gte=today)
    assert sorted(rows.values_list("status", flat=True)) == ["dormant", "new"]
