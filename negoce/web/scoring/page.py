"""« Score par règles »: the rules, how companies spread, and leads proposed as prospects."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from negoce.companies.models import Company
from negoce.identity.enums import Permission
from negoce.identity.rules.actor import Actor
from negoce.portfolio.enums import LifeStatus
from negoce.prospecting.enums import ScoreRuleKind
from negoce.prospecting.models import ScoreRule
from negoce.prospecting.queries.lead_scores import CLASSES, classes, proposed, read_condition, rules
from negoce.prospecting.rules.lead_score import PROPOSED_AT
from negoce.prospecting.words.score import EVENTS
from negoce.ui.charts import Chart, ChartKind, Series
from negoce.ui.components.tables import TableColumn
from negoce.ui.words.figures import number
from negoce.web.companies.record import company_url
from negoce.web.http import actor_of
from negoce.web.lists.filter_words import sentence
from negoce.web.scoring.words import class_words, score_tabs

_SHOWN = 10


@require_GET
def page(request: HttpRequest) -> HttpResponse:
    """The page; rules are read by all, since each score tells them, and written by who runs prospecting."""
    actor = actor_of(request)
    known = rules()
    ready = proposed(actor, LifeStatus.LEAD.value)
    context = {
        "tabs": score_tabs("rules"),
        "may_set": actor.may(Permission.MANAGE_PROSPECTING),
        "fit": [_line(each) for each in known if each.kind == ScoreRuleKind.FIT.value],
        "behaviour": [_line(each) for each in known if each.kind == ScoreRuleKind.BEHAVIOUR.value],
        "behaviour_url": f"{reverse('scoring:rule_new')}?kind={ScoreRuleKind.BEHAVIOUR.value}",
        "has_rules": bool(known),
        "rule_columns": _rule_columns(actor.may(Permission.MANAGE_PROSPECTING)),
        "chart": _spread(actor) if known else None,
        "proposed_columns": (
            TableColumn(_("Lead")),
            TableColumn(_("Suivi par")),
            TableColumn(_("Score"), numeric=True),
        ),
        "proposed": [_proposed(each) for each in ready[:_SHOWN]],
        "proposed_count": ready.count(),
        "proposed_url": _list_url(f"status is {LifeStatus.LEAD.value} and score >= {PROPOSED_AT}"),
        "shown": _SHOWN,
    }
    return render(request, "web/scoring/page.html", context)


def _rule_columns(may_set: bool) -> Sequence[TableColumn]:
    columns = (TableColumn(_("Règle")), TableColumn(_("Points"), numeric=True))
    return (*columns, TableColumn("")) if may_set else columns


def condition_words(rule: ScoreRule) -> str:
    """What gives the points, in words."""
    if rule.kind == ScoreRuleKind.BEHAVIOUR.value:
        return str(EVENTS[rule.event])
    return filter_said(rule.filter_text) or _(
        "Cette condition n’est plus comprise : la règle ne donne aucun point."
    )


def filter_said(text: str) -> str:
    """A condition as the list of companies writes it, in words; nothing when it is not one."""
    read = read_condition(text)
    if not read.is_sound:
        return ""
    return f" {_('et')} ".join(sentence(read.spec, part) for part in read.spec.filter.parts)


def _line(rule: ScoreRule) -> Mapping[str, object]:
    return {
        "name": rule.name,
        "about": "" if condition_words(rule) == rule.name else condition_words(rule),
        "points": number(rule.points, 0 if rule.points == rule.points.to_integral_value() else 1),
        "is_active": rule.is_active,
        "list_url": _list_url(rule.filter_text) if rule.filter_text else "",
        "url": reverse("scoring:rule", args=[rule.public_id]),
    }


def _spread(actor: Actor) -> Chart:
    counts = classes(actor)
    return Chart(
        ChartKind.BARS,
        _("Entreprises par score"),
        categories=tuple(class_words(low) for low in CLASSES),
        series=(
            Series(
                _("Entreprises"),
                tuple(counts[low] for low in CLASSES),
                links=("", *(_list_url(_within(low)) for low in CLASSES[1:])),
                hues=tuple("good" if low >= PROPOSED_AT else "accent" for low in CLASSES),
            ),
        ),
    )


def _within(low: int) -> str:
    following = [each for each in CLASSES if each > low]
    return f"score >= {low}" + (f" and score < {following[0]}" if following else "")


def _proposed(company: Company) -> Mapping[str, object]:
    score = company.lead_score
    return {
        "name": company.name,
        "url": f"{company_url(company)}?tab=behaviour",
        "person": company.owner.full_name if company.owner is not None else "",
        "score": number(score.score, 1),
    }


def _list_url(text: str) -> str:
    asked: Sequence[tuple[str, str]] = [("filter", text), ("sort", "-score")]
    return f"{reverse('lists:companies')}?{urlencode(asked)}"
