"""The rules of the score: made, changed, taken away, and a first set to begin with."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from negoce.companies.actions.company_checks import refuse_findings
from negoce.companies.rules.filter_text import write_filter
from negoce.companies.rules.value_cleaning import clean_line
from negoce.identity.actions.journal import Entry, record
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.jobs.enums import JobQueue
from negoce.jobs.queue import enqueue
from negoce.kit.refusal import Refused, refuse_field
from negoce.prospecting.enums import ScoreEvent, ScoreRuleKind
from negoce.prospecting.models import ScoreRule
from negoce.prospecting.queries.lead_scores import read_condition
from negoce.prospecting.rules.lead_score import MOST_POINTS, MOST_RULES

TASK = "prospecting.refresh_scores"
NAME_MAX = 80
# To begin with: what a company does counts as it does for most teams; what it is, each team knows for itself.
_FIRST: Sequence[tuple[ScoreEvent, int]] = (
    (ScoreEvent.QUOTE, 30), (ScoreEvent.BUYING_INTENT, 25), (ScoreEvent.MEETING, 25), (ScoreEvent.PRICE_PAGE, 20),
    (ScoreEvent.NEED, 15), (ScoreEvent.RECOMMENDED, 15), (ScoreEvent.CALL_POSITIVE, 15), (ScoreEvent.CONTACT_FORM, 15),
    (ScoreEvent.FAIR_VISIT, 10), (ScoreEvent.WHITE_PAPER, 10), (ScoreEvent.WROTE_TO_US, 5),
)  # fmt: skip


def save_rule(
    actor: Actor, rule: ScoreRule | None, *, kind: str, name: str, points: str, condition: str = "", event: str = "",
    is_active: bool = True,
) -> ScoreRule:  # fmt: skip
    """Make a rule, or change one; every score is worked out again in the background.

    Raises NotAllowed; Refused for an empty name, points that are none, a condition that is not understood, that reads
    a score or a field not everybody may read, and for one rule too many.
    """
    require(actor, Permission.MANAGE_PROSPECTING)
    row = checked_rule(rule, kind=kind, name=name, points=points, condition=condition, event=event)
    row.is_active = is_active
    with transaction.atomic():
        if rule is None:
            if ScoreRule.objects.count() >= MOST_RULES:
                raise Refused(
                    _("Il y a déjà %(count)s règles : retirez-en une d’abord.") % {"count": MOST_RULES}
                )
            row.author_id = actor.user_id
        row.save()
        _tell(actor, row, "created" if rule is None else "updated")
        _ask(actor)
    return row


def checked_rule(
    rule: ScoreRule | None, *, kind: str, name: str, points: str, condition: str = "", event: str = ""
) -> ScoreRule:
    """The rule as typed, not saved; the one given is not touched. Raises Refused."""
    row = ScoreRule() if rule is None else ScoreRule.objects.get(pk=rule.pk)
    line = clean_line(name, NAME_MAX)
    if line.finding is not None:
        refuse_findings({"name": line.finding})
    if not line.value:
        raise refuse_field("name", _("Donnez un nom à la règle : il est lu sous chaque score."))
    row.name, row.points = line.value, _points(points)
    row.kind = ScoreRuleKind(kind).value if kind in list(ScoreRuleKind) else ""
    if row.kind == ScoreRuleKind.FIT.value:
        row.filter_text, row.event = _condition(condition), ""
    elif row.kind and event in list(ScoreEvent):
        row.filter_text, row.event = "", ScoreEvent(event).value
    else:
        raise refuse_field("event", _("Choisissez ce qui donne ces points."))
    return row


def remove_rule(actor: Actor, rule: ScoreRule) -> None:
    """Take a rule away; its points leave the scores. Raises NotAllowed."""
    require(actor, Permission.MANAGE_PROSPECTING)
    with transaction.atomic():
        _tell(actor, rule, "deleted")
        rule.delete()
        _ask(actor)


def begin_with_rules(actor: Actor, names: Sequence[tuple[ScoreEvent, str]]) -> int:
    """A first set of behaviour rules, where there is none yet; `names` are their words. Raises NotAllowed, Refused."""
    require(actor, Permission.MANAGE_PROSPECTING)
    with transaction.atomic():
        if ScoreRule.objects.exists():
            raise Refused(_("Il y a déjà des règles : rien n’a été ajouté."))
        words, points = dict(names), dict(_FIRST)
        rows = [
            ScoreRule(
                kind=ScoreRuleKind.BEHAVIOUR.value, name=words[event][:NAME_MAX], event=event.value,
                points=Decimal(points[event]), author_id=actor.user_id,
            )
            for event in points
        ]  # fmt: skip
        for row in rows:
            row.save()
            _tell(actor, row, "created")
        _ask(actor)
    return len(rows)


def _points(text: str) -> Decimal:
    bare = text.strip().replace("−", "-").replace(",", ".")
    try:
        value = Decimal(bare)
    except ArithmeticError:
        raise refuse_field("points", _("Écrivez un nombre de points, par exemple 15.")) from None
    if not value.is_finite() or not value or abs(value) > MOST_POINTS:
        raise refuse_field("points", _("De −100 à 100 points, sauf 0."))
    if value != value.quantize(Decimal("0.1")):
        raise refuse_field("points", _("Un chiffre après la virgule au plus."))
    return value


def _condition(text: str) -> str:
    if not text.strip():
        raise refuse_field("condition", _("Dites quelles entreprises reçoivent ces points."))
    read = read_condition(text)
    if read.problems or not read.spec.filter.parts:
        raise refuse_field(
            "condition", _("Cette condition n’est pas comprise : composez-la dans le fichier clients.")
        )
    if read.circular:
        raise refuse_field("condition", _("Un score ne peut pas dépendre d’un score."))
    if read.hidden:
        said = _(
            "« %(field)s » n’est pas lisible par tous : le détail du score le dirait. Choisissez un autre champ."
        )
        raise refuse_field("condition", said % {"field": read.hidden})
    return write_filter(read.spec.filter)


def _ask(actor: Actor) -> None:
    enqueue(TASK, {}, actor_id=actor.user_id, unique_key=TASK, queue=JobQueue.LONG)


def _tell(actor: Actor, rule: ScoreRule, verb: str) -> None:
    changes = {"points": (None, str(rule.points)), "condition": (None, rule.filter_text or rule.event)}
    record(
        actor,
        Entry(
            verb=verb, subject_kind="score_rule", subject_id=rule.pk, subject_name=rule.name, changes=changes
        ),
    )
