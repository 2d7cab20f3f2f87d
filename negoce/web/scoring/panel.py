"""« Score » on the page of a company: by rules line by line, and learned, with what weighed most."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from math import exp
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from negoce.identity.enums import Permission
from negoce.kit.dates import format_date
from negoce.portfolio.enums import LifeStatus
from negoce.portfolio.models import ModelScore
from negoce.portfolio.queries.life_page import life_of
from negoce.prospecting.models import CompanyScore, ScoreRule
from negoce.ui.words.figures import number, percent
from negoce.ui.words.say import reader_language
from negoce.web.companies.panel_types import BEHAVIOUR, SIDE, Panel
from negoce.web.companies.record import CompanyRecord
from negoce.web.scoring.model import outcome_words
from negoce.web.scoring.words import column_words, value_words


def _score(record: CompanyRecord) -> Mapping[str, object] | None:
    by_rules = CompanyScore.objects.filter(company=record.company).first()
    learned = (
        ModelScore.objects.filter(company=record.company).select_related("fit").defer("fit__content").first()
    )
    if by_rules is None and learned is None:
        return None
    life = life_of(record.company)
    is_lead = life is not None and life.status == LifeStatus.LEAD.value
    return {
        "score": number(by_rules.score, 1) if by_rules is not None else "",
        "lines": _lines(by_rules.lines) if by_rules is not None else (),
        "as_of": format_date(by_rules.as_of, reader_language()) if by_rules is not None else "",
        "proposed": by_rules is not None and by_rules.reached_on is not None and is_lead,
        "declare_url": reverse("life:override", args=[record.company.public_id])
        if record.may_edit and record.actor.may(Permission.EDIT)
        else "",
        "percent": percent(learned.percent) if learned is not None else "",
        "outcome": outcome_words(learned.fit) if learned is not None else "",
        "reasons": [_reason(each) for each in learned.reasons] if learned is not None else (),
    }


def _lines(stored: Sequence[Mapping[str, Any]]) -> Sequence[Mapping[str, object]]:
    names = dict(
        ScoreRule.objects.filter(
            public_id__in=[each["rule"] for each in stored if "rule" in each]
        ).values_list("public_id", "name")
    )
    return [_line(each, names) for each in stored]


def _line(each: Mapping[str, Any], names: Mapping[str, str]) -> Mapping[str, object]:
    if each["code"] == "score.capped":
        return {
            "name": _now("Ramené à %(most)s") % {"most": number(Decimal(each["most"]))},
            "note": _now("la somme était de %(whole)s") % {"whole": number(Decimal(each["whole"]), 1)},
            "points": "",
        }
    name = names.get(each["rule"], _now("Règle retirée"))
    if each["code"] == "score.fit":
        return {"name": name, "note": "", "points": _signed(each["points"])}
    day = format_date(date.fromisoformat(each["on"]), reader_language())
    said = (
        _now("%(day)s : %(points)s points, moitié moins tous les 90 jours")
        if each["age"]
        else _now("%(day)s")
    )
    return {
        "name": name,
        "note": said % {"day": day, "points": number(Decimal(each["points"]))},
        "points": _signed(each["worth"]),
    }


def _signed(points: str) -> str:
    value = Decimal(points)
    return f"{'+' if value > 0 else ''}{number(value, 1)}"


def _reason(each: Mapping[str, Any]) -> Mapping[str, object]:
    times = exp(abs(each["added"]))
    words = _now("cotes × %(times)s") if each["added"] > 0 else _now("cotes ÷ %(times)s")
    return {
        "name": column_words(each["column"]),
        "value": value_words(each["column"], each["value"]),
        "up": each["added"] > 0,
        "words": words % {"times": number(Decimal(str(round(min(times, 999), 1))), 1)},
    }


SCORE = Panel(
    "score", _("Score"), "web/scoring/_score.html", _score, 4, tab=BEHAVIOUR, column=SIDE,
)  # fmt: skip
