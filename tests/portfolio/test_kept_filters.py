"""Filters that offers and reports keep follow a tag that changes its name, or goes into another."""

from __future__ import annotations

import pytest

from negoce.automation.models import SegmentOffer
from negoce.companies.actions.tag_change import change_tag
from negoce.companies.actions.tag_merge import merge_tags
from negoce.companies.models import Tag
from negoce.portfolio.models import SavedReport
from negoce.portfolio.rules.report_asked import ReportAsked, read_query
from tests.factories.identity import make_actor
from tests.factories.offers import make_offer

pytestmark = pytest.mark.django_db


def test_a_tag_that_changes_its_name_takes_them_along() -> None:
    actor = make_actor()
    tag = Tag.objects.create(name="Export", name_key="export")
    other = Tag.objects.create(name="Monde", name_key="monde")
    filters = ("tags any export", "city is export", "tags any local")
    for text in filters:
        make_offer(status="", segment_name="V", segment_filter=text)
        asked = ReportAsked("companies", filter=text, chart="lines")
        SavedReport.objects.create(owner_id=actor.user_id, name=text, query=asked.query)

    def kept() -> tuple[list[str], list[str]]:
        offers = SegmentOffer.objects.order_by("pk").values_list("segment_filter", flat=True)
        reports = [read_query(row.query) for row in SavedReport.objects.order_by("pk")]
        assert [each.chart for each in reports] == ["lines"] * 3
        return list(offers), [each.filter for each in reports]

    change_tag(actor, tag, name="Hors France", colour=tag.colour)
    now = ["tags any hors france", *filters[1:]]
    assert kept() == (now, now)
    tag.refresh_from_db()
    merge_tags(actor, tag, into=other)
    now = ["tags any monde", *filters[1:]]
    assert kept() == (now, now)
