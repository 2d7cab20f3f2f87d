"""Series of numbers: one prefix each, and what was used stays."""

from __future__ import annotations

import pytest

from negoce.billing.actions.series_save import save_series
from negoce.billing.models import FiscalSeries
from negoce.kit.refusal import Refused
from tests.factories.billing import make_issued, make_seller
from tests.factories.identity import make_actor

pytestmark = pytest.mark.django_db


def saved(series: FiscalSeries | None = None, **given: object) -> FiscalSeries:
    values: dict[str, object] = {
        "code": "S",
        "label": "Site de Lyon",
        "prefix": "S{year}-",
        "digits": 5,
        "justification": "Un site",
        **given,
    }
    return save_series(make_actor(), series, **values)


def test_an_unused_series_changes_its_code_and_keeps_its_prefix() -> None:
    changed = saved(saved(), code="v")
    assert (changed.code, changed.prefix) == ("V", "S{year}-")


def test_two_series_never_share_a_prefix() -> None:
    saved()
    with pytest.raises(Refused) as refused:
        saved(code="T", label="Site de Nantes")
    assert list(refused.value.fields) == ["prefix"]


def test_a_series_that_served_keeps_its_numbers() -> None:
    make_seller()
    make_issued()
    used = FiscalSeries.objects.get()
    usual = {"code": "F", "prefix": "F{year}-"}
    assert saved(used, **usual, label="Ventes").label == "Ventes"
    with pytest.raises(Refused, match="déjà servi"):
        saved(used, **{**usual, "prefix": "V{year}-"})
