"""Tags with how many companies have each."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Count

from negoce.companies.models import CompanyTag, Tag

MOST_TAGS = 1_000


def tags_with_counts() -> Sequence[tuple[Tag, int]]:
    """The first thousand tags by name, each with its companies, those in the bin too: they come back with it."""
    links = CompanyTag.objects.order_by().values("tag_id").annotate(companies=Count("pk"))
    counts = dict(links.values_list("tag_id", "companies"))
    return [(tag, counts.get(tag.pk, 0)) for tag in Tag.objects.order_by("name_key")[:MOST_TAGS]]
