"""What a page of a record tells the palette."""

from __future__ import annotations

from django.http import HttpRequest

from negoce.companies.actions.recent_note import note_visit
from negoce.web.after_answer import after_answer
from negoce.web.http import actor_of


def note_opened(request: HttpRequest, kind: str, object_id: int) -> None:
    """Put the record of a page on top of the person's last ones, once the page has left; fragments do not count."""
    if not request.headers.get("HX-Request"):
        actor = actor_of(request)
        after_answer(request, lambda: note_visit(actor, kind, object_id))
