"""How many rows a change of many rows will reach, said before it is made."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from negoce.companies.actions.bulk_hand_over import planned_with_owner
from negoce.companies.queries.lists.matching import matching
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.kit.money import format_decimal
from negoce.web.lists.bulk import MAX_CHOSEN
from negoce.web.lists.bulk_words import counted_rows
from negoce.web.lists.state import ListState, read_state


@require_POST
def reach(request: HttpRequest, key: str, action: str) -> HttpResponse:
    """What is chosen, how much of it this person may change, and what may be taken along.

    Posted, as the keys of many rows do not fit into an address; nothing is changed.
    """
    state = read_state(request, key)
    actor = state.spec.actor
    require(actor, Permission.BULK_EDIT)
    if action not in state.definition.bulk_actions:
        raise Http404(_("Cette action n’existe pas pour cette liste."))
    rows, chosen = _chosen(request, state)
    own = rows.count()
    context: dict[str, Any] = {"words": _words(state, own, own if chosen is None else chosen)}
    if action == "task":
        context["words"] = _task_words(state, rows, own)
    if key == "companies" and action == "owner" and own:
        planned = planned_with_owner(actor, rows)
        words = ngettext(
            "Confier aussi %(count)s activité prévue avec elles",
            "Confier aussi les %(count)s activités prévues avec elles",
            planned,
        )
        context["activities"] = words % {"count": format_decimal(planned, actor.language)} if planned else ""
    return render(request, "web/lists/_bulk_reach.html", context)


def _chosen(request: HttpRequest, state: ListState) -> tuple[QuerySet[Any], int | None]:
    """The rows that the actor sees among those chosen, and how many were; None when all that match are."""
    if request.POST.get("all") == "1":
        return matching(state.spec), None
    ids = list(dict.fromkeys(request.POST.getlist("selected")))[:MAX_CHOSEN]
    return state.definition.visible(state.spec.actor).filter(public_id__in=ids), len(ids)


def _task_words(state: ListState, rows: QuerySet[Any], own: int) -> str:
    """How many tasks, and for whom those are that nobody follows."""
    said = _("Une tâche pour chacune : %(rows)s.") % {"rows": counted_rows(state, own)}
    unled = rows.filter(Q(owner=None) | Q(owner__is_active=False)).count()
    if not unled:
        return said
    words = ngettext(
        "%(count)s n’est suivie par personne : sa tâche serait à vous.",
        "%(count)s ne sont suivies par personne : leurs tâches seraient à vous.",
        unled,
    )
    return f"{said} {words % {'count': format_decimal(unled, state.spec.actor.language)}}"


def _words(state: ListState, own: int, chosen: int) -> str:
    if own == chosen:
        return _("%(rows)s à modifier.") % {"rows": counted_rows(state, own)}
    return _(
        "%(rows)s à modifier sur %(chosen)s : vous ne voyez plus les autres, ou elles sont supprimées."
    ) % {
        "rows": counted_rows(state, own),
        "chosen": format_decimal(chosen, state.spec.actor.language),
    }
