"""An action of the day in words."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from negoce.automation.enums import DayKind
from negoce.automation.queries.day.read import Shown
from negoce.automation.rules.day_stake import Stake
from negoce.automation.words import KIND_WORDS, MESSAGES, STAKE_WORDS, euros, say_reason
from negoce.identity.rules.actor import Actor
from negoce.portfolio.enums import LifeStatus
from negoce.portfolio.life_words import STATUS_LABELS
from negoce.ui.words.say import say
from negoce.web.day.gestures import Gesture, gesture_of, target_url

# From so many points of 100 on, a place is shown in this tone.
_TONES = ((90, "bad"), (80, "warn"), (70, "info"), (0, "good"))
_HUES = {LifeStatus.TO_APPROACH.value: "approach"}


@dataclass(frozen=True, slots=True)
class DayLine:
    """A line ready to be drawn; `vals` is what its buttons post."""

    name: str
    url: str
    target_url: str
    score: int
    tone: str
    status: str
    life: str
    kind: str
    reason: str
    more: str
    gesture: Gesture
    vals: str
    tomorrow: str
    three_days: str
    next_week: str
    refuse_url: str
    date_url: str
    why_url: str


def day_line(shown: Shown, actor: Actor, person: str = "") -> DayLine:
    """The words of one action; `person` is the public id of whose it is, where it is not the actor's."""
    action, company = shown.action, shown.company
    named = urlencode({"kind": action.kind, "key": action.key})
    life = getattr(company, "life", None) if company else None
    about = target_url(shown)
    return DayLine(
        name=company.name if company else str(KIND_WORDS[DayKind(action.kind)]),
        url=reverse("companies:record", args=[company.public_id]) if company else about,
        target_url=about,
        score=shown.ranked.score,
        tone=next(tone for least, tone in _TONES if shown.ranked.score >= least),
        status=str(STATUS_LABELS[LifeStatus(life.status)]) if life else "",
        life=_HUES.get(life.status, life.status) if life else "",
        kind=str(KIND_WORDS[DayKind(action.kind)]),
        reason=" ".join(filter(None, (say_reason(action.reason), stake_words(shown.stake)))),
        more=_others(action.others),
        gesture=gesture_of(shown, actor),
        vals=_vals(shown),
        tomorrow=_vals(shown, to="1"),
        three_days=_vals(shown, to="3"),
        next_week=_vals(shown, to="week"),
        refuse_url=f"{reverse('day:refusal')}?{named}",
        date_url=f"{reverse('day:postponement')}?{named}",
        why_url=f"{reverse('day:why')}?{named}{f'&person={person}' if person else ''}",
    )


def stake_words(stake: Stake) -> str:
    """« Marge en jeu : 18 400 €. », empty where nothing may be told."""
    if stake.shown is None or stake.kind is None:
        return ""
    return str(STAKE_WORDS[stake.kind]) % {"stake": euros(stake.shown)}


def first_words(count: int, total: Decimal) -> str:
    """What the head of the list is worth, in one sentence; empty where no euro may be told."""
    if not count or not total:
        return ""
    words = ngettext("La première vaut %(sum)s €.", "Les %(count)s premières valent %(sum)s €.", count)
    return words % {"count": count, "sum": euros(total)}


def _others(others: Sequence[Mapping[str, Any]]) -> str:
    if not others:
        return ""
    count = len(others)
    return ngettext("et une autre raison", "et %(count)s autres raisons", count) % {"count": count}


def _vals(shown: Shown, **more: str) -> str:
    return json.dumps({"kind": shown.action.kind, "key": shown.action.key, **more})


def why_lines(shown: Shown) -> Sequence[str]:
    """How the place of an action came, step by step, then its other reasons."""
    steps = [say(step, MESSAGES) for step in shown.ranked.steps]
    return [*steps, *(f"{_('Aussi :')} {say_reason(each)}" for each in shown.action.others)]
