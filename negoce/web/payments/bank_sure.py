"""« Accepter les 12 sûrs »: the movements that need no second look, at once."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from negoce.billing.actions.payments.bank_accept_sure import TakenTogether, accept_sure
from negoce.ui.toasts import flash
from negoce.web.http import actor_of, go
from negoce.web.payments.figures import money

# As many as the page shows: nobody accepts what they have not seen.
SHOWN = 30


@require_POST
def accept_all_sure(request: HttpRequest) -> HttpResponse:
    """Accept every sure proposal of the page as it was shown."""
    taken = accept_sure(actor_of(request), seen=set(request.POST.getlist("movement")[:SHOWN]), limit=SHOWN)
    flash(request, _told(taken), tone="good" if taken.count else "warn")
    return go(request, reverse("payments:bank"))


def _told(taken: TakenTogether) -> str:
    if not taken.count:
        return _("Plus aucun de ces mouvements n’est sûr : rien n’a été noté.")
    said = ngettext(
        "%(count)s règlement noté, %(amount)s. Il s’annule depuis sa page.",
        "%(count)s règlements notés, %(amount)s. Chacun s’annule depuis sa page.",
        taken.count,
    ) % {"count": taken.count, "amount": money(taken.amount)}
    if not taken.left:
        return said
    left = ngettext("%(count)s attend encore.", "%(count)s attendent encore.", taken.left) % {
        "count": taken.left
    }
    return f"{said} {left}"
