"""The next gesture of an action: its words, and the page or dialog that it leads straight to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from negoce.automation.enums import DayKind
from negoce.automation.queries.day.read import Shown
from negoce.automation.words import KIND_WORDS
from negoce.companies.enums import ActivityKind
from negoce.identity.enums import Permission
from negoce.identity.rules.actor import Actor

LABELS: Mapping[str, Any] = {
    "call": _("Appeler"),
    "prepare": _("Préparer"),
    "chase": _("Relancer"),
    "remind": _("Relancer"),
    "warn": _("Prévenir"),
    "meet": _("Rencontrer"),
    "answer": _("Répondre"),
    "review": _("Faire le bilan"),
    "explain": _("Dire pourquoi"),
    "open": _("Ouvrir"),
}
# The page of what each kind is about, by the public id of its target.
_PAGES: Mapping[str, str] = {
    DayKind.PROMISE: "activities:record",
    DayKind.TASK: "activities:record",
    DayKind.REQUEST: "activities:record",
    DayKind.QUOTE: "quotes:quote",
    DayKind.QUOTE_ENDING: "quotes:quote",
    DayKind.DEAL_LATE: "deals:deal",
    DayKind.DEAL_STILL: "deals:deal",
    DayKind.DECIDER: "contacts:record",
    DayKind.CONTRACT: "contracts:contract",
    DayKind.DELIVERY: "orders:order",
    DayKind.APPROVAL: "quotes:quote",
    DayKind.MESSAGE: "outbox:message",
    DayKind.REVIEW: "activities:record",
    DayKind.OUTCOME: "deals:deal",
}


@dataclass(frozen=True, slots=True)
class Gesture:
    """What one presses: `log` is the entry that notes the exchange, opened beside a call."""

    label: str
    url: str
    dialog: Literal["", "modal"] = ""
    log: str = ""


def target_url(shown: Shown) -> str:
    """The page of what the action is about; that of the company where it is about the company."""
    page = _PAGES.get(shown.action.kind)
    if page and shown.action.target:
        return reverse(page, args=[shown.action.target])
    return reverse("companies:record", args=[shown.company.public_id]) if shown.company else ""


def gesture_of(shown: Shown, actor: Actor) -> Gesture:
    """The gesture that this person may make: who may not write opens the page."""
    action = shown.action
    page = Gesture(str(LABELS["open"]), target_url(shown))
    if not actor.may(Permission.CREATE):
        return page
    label = str(LABELS.get(action.gesture, LABELS["open"]))
    if action.gesture == "review" and action.person_id == actor.user_id:
        return Gesture(label, reverse("debriefs:writing", args=[action.target]))
    if action.gesture == "explain" and actor.may(Permission.EDIT):
        return Gesture(label, reverse("deals:outcome", args=[action.target]), "modal")
    if action.gesture in ("review", "explain"):
        return page
    if shown.company is None:
        return Gesture(label, page.url) if action.gesture in ("prepare", "answer") else page
    if action.gesture == "chase":
        return Gesture(label, f"{reverse('quotes:sending', args=[action.target])}?chase=1", "modal")
    if action.gesture == "warn":
        return Gesture(label, reverse("orders:notice", args=[action.target]), "modal")
    if action.gesture in ("call", "remind"):
        return _call(shown, label)
    if action.gesture == "meet":
        given = {"contact": action.target, "kind": ActivityKind.VISIT.value, "state": "planned"}
        return Gesture(label, f"{reverse('activities:create')}?{urlencode(given)}", "modal")
    return Gesture(label, page.url)


def _call(shown: Shown, label: str) -> Gesture:
    """The telephone, with the entry that notes the call; the entry alone where no number is known."""
    company = shown.company
    assert company is not None
    given = {
        "company": company.public_id,
        "kind": ActivityKind.CALL.value,
        "subject": str(KIND_WORDS[DayKind(shown.action.kind)]),
    }
    log = f"{reverse('activities:create')}?{urlencode(given)}"
    if shown.action.kind in (DayKind.TASK, DayKind.REQUEST):
        log = reverse("activities:outcome", args=[shown.action.target])
    if company.phone:
        return Gesture(label, f"tel:{company.phone}", log=log)
    return Gesture(label, log, "modal")
