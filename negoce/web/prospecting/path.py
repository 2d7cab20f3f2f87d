"""The steps towards a contact, given to somebody."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.kit.refusal import Refused
from negoce.prospecting.actions.path_plan import plan_steps
from negoce.prospecting.enums import PathStep
from negoce.ui.toasts import flash
from negoce.web.companies.page import load_record
from negoce.web.companies.panel_types import BEHAVIOUR
from negoce.web.dialogs import done
from negoce.web.http import go
from negoce.web.prospecting.path_panel import KEY


@require_POST
def plan(request: HttpRequest, public_id: str) -> HttpResponse:
    """Make tasks of the step posted, or of all that are left."""
    record = load_record(request, public_id)
    require(record.actor, Permission.CREATE)
    asked = request.POST.get("step", "")
    steps = [PathStep(asked)] if asked in {each.value for each in PathStep} else list(PathStep)
    try:
        made = plan_steps(record.actor, record.company, steps=steps, due=request.POST.get("due", "")[:60])
    except Refused as refused:
        flash(request, refused.message, tone="bad")
        return go(request, f"{record.url}?tab={BEHAVIOUR}")
    words = ngettext("%(count)s tâche créée.", "%(count)s tâches créées.", len(made)) % {"count": len(made)}
    if not request.headers.get("HX-Request"):
        flash(request, words)
        return go(request, f"{record.url}?tab={BEHAVIOUR}")
    return done(words, (KEY, "journal"))
