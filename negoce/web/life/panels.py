"""The life cycle on the page of a company: the status under its name, and its card."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from negoce.kit.dates import format_date
from negoce.portfolio.enums import LifeStatus, StatusCause
from negoce.portfolio.life_words import CAUSE_LABELS, STATUS_LABELS, life_sentence
from negoce.portfolio.models import CustomerLife, StatusChange, StatusOverride
from negoce.portfolio.queries.life_page import changes_of, life_of, overrides_of
from negoce.portfolio.rules.life_reason import read_reason
from negoce.ui.html import chip
from negoce.web.companies.panel_types import BEHAVIOUR, HEAD, Panel
from negoce.web.companies.record import CompanyRecord
from negoce.web.life.hues import hue_of
from negoce.web.life.proposal import proposed_status
from negoce.web.orders.figures import language

_SHOWN, _MOST = 5, 100


def _head(record: CompanyRecord) -> Mapping[str, object]:
    life = life_of(record.company)
    return {
        "chip": status_chip(life.status if life else LifeStatus.SUSPECT.value),
        "sentence": sentence_of(life),
        "since": format_date(life.status_since, language()) if life else "",
        "declared": life is not None and life.cause == StatusCause.DECLARED,
        "more_url": f"{record.url}?tab={BEHAVIOUR}#panel-life",
        "proposed": proposed_status(record.company, life) if record.may_edit else None,
    }


def status_chip(status: str) -> str:
    """The status in its colour."""
    return chip(STATUS_LABELS[LifeStatus(status)], life=hue_of(status))


def sentence_of(life: CustomerLife | None) -> str:
    """Why it is this status, its days counted up to today."""
    stored = {"code": "life.suspect"} if life is None else life.reason
    return life_sentence(read_reason(stored, timezone.localdate()))


def _life(record: CompanyRecord) -> Mapping[str, object]:
    today = timezone.localdate()
    company = record.company
    life = life_of(company)
    overrides = overrides_of(company)
    running = next((each for each in overrides if each.ended_at is None and each.ends_on >= today), None)
    lines = [_line(each, overrides) for each in changes_of(company, _MOST)]
    if lines and life is not None:
        lines[0] |= _noticed(lines[0], life)
    pages = {
        name: reverse(f"life:{name}", args=[company.public_id]) for name in ("facts", "override", "take_back")
    }
    return {
        "chip": status_chip(life.status if life else LifeStatus.SUSPECT.value),
        "sentence": sentence_of(life),
        "since": format_date(life.status_since, language()) if life else "",
        "declared": _declared(running, life) if running else None,
        "lines": lines[:_SHOWN],
        "older": lines[_SHOWN:],
        "facts_url": pages["facts"],
        "override_url": pages["override"] if record.may_edit else "",
        "take_back_url": pages["take_back"] if record.may_edit and running else "",
    }


def _declared(running: StatusOverride, life: CustomerLife | None) -> Mapping[str, object]:
    """What is declared and in force, beside what the facts say."""
    computed = life.computed if life else LifeStatus.SUSPECT.value
    return {
        "reason": running.reason,
        "until": format_date(running.ends_on, language()),
        "author": running.author.full_name if running.author else "",
        "computed": STATUS_LABELS[LifeStatus(computed)],
    }


def _noticed(newest: Mapping[str, Any], life: CustomerLife) -> dict[str, object]:
    """The day of the newest change, when facts or thresholds were corrected: the status began before that day."""
    if newest["on"] <= life.status_since:
        return {}
    return {"day": _now("constaté le %(day)s") % {"day": newest["day"]}}


def _line(row: StatusChange, overrides: Sequence[StatusOverride]) -> dict[str, Any]:
    """One change: its day, its status, why, and who declared it."""
    declared = row.cause == StatusCause.DECLARED
    why = life_sentence(read_reason(row.reason))
    if declared:
        matching = (
            each for each in overrides if each.status == row.after and each.starts_on == row.happened_on
        )
        said = next(matching, None)
        why = said.reason if said else why
    return {
        "on": row.happened_on,
        "day": format_date(row.happened_on, language()),
        "chip": status_chip(row.after),
        "why": why,
        "cause": str(CAUSE_LABELS[StatusCause(row.cause)]),
        "author": row.author.full_name if row.author else "",
    }


LIFE_HEAD = Panel("life-head", _("Statut"), "web/life/_head.html", _head, queries_max=3, column=HEAD)
LIFE = Panel("life", _("Cycle de vie"), "web/life/_life.html", _life, queries_max=3, tab=BEHAVIOUR)
