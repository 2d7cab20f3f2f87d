"""The records of a filter that was kept to be used later, without anybody looking at the list again."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from negoce.companies.interfaces import ListDefinition
from negoce.companies.queries.lists.matching import matching
from negoce.companies.queries.lists.spec import Asked, ListSpec, understand
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Refused


def kept_spec(
    definition: ListDefinition, actor: Actor, filter_text: str, today: date | None = None
) -> ListSpec:
    """What a kept filter means to the actor now; raises Refused when any of it is not understood any more.

    A page leaves such a condition out and says so. Work that nobody looks at would then reach records that the filter
    was to keep away.
    """
    spec = understand(definition, actor, Asked(filter=filter_text), today)
    if spec.problems:
        figures = spec.problems[0].figures
        raise Refused(
            _(
                "Le filtre n’est plus entièrement compris, à «\u00a0%(near)s\u00a0»\u00a0: ce champ ou cette valeur "
                "n’existe plus, ou vos droits ne le lisent plus. Rien de plus n’a été fait."
            )
            % {"near": figures.get("near") or figures.get("text") or filter_text[:60]}
        )
    return spec


def kept_records(
    definition: ListDefinition, actor: Actor, filter_text: str, today: date | None = None
) -> QuerySet[Any]:
    """The records that the actor sees and that answer a kept filter, in no order. Raises Refused."""
    return matching(kept_spec(definition, actor, filter_text, today))
