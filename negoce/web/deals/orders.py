"""What a cycle orders at a step, told before somebody goes there and after."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from django.utils import timezone
from django.utils.translation import gettext as _

from negoce.companies.models import Activity
from negoce.kit.dates import format_date
from negoce.negotiation.queries.cycles.book import CycleBook
from negoce.negotiation.rules.cycles import Steps, step_of
from negoce.negotiation.rules.deal_steps import BoardColumn
from negoce.negotiation.words.cycle import task_words
from negoce.ui.words.say import reader_language


def orders_of(steps: Steps, step: str) -> str:
    """What is planned once that step is reached; empty for nothing."""
    tasks = step_of(steps, step).tasks
    return _("Sera prévu : %(tasks)s") % {"tasks": "\u00a0; ".join(map(task_words, tasks))} if tasks else ""


def column_orders(book: CycleBook, column: BoardColumn) -> str:
    """The same for a card that comes to a column, by the key of its cycle, empty for that of the house: as JSON."""
    by_cycle: Mapping[str, str] = {
        "" if key is None else str(key): orders_of(book.steps_for(key), column.steps[0])
        for key in (None, *book.rows)
    }
    return json.dumps({key: words for key, words in by_cycle.items() if words}, ensure_ascii=False)


def planned_words(planned: Sequence[Activity]) -> str:
    """« Prévu : Préparer le dossier, 25 nov. 2026 »; empty for nothing."""
    if not planned:
        return ""
    language = reader_language()
    told = [
        f"{each.subject}, {format_date(timezone.localtime(each.starts_at).date(), language)}"
        for each in planned
    ]
    return _("Prévu : %(tasks)s") % {"tasks": "\u00a0; ".join(told)}
