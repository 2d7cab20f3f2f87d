"""Empties all that says who some people are, in every room: as many queries for many of them as for one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial

from django.utils import timezone
from django.utils.translation import gettext as _

from negoce.companies.actions.merges.erase import erase_merges
from negoce.companies.actions.people.erase_around import steps_around
from negoce.companies.actions.people.erase_gather import Whole
from negoce.companies.actions.people.erase_imports import ImportsFound, forget_imports
from negoce.companies.actions.people.erase_texts import erase_exchanges, text_steps
from negoce.companies.actions.search.index import index_records
from negoce.companies.actions.search.tidy import TIDY_SEARCH
from negoce.companies.models import (
    Activity,
    Contact,
    ContactCustomValue,
    ContactPreference,
    Observation,
    Opposition,
    Post,
    RecentRecord,
)
from negoce.companies.queries.person_data import people_journal
from negoce.companies.rules.privacy.crowd import Crowd
from negoce.companies.wired import wired
from negoce.identity.actions.erase_journal_values import erase_values
from negoce.identity.actions.journal import Entry, record_all
from negoce.identity.rules.actor import Actor
from negoce.jobs.queue import enqueue

_EMPTY_CONTACT = {
    **dict.fromkeys(("civility", "title", "first_name", "last_name", "name_key", "email", "phone"), ""),
    **dict.fromkeys(("mobile", "fax", "linkedin", "note", "informed_through", "information_source"), ""),
    "import_key": "",
    "informed_on": None,
    "last_sign_on": None,
    "owner": None,
}
_EMPTY_POST = {
    **dict.fromkeys(("function", "department", "responsibility", "decision_power", "departure"), ""),
    **dict.fromkeys(("gatekeeper_advice", "email_then", "phone_then", "mobile_then"), ""),
    "decision_ceiling": None,
    "guards": None,
    "site": None,
}
Step = Callable[[], int]


def mending_steps(crowd: Crowd, imports: ImportsFound) -> Iterable[Step]:
    """Texts of others that name these people, a room at a time; each returns how many rows it changed.

    In the transaction of a single erasure, or before that of a lot: each then writes in transactions of its own.
    """
    yield partial(forget_imports, crowd, imports)
    yield from text_steps(crowd)
    yield from steps_around(crowd)
    yield from (partial(each.house, crowd) for each in wired().person_data if each.house is not None)


def erase_rows(
    actor: Actor, wholes: Sequence[Whole], crowd: Crowd, reason: str
) -> tuple[int, int, Sequence[Activity]]:
    """Erase what the records of these people hold and what their companies say of them, inside the transaction.

    Returns how many exchanges were emptied, how many other records were mended, and the exchanges to review.
    """
    _erase_journal(crowd.keys)
    blanked, review = erase_exchanges(crowd.keys)
    mended = sum(each.erase(crowd) for each in wired().person_data if each.erase is not None)
    # Before the posts are emptied: their keys say which images are the person's.
    mended += erase_merges(crowd)
    _empty_records(crowd.keys)
    RecentRecord.objects.filter(kind="contact", object_id__in=crowd.keys).delete()
    record_all(actor, [_told(whole, reason) for whole in wholes])
    index_records("contact", [whole.contact.pk for whole in wholes])
    enqueue(TIDY_SEARCH, unique_key=TIDY_SEARCH)
    return blanked, mended, review


def _told(whole: Whole, reason: str) -> Entry:
    row = whole.contact
    words = whole.erasures[0].traces.redact(reason.strip()[:300], _("la personne"))
    return Entry("erased", "contact", row.pk, company_key=row.company_id, changes={"reason": (None, words)})


def _erase_journal(keys: Sequence[int]) -> None:
    by_kind: dict[str, list[int]] = {}
    for entries in people_journal(keys).values():
        for entry in entries:
            by_kind.setdefault(entry.subject_kind, []).append(entry.subject_id or 0)
    for kind, subjects in by_kind.items():
        erase_values(kind, subjects)


def _empty_records(keys: Sequence[int]) -> None:
    for model in (Observation, ContactPreference):
        model.objects.filter(contact_id__in=keys).delete()
    ContactCustomValue.objects.filter(record_id__in=keys).delete()
    Opposition.objects.filter(contact_id__in=keys).update(contact=None, source="", recorded_by=None)
    Post.objects.filter(contact_id__in=keys).update(**_EMPTY_POST)
    Post.objects.filter(contact_id__in=keys, ended_on__isnull=True).update(ended_on=timezone.localdate())
    Post.objects.filter(guards_id__in=keys).update(guards=None, gatekeeper_advice="")
    moment = timezone.now()
    Contact.objects.filter(pk__in=keys).update(
        **_EMPTY_CONTACT, current_post=None, erased_at=moment, deleted_at=moment, updated_at=moment
    )
