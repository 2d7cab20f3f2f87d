"""Takes a person out of what colleagues and the program keep around the file: views, filters, jobs, sessions,
answers kept for programs that repeat a write.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any

from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import Q

from negoce.companies.actions.people.erase_texts import mend_rows
from negoce.companies.models import BulkChange, SavedView
from negoce.companies.queries.lists.registry import LISTS
from negoce.companies.rules.privacy.crowd import Crowd
from negoce.companies.rules.privacy.filter import redact_filter, redact_query
from negoce.identity.models import ApiReply, JournalEntry
from negoce.jobs.models import Job


def steps_around(crowd: Crowd) -> Sequence[Callable[[], int]]:
    """Mend saved views, bulk changes, exports told by the journal, jobs, sessions and answers of the API, each on its
    own; each returns how many changed.
    """
    return [
        partial(step, crowd)
        for step in (_mend_views, _mend_journal, _mend_jobs, _mend_sessions, _mend_replies)
    ]


def _mend_views(crowd: Crowd) -> int:
    changed = mend_rows(SavedView.objects.all(), ("name",), crowd.mend_label)
    changed += mend_rows(SavedView.objects.exclude(query=""), ("query",), _query(crowd))
    changed += mend_rows(BulkChange.objects.exclude(filter_text=""), ("filter_text",), _filter(crowd))
    # As the tasks that it created, or they could no longer be undone together.
    return changed + mend_rows(BulkChange.objects.exclude(text=""), ("text",), crowd.mend)


def _mend_jobs(crowd: Crowd) -> int:
    jobs = Job.objects.filter(~Q(arguments={}) | ~Q(result={}) | ~Q(message="") | ~Q(error=""))
    return mend_rows(jobs, ("arguments", "result", "message", "error"), crowd.mend)


def _mend_journal(crowd: Crowd) -> int:
    """What stands under no company: views, exports and changes of whole lists."""
    views = JournalEntry.objects.filter(subject_kind="saved_view")
    changed = mend_rows(views, ("subject_name",), crowd.mend_label)
    kinds = ["saved_view", *(f"list_{key}" for key in LISTS)]
    told = JournalEntry.objects.filter(subject_kind__in=kinds)

    def mend(values: dict[str, Any]) -> dict[str, Any]:
        how = {"query": _query(crowd), "filter": _filter(crowd), "name": crowd.mend_label}
        return {
            name: [how[name](each) if isinstance(each, str) else each for each in pair]
            if name in how
            else pair
            for name, pair in values.items()
        }

    return changed + mend_rows(told, ("values",), mend)


@transaction.atomic
def _mend_sessions(crowd: Crowd) -> int:
    """Notices that nobody has read yet may name the person; whoever is signed in stays so."""
    changed = 0
    for session in Session.objects.order_by("pk").iterator(chunk_size=500):
        held = session.get_decoded()
        mended = crowd.mend(held)
        if mended != held:
            Session.objects.filter(pk=session.pk).update(session_data=SessionStore().encode(mended))
            changed += 1
    return changed


@transaction.atomic
def _mend_replies(crowd: Crowd) -> int:
    """Answers to programs hold the record that they wrote; whoever repeats the write finds it made, without them."""
    changed = 0
    replies = ApiReply.objects.exclude(body="").order_by("pk").only("pk", "body")
    for reply in replies.iterator(chunk_size=500):
        held = json.loads(reply.body)
        theirs = crowd.in_row(_texts(held))
        mended = crowd.mend(crowd.mend(held, alone=True, among=theirs))
        if mended != held:
            body = json.dumps(mended, ensure_ascii=False, separators=(",", ":"))
            ApiReply.objects.filter(pk=reply.pk).update(body=body)
            changed += 1
    return changed


def _texts(held: Any) -> Iterator[str]:
    """The texts inside lists and mappings, each as a cell of a row."""
    if isinstance(held, str):
        yield held
    for each in held.values() if isinstance(held, dict) else held if isinstance(held, list) else ():
        yield from _texts(each)


def _filter(crowd: Crowd) -> Any:
    return lambda text: redact_filter(text, crowd.mend_label, crowd.mend_alone)


def _query(crowd: Crowd) -> Any:
    return lambda text: redact_query(text, crowd.mend_label, crowd.mend_alone)
