"""The panels of the contact page, in order; each has an address and is drawn again by its own event."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from negoce.companies.enums import ActivityKind, Departure, ObservationKind
from negoce.companies.models import Post
from negoce.companies.queries.contact_page import (
    contact_observations,
    contact_preferences,
    gatekeepers,
    observable_interviews,
)
from negoce.companies.words.choices import choice_label
from negoce.companies.words.contact_values import observation_words, show_contact_value
from negoce.web.activities.next_step import next_step
from negoce.web.activities.thread import thread_context
from negoce.web.addresses import address_of
from negoce.web.approaches.panel import KEY as APPROACHES
from negoce.web.approaches.panel import TEMPLATE as APPROACHES_TEMPLATE
from negoce.web.approaches.panel import TITLE as APPROACHES_TITLE
from negoce.web.approaches.panel import contact_approaches
from negoce.web.companies.folds import is_folded
from negoce.web.companies.record import company_url, url_or_nothing
from negoce.web.contacts.record import ContactRecord, contact_url
from negoce.web.contacts.values import fact_rows
from negoce.web.custom.panel import custom_context
from negoce.web.outbox.address_panel import address_context
from negoce.web.privacy.panel import privacy_context

MAIN, SIDE, HEAD = "main", "side", "head"
_COORDINATES = (
    *("civility", "title", "first_name", "last_name", "email", "phone", "mobile", "fax", "linkedin"),
    *("language", "owner", "note"),
)
_ROLE = (
    "function",
    "department",
    "site",
    "responsibility",
    "started_on",
    "decision_power",
    "decision_ceiling",
)


@dataclass(frozen=True, slots=True)
class ContactPanel:
    """A card of the contact page.

    `read` gives the context of `template`, or None when there is nothing to show: then the panel is absent.
    `queries_max` counts what `read` asks of the database, the contact itself aside.
    """

    key: str
    title: Any
    template: str
    read: Callable[[ContactRecord], Mapping[str, object] | None]
    queries_max: int
    column: str = MAIN


def _thread(record: ContactRecord) -> Mapping[str, object]:
    return thread_context(record.actor, record.contact)


def _next_step(record: ContactRecord) -> Mapping[str, object]:
    return next_step(record.actor, record.contact)


def _coordinates(record: ContactRecord) -> Mapping[str, object]:
    return {"rows": fact_rows(record, _COORDINATES)}


def _custom(record: ContactRecord) -> Mapping[str, object] | None:
    return custom_context(record.actor, record.contact)


def _role(record: ContactRecord) -> Mapping[str, object] | None:
    if record.post is None:
        return None
    names = [*_ROLE, "guards"]
    if record.post.guards_id or record.post.gatekeeper_advice:
        names.append("gatekeeper_advice")
    reads_advice = record.may_read("gatekeeper_advice")
    guardians = [
        {
            "name": post.contact.full_name,
            "url": contact_url(post.contact),
            "advice": post.gatekeeper_advice if reads_advice else "",
        }
        for post in gatekeepers(record.actor, record.contact)
    ]
    return {"rows": fact_rows(record, names), "guardians": guardians}


def _posts(record: ContactRecord) -> Mapping[str, object]:
    seen = record.seen_companies
    lines = [
        {
            "post": post,
            "function": post.function,
            "company": record.house(post),
            "company_url": company_url(post.company) if seen.get(post.company_id) else "",
            "since": show_contact_value("", post.started_on),
            "until": show_contact_value("", post.ended_on),
            "departure": _departure(post.departure),
            "successor": post.successor.full_name
            if post.successor and post.successor.company_id in seen
            else "",
            "reached": _reached(record, post),
            "main": post.pk == record.contact.current_post_id,
        }
        for post in record.posts
    ]
    return {"lines": lines, "count": len(lines)}


def _departure(value: str) -> str:
    return choice_label(Departure, value) if value and value != Departure.MOVED.value else ""


def _reached(record: ContactRecord, post: Post) -> str:
    """How the person was reached in a post that they left; an address would name a company that is not seen."""
    if post.company_id not in record.seen_companies:
        return ""
    mobile = post.mobile_then if record.may_read("mobile") else ""
    numbers = [show_contact_value("phone", number) for number in (post.phone_then, mobile) if number]
    return " · ".join(part for part in (post.email_then, *numbers) if part)


def _observations(record: ContactRecord) -> Mapping[str, object] | None:
    if not record.may_read("observations"):
        return None
    found = contact_observations(record.actor, record.contact)
    interviews = [
        {
            "url": url_or_nothing("activities:record", each.activity.public_id),
            "title": choice_label(ActivityKind, each.activity.kind),
            "when": show_contact_value("", timezone.localtime(each.activity.starts_at).date()),
            "observed": [
                {
                    "kind": choice_label(ObservationKind, one.kind),
                    "value": observation_words(one.kind, one.value),
                    "words": one.words_heard,
                }
                for one in each.observations
            ],
        }
        for each in found
    ]
    latest = (
        observable_interviews(record.actor, record.contact)[:1] if record.may_write("observations") else []
    )
    add = [
        url_or_nothing("activities:observations", one.public_id, record.contact.public_id) for one in latest
    ]
    return {"interviews": interviews, "add_url": add[0] if add else ""} if interviews or add else None


def _preferences(record: ContactRecord) -> Mapping[str, object] | None:
    if not record.may_read("contact_preferences"):
        return None
    lines = [
        {"preference": each, "told_on": show_contact_value("", each.told_on)}
        for each in contact_preferences(record.contact)
    ]
    may_write = record.may_write("contact_preferences")
    return {"lines": lines, "may_write": may_write} if lines or may_write else None


PANELS: tuple[ContactPanel, ...] = (
    ContactPanel("address", _("Adresse e-mail"), "web/outbox/_address_panel.html", address_context, 1, HEAD),
    ContactPanel("next", _("Prochaine action"), "web/activities/_next_step.html", _next_step, 1, HEAD),
    ContactPanel("thread", _("Fil"), "web/activities/_thread.html", _thread, 7),
    ContactPanel(APPROACHES, APPROACHES_TITLE, APPROACHES_TEMPLATE, contact_approaches, 2),
    ContactPanel("posts", _("Parcours"), "web/contacts/_posts.html", _posts, 2),
    ContactPanel(
        "observations", _("Observé en entretien"), "web/contacts/_observations.html", _observations, 3
    ),
    ContactPanel("preferences", _("Préférences dites"), "web/contacts/_preferences.html", _preferences, 1),
    ContactPanel(
        "coordinates", _("Identité et coordonnées"), "web/contacts/_coordinates.html", _coordinates, 1, SIDE
    ),
    ContactPanel("custom", _("Champs personnalisés"), "web/companies/_section.html", _custom, 1, SIDE),
    ContactPanel("role", _("Rôle et décision"), "web/contacts/_role.html", _role, 1, SIDE),
    ContactPanel("privacy", _("Données personnelles"), "web/privacy/_panel.html", privacy_context, 3, SIDE),
)


def find_panel(key: str) -> ContactPanel | None:
    """The panel of that key, if there is one."""
    return next((panel for panel in PANELS if panel.key == key), None)


def draw_panel(request: HttpRequest, panel: ContactPanel, record: ContactRecord) -> SafeString:
    """The panel's markup; empty when it has nothing to show."""
    context = panel.read(record)
    if context is None:
        return SafeString("")
    shared = {
        "panel": panel,
        "panel_url": address_of("contacts:panel", record.contact.public_id, panel.key),
        "record": record,
        "contact": record.contact,
        "folded": is_folded(request, panel.key),
    }
    return render_to_string(panel.template, {**shared, **context}, request=request)


def draw_column(request: HttpRequest, record: ContactRecord, column: str) -> SafeString:
    """Every panel of one column, one under the other."""
    drawn = [draw_panel(request, panel, record) for panel in PANELS if panel.column == column]
    return SafeString("".join(drawn))
