"""The thread of a company or of a contact: whole, its list alone, or its older items."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from negoce.companies.enums import ActivityKind
from negoce.companies.interfaces import TimelineItem
from negoce.companies.models import Company, Contact
from negoce.companies.queries.timeline.people import thread_people
from negoce.companies.queries.timeline.thread import Timeline, timeline
from negoce.companies.queries.visible import visible_companies, visible_contacts
from negoce.companies.words.choices import choice_label
from negoce.identity.enums import Permission
from negoce.identity.rules.actor import Actor
from negoce.ui.html import link
from negoce.web.activities.changes import changes_line
from negoce.web.activities.lines import activity_line
from negoce.web.activities.thread_asked import Asked, read_asked
from negoce.web.activities.words import ICONS, day_words, time_tag
from negoce.web.companies.record import url_or_nothing
from negoce.web.http import actor_of, load_or_404

QUICK_KINDS = (
    ActivityKind.VISIT,
    ActivityKind.CALL,
    ActivityKind.EMAIL,
    ActivityKind.NOTE,
    ActivityKind.TASK,
)


@dataclass(frozen=True, slots=True)
class Quick:
    """A button of the composer: the form of one kind opens in its place."""

    label: str
    icon: str
    url: str


@dataclass(frozen=True, slots=True)
class Filter:
    """One filter link of the thread's head."""

    label: str
    url: str
    active: bool
    key: str = ""


@require_GET
def thread(request: HttpRequest, kind: str, public_id: str) -> HttpResponse:
    """The thread, as a page of its own or as the fragment that a record's page includes."""
    actor = actor_of(request)
    record = _load(actor, kind, public_id)
    asked = read_asked(request, actor)
    if request.GET.get("part") == "people":
        return render(request, "web/activities/_thread_people.html", _people_context(actor, record, asked))
    if asked.before:
        return render(request, "web/activities/_thread_items.html", _items_context(actor, record, asked))
    context = thread_context(actor, record, asked)
    if request.GET.get("part") == "list":
        return render(request, "web/activities/_thread_list_alone.html", context)
    if request.headers.get("HX-Request"):
        # Whoever chose in the menu of people goes on beside it: the menu itself is a new one.
        chose_person = request.headers.get("HX-Trigger-Name") == "whose"
        return render(request, "web/activities/_thread.html", {**context, "chose_person": chose_person})
    return render(request, "web/activities/thread.html", context)


def thread_context(
    actor: Actor, record: Company | Contact, asked: Asked | None = None
) -> Mapping[str, object]:
    """What `web/activities/_thread.html` shows."""
    asked = asked or Asked()
    page = timeline(actor, record, **_narrowing(asked))
    today = timezone.localdate()
    url = thread_url(record)
    return {
        "thread_title": _("Fil"),
        "chose_person": False,
        "record_name": str(record),
        "record_url": url_or_nothing(f"{_kind_of(record, plural=True)}:record", record.public_id),
        "thread_url": url,
        "list_url": url + asked.query(part="list"),
        "filters": _filters(page, url, asked),
        "search": asked.search,
        "kinds_asked": ",".join(sorted(asked.groups)),
        "asked": asked,
        "everybody_url": url + asked.query(**{"by": "", "with": ""}),
        "people_url": url + asked.query(part="people"),
        "narrowed": asked.narrows,
        "pinned": [activity_line(row, today) for row in page.pinned],
        "planned": [activity_line(row, today) for row in page.planned],
        "more_planned": page.more_planned,
        "composer": composer(actor, record),
        **_drawn(actor, record, page, asked),
    }


def thread_url(record: Company | Contact) -> str:
    """The address of a record's thread."""
    return reverse("activities:thread", args=[_kind_of(record), record.public_id])


def _items_context(actor: Actor, record: Company | Contact, asked: Asked) -> Mapping[str, Any]:
    page = timeline(actor, record, before=asked.before, **_narrowing(asked))
    return {"thread_url": thread_url(record), **_drawn(actor, record, page, asked)}


def _drawn(actor: Actor, record: Company | Contact, page: Timeline, asked: Asked) -> dict[str, object]:
    older = thread_url(record) + asked.query(before=page.next_cursor) if page.next_cursor else ""
    items = [_item(actor, record, item) for item in page.items]
    return {"items": items, "older_url": older, "may_edit": actor.may(Permission.EDIT)}


def _narrowing(asked: Asked) -> dict[str, Any]:
    return {
        "kinds": asked.groups,
        "search": asked.search,
        "owner_id": asked.colleague.pk if asked.colleague else None,
        "person_id": asked.person.pk if asked.person else None,
    }


def _people_context(actor: Actor, record: Company | Contact, asked: Asked) -> Mapping[str, object]:
    """What the menu of people shows when it is opened: whom the thread can be narrowed to."""
    found = thread_people(actor, record)
    url = thread_url(record)
    every = [Filter(_("Tout le monde"), url + asked.query(**{"by": "", "with": ""}), not asked.whose)]
    colleagues = [
        Filter(
            each.full_name, url + asked.query(**{"by": each.public_id, "with": ""}), each == asked.colleague
        )
        for each in found.colleagues
    ]
    people = [
        Filter(each.full_name, url + asked.query(**{"with": each.public_id, "by": ""}), each == asked.person)
        for each in found.people
    ]
    return {"groups": [("", every), (_("Faits par"), colleagues), (_("Avec"), people)]}


def _item(actor: Actor, record: Company | Contact, item: TimelineItem) -> Mapping[str, object]:
    """The template of an item and its context, in words."""
    today = timezone.localdate()
    if "activity" in item.context:
        return {"template": item.template, "line": activity_line(item.context["activity"], today)}
    if "entries" in item.context:
        line = changes_line(actor, record, item.context["entries"], today)
        return {"template": item.template, "line": line}
    when = time_tag(day_words(timezone.localtime(item.at).date(), today), item.at, all_day=True)
    url = url_or_nothing(item.context["page"], item.context["public_id"]) if "page" in item.context else ""
    title = link(url, item.context["title"]) if url else item.context["title"]
    return {"template": item.template, "line": {**item.context, "title": title, "when": when}}


def _filters(page: Timeline, url: str, asked: Asked) -> Sequence[Filter]:
    every = Filter(_("Tout"), url + asked.query(kinds=""), not asked.groups, "all")
    others = [
        Filter(str(label), url + asked.query(kinds=key), asked.groups == {key}, key)
        for key, label in page.groups.items()
    ]
    return [every, *others] if others else []


def composer(actor: Actor, record: Company | Contact) -> Sequence[Quick]:
    """The kinds that the composer of a thread offers."""
    if not actor.may(Permission.CREATE):
        return []
    base = reverse("activities:create")
    who = {_kind_of(record): record.public_id, "place": "thread"}
    return [
        Quick(
            choice_label(ActivityKind, kind), ICONS[kind], f"{base}?{urlencode({**who, 'kind': kind.value})}"
        )
        for kind in QUICK_KINDS
    ]


def _load(actor: Actor, kind: str, public_id: str) -> Company | Contact:
    if kind == "company":
        return load_or_404(visible_companies(actor).select_related("owner", "parent"), public_id)
    if kind == "contact":
        return load_or_404(visible_contacts(actor), public_id)
    raise Http404(_("Ce fil n’existe pas."))


def _kind_of(record: Company | Contact, *, plural: bool = False) -> str:
    if isinstance(record, Contact):
        return "contacts" if plural else "contact"
    return "companies" if plural else "company"
