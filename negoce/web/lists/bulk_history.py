"""The last changes of many rows that a person made on a list, each to be taken back when its notice is gone."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from negoce.companies.enums import BulkState
from negoce.companies.queries.bulk_changes import own_bulk_changes
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.web.activities.words import moment_words
from negoce.web.lists.bulk_words import change_words, counted_rows
from negoce.web.lists.state import read_state


@require_GET
def show(request: HttpRequest, key: str) -> HttpResponse:
    """The dialog: what was set, for how many, when, and the button that undoes it."""
    state = read_state(request, key)
    require(state.spec.actor, Permission.BULK_EDIT)
    today = timezone.localdate()
    lines = [
        {
            "what": change_words(state, change),
            "rows": counted_rows(state, change.changed),
            "when": moment_words(change.made_at, today, all_day=False),
            "undone": change.state == BulkState.UNDONE.value,
            "undo_url": state.part_url("bulk_undo", change.public_id),
        }
        for change in own_bulk_changes(state.spec.actor, key)
    ]
    return render(request, "web/lists/_bulk_history.html", {"lines": lines})
