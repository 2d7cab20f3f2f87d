"""What every part of the page of a tender needs: the tender that is asked for, the answer once it changed."""

from __future__ import annotations

from datetime import date

from django.http import HttpResponse

from negoce.identity.rules.actor import Actor
from negoce.negotiation.models import Tender
from negoce.negotiation.queries.tenders.visible import tenders_for_page
from negoce.ui.toasts import add_trigger
from negoce.web.dialogs import done
from negoce.web.http import load_or_404


def load_tender(actor: Actor, public_id: str) -> Tender:
    """The tender with what its page names; 404 when the actor does not see it."""
    return load_or_404(tenders_for_page(actor), public_id)


def whole_page(words: str) -> HttpResponse:
    """Close the dialog, say what was done, draw the page of the tender again."""
    answer = done(words, ())
    add_trigger(answer, "tender-page")
    return answer


def typed_day(day: date | None) -> str:
    """A day as it is typed."""
    return f"{day:%d/%m/%Y}" if day else ""
