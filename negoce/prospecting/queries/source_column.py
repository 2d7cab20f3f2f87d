"""Companies by the file that brought them, as a filter of their list."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from negoce.companies.enums import ColumnKind
from negoce.companies.interfaces import Column
from negoce.companies.queries.lists.tag_conditions import chosen_links
from negoce.identity.rules.actor import Actor
from negoce.prospecting.models import FileSource, SourcedCompany


def brought_by(operator: str, values: Sequence[str], _actor: Actor) -> Q:
    """Companies that one of these files made, that none of them did, or that any file or none did."""
    links = SourcedCompany.objects.filter(created=True).order_by()
    mine = links.filter(source__public_id__in=list(values))
    return chosen_links(operator, links, mine, "file source", *values)


def known_files(_actor: Actor) -> Sequence[tuple[str, Any]]:
    """Every file, the latest first."""
    return list(FileSource.objects.order_by("-pk").values_list("public_id", "name")[:300])


FILE_SOURCE_COLUMN = Column(
    "file_source", _("Fichier d’origine"), ColumnKind.CHOICE, condition=brought_by, options=known_files,
    shown=False, sortable=False, groupable=False, position=207,
)  # fmt: skip
