"""The cycles of the house: what each kind of sale goes through."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.kit.refusal import Refused
from negoce.negotiation.actions.cycles.save import remove_cycle
from negoce.negotiation.enums import DealState, DealStep
from negoce.negotiation.models import SalesCycle
from negoce.negotiation.rules.cycles import CycleStep, days_in_all, read_steps
from negoce.negotiation.words.cycle import KIND_HINTS, task_words
from negoce.negotiation.words.deal import label_of
from negoce.ui.components.tables import TableColumn
from negoce.ui.toasts import flash
from negoce.web.http import actor_of, load_or_404


@require_GET
def listing(request: HttpRequest) -> HttpResponse:
    """Every cycle with its steps."""
    require(actor_of(request), Permission.MANAGE_SETTINGS)
    under_way = Count("deals", filter=Q(deals__state=DealState.OPEN.value, deals__deleted_at__isnull=True))
    rows = list(SalesCycle.objects.annotate(under_way=under_way).order_by("pk"))
    default = next((row for row in rows if row.is_default), None)
    context = {
        "cycles": [_cycle(row, row.under_way) for row in rows],
        "house": str(default) if default is not None else "",
        "columns": (
            TableColumn(_("Étape")),
            TableColumn(_("Sans mouvement après"), numeric=True),
            TableColumn(_("À faire une fois l’étape atteinte")),
            TableColumn(""),
        ),
    }
    return render(request, "web/cycles/list.html", context)


@require_POST
def removal(request: HttpRequest, public_id: str) -> HttpResponse:
    """Take a cycle away, or say why not."""
    actor = actor_of(request)
    require(actor, Permission.MANAGE_SETTINGS)
    row = load_or_404(SalesCycle.objects.all(), public_id)
    try:
        remove_cycle(actor, row)
        flash(request, _("Le cycle « %(name)s » est supprimé.") % {"name": row})
    except Refused as refused:
        flash(request, refused.message, tone="bad")
    return redirect("cycles:list")


def _cycle(row: SalesCycle, under_way: int) -> Mapping[str, object]:
    steps = read_steps(row.steps)
    days = days_in_all(steps)
    return {
        "name": str(row),
        "hint": KIND_HINTS[row.kind],
        "is_default": row.is_default,
        "lasts": ngettext("%(days)s jour au plus en tout", "%(days)s jours au plus en tout", days)
        % {"days": days},
        "followed": ngettext(
            "%(count)s affaire en cours le suit", "%(count)s affaires en cours le suivent", under_way
        )
        % {"count": under_way},
        "url": reverse("cycles:cycle", args=[row.public_id]),
        "removal_url": reverse("cycles:removal", args=[row.public_id]),
        "steps": [_step(row, each) for each in steps],
    }


def _step(row: SalesCycle, step: CycleStep) -> Mapping[str, object]:
    return {
        "label": label_of(DealStep, step.step),
        "is_used": step.is_used,
        "place": _("même colonne que l’étape précédente") if step.is_joined else step.column,
        "days": ngettext("%(days)s jour", "%(days)s jours", step.days) % {"days": step.days},
        "tasks": [task_words(task) for task in step.tasks],
        "url": reverse("cycles:step", args=[row.public_id, step.step.value]),
    }
