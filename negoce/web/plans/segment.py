"""The target of a plan as a person reads it: its size, its filter in words, the views it may be taken from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote

from django.urls import reverse
from django.utils.translation import gettext as _

from negoce.companies.queries.lists.matching import matching
from negoce.companies.queries.lists.registry import LISTS
from negoce.companies.queries.lists.spec import Asked, understand
from negoce.companies.queries.lists.views import views_of
from negoce.identity.rules.actor import Actor
from negoce.prospecting.queries.plans import LIST, quick_segment
from negoce.web.lists.filter_words import sentence


@dataclass(frozen=True, slots=True)
class Target:
    """How many companies a filter finds, what it says in words, and the list that shows them.

    `count` is 0 when the filter is not understood, None when counting takes longer than one may wait.
    """

    count: int | None
    words: Sequence[str]
    url: str
    is_understood: bool


def target_of(actor: Actor, filter_text: str, *, patient: bool = True) -> Target:
    """The target that a filter describes, among the companies that the actor sees; one count.

    Not `patient`, it gives up counting after a moment: the page asks for the exact number by itself.
    """
    spec = understand(LISTS[LIST], actor, Asked(filter=filter_text))
    understood = not spec.problems
    words = [sentence(spec, part) for part in spec.whole_filter.parts] or [_("Toutes les entreprises")]
    if understood and not patient:
        found = quick_segment(actor, filter_text)
        return Target(None if found is None else found.count, words, list_url(filter_text), True)
    count = matching(spec).count() if understood else 0
    return Target(count, words, list_url(filter_text), understood)


def list_url(filter_text: str) -> str:
    """The list of the companies that a filter finds."""
    page = reverse(f"lists:{LIST}")
    return f"{page}?filter={quote(filter_text)}" if filter_text else page


def saved_targets(actor: Actor) -> Sequence[tuple[str, str]]:
    """Pairs (filter, name) of the views of companies that a target may be taken from."""
    found = [
        (view.asked.filter, str(view.label)) for view in views_of(LISTS[LIST], actor) if view.asked.filter
    ]
    return list(dict(found).items())
