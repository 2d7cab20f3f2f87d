"""Orders that a table beside the records holds alone: the revenue of companies, kept one row a company."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.db.models import Model, OneToOneRel
from django.db.models.constants import LOOKUP_SEP

from negoce.companies.queries.lists.order import Stretch, Term, active
from negoce.companies.queries.lists.spec import ListSpec


@dataclass(frozen=True, slots=True)
class Apart:
    """The table that holds the order, keyed as the records are, and the order in its own words."""

    model: type[Model]
    terms: tuple[Term, ...]


def apart_from(spec: ListSpec, terms: tuple[Term, ...]) -> Apart | None:
    """The one table that gives the whole order of the filled stretch, when it is not that of the records."""
    link, found, _rest = terms[0].path.partition(LOOKUP_SEP)
    if not found:
        return None
    relation = spec.definition.model._meta.get_field(link)
    if not isinstance(relation, OneToOneRel) or not relation.field.primary_key:
        return None
    own = []
    for term in active(terms, Stretch.FILLED):
        start, _found, rest = term.path.partition(LOOKUP_SEP)
        if term.path != "pk" and (start != link or not rest or LOOKUP_SEP in rest):
            return None
        own.append(replace(term, path=rest or "pk", beside=""))
    return Apart(relation.related_model, tuple(own))
