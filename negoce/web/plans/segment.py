"""The target of a plan as a person reads it: its size, its filter in words, the views it may be taken from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from negoce.companies.queries.lists.matching import matching
from negoce.companies.queries.lists.registry import LISTS
from negoce.companies.queries.lists.spec import Asked, understand
from negoce.companies.queries.lists.views import views_of
from negoce.identity.rules.actor import Actor
from negoce.prospecting.enums import PlanObjective
from negoce.prospecting.queries.plans import LIST, quick_segment, segment_of
from negoce.ui.words.figures import number
from negoce.web.lists.filter_words import sentence
from negoce.web.plans.targets import BUYING, GONE, PROSPECTS, USUAL


@dataclass(frozen=True, slots=True)
class Target:
    """How many companies a filter finds, what it says in words, and the list that shows them.

    `count` is 0 when the filter is not understood, None when counting takes longer than one may wait; so is
    `customers`, how many of them buy already.
    """

    count: int | None
    words: Sequence[str]
    url: str
    is_understood: bool
    customers: int | None = None
    is_everybody: bool = False


def target_of(actor: Actor, filter_text: str, *, patient: bool = True) -> Target:
    """The target that a filter describes, among the companies that the actor sees; one count.

    Not `patient`, it gives up counting after a moment: the page asks for the exact number by itself.
    """
    spec = understand(LISTS[LIST], actor, Asked(filter=filter_text))
    understood = not spec.problems
    parts = spec.whole_filter.parts
    words = [sentence(spec, part) for part in parts] or [_("Toutes les entreprises")]
    if not understood:
        return Target(0, words, list_url(filter_text), False)
    buying = f"({filter_text}) and {BUYING}" if parts else BUYING
    if patient:
        count: int | None = matching(spec).count()
        customers: int | None = segment_of(actor, buying).count
    else:
        found = quick_segment(actor, filter_text)
        count = None if found is None else found.count
        bought = None if found is None else quick_segment(actor, buying)
        customers = None if bought is None else bought.count
    return Target(count, words, list_url(filter_text), True, customers, is_everybody=not parts)


def target_warnings(target: Target | None, objective: str) -> Sequence[str]:
    """What somebody should know of a target before a plan starts: that it is everybody, that it buys already."""
    if target is None or not target.is_understood:
        return ()
    said = []
    if target.is_everybody:
        said.append(_("Sans filtre, le plan vise tout le fichier."))
    if target.customers and objective != PlanObjective.NEW_PRODUCT.value:
        wakes = objective == PlanObjective.WAKE_FORMER.value
        words = ngettext(
            "Dont %(count)s client qui achète déjà : prenez plutôt la cible « %(usual)s ».",
            "Dont %(count)s clients qui achètent déjà : prenez plutôt la cible « %(usual)s ».",
            target.customers,
        )
        usual = USUAL[GONE if wakes else PROSPECTS]
        said.append(words % {"count": number(target.customers), "usual": usual})
    return said


def list_url(filter_text: str) -> str:
    """The list of the companies that a filter finds."""
    page = reverse(f"lists:{LIST}")
    return f"{page}?filter={quote(filter_text)}" if filter_text else page


def saved_targets(actor: Actor) -> Sequence[tuple[str, str]]:
    """Pairs (filter, name) of whom plans usually aim at, then of the views of companies that a target may be."""
    found = [(key, str(words)) for key, words in USUAL.items()]
    found += [
        (view.asked.filter, str(view.label)) for view in views_of(LISTS[LIST], actor) if view.asked.filter
    ]
    return list(dict(found).items())
