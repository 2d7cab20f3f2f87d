"""The rules of scores of the demo; once it is at rest, the score that its own past teaches."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils import timezone

from negoce.identity.rules.actor import system_actor
from negoce.jobs.enums import JobQueue
from negoce.jobs.queue import enqueue
from negoce.portfolio.actions.scoring_fit import TASK
from negoce.prospecting.actions.score_rule_save import begin_with_rules, save_rule
from negoce.prospecting.enums import ScoreEvent, ScoreRuleKind
from negoce.prospecting.models import ScoreRule
from negoce.prospecting.words.score import EVENTS

FIT = (
    ("50 salariés et plus", "25", "headcount >= 50"),
    ("Grossiste ou centrale", "20", "kind is wholesaler,buying_group"),
    ("Venue d’elle-même ou recommandée", "15", "origin_channel is inbound,referral"),
    ("Sans effectif connu", "-5", "headcount empty"),
)
# A minute of learning, after whoever opens the demo has looked at the rest.
_AT_REST = timedelta(minutes=10)


def write_scores(_today: date, _place: int) -> None:
    """A first set of rules and what the house likes; nothing where somebody wrote rules already."""
    if ScoreRule.objects.exists():
        return
    actor = system_actor()
    begin_with_rules(actor, [(event, str(EVENTS[event.value])) for event in ScoreEvent])
    for name, points, condition in FIT:
        save_rule(actor, None, kind=ScoreRuleKind.FIT.value, name=name, points=points, condition=condition)
    enqueue(
        TASK, {"outcome": ""}, unique_key=f"{TASK}:", queue=JobQueue.LONG, run_after=timezone.now() + _AT_REST
    )
