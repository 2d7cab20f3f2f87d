"""The reviews that the demo's salespeople wrote of their last meetings, and what their managers answered."""

from __future__ import annotations

from datetime import date

from negoce.companies.enums import ActivityState
from negoce.companies.queries.visible import visible_activities
from negoce.companies.rules.activity_values import INTERVIEW_KINDS
from negoce.demo.draws import draws, stable_public_id
from negoce.identity.enums import Role
from negoce.identity.models import User
from negoce.identity.queries.actors import actor_for
from negoce.identity.rules.actor import Actor
from negoce.negotiation.actions.debriefs.feedback import answer_debrief
from negoce.negotiation.actions.debriefs.save import save_debrief
from negoce.negotiation.enums import DealStep, DebriefAspect
from negoce.negotiation.models import Debrief

_PEOPLE, _EACH = 4, 8
DEBRIEFS = _PEOPLE * _EACH
_SEEN = {
    DebriefAspect.TONE: "Voix posée, même au moment du prix",
    DebriefAspect.PACE: "On m’a fait répéter le délai",
    DebriefAspect.SILENCE: "Trois secondes après le prix, puis j’ai repris",
    DebriefAspect.LISTENING: "J’ai répondu avant la fin de la question",
    DebriefAspect.OWN_EMOTIONS: "Agacement quand le concurrent a été cité, gardé pour moi",
    DebriefAspect.MOTIVES: "« Je ne veux plus de rupture à Noël » : entendu et redit",
    DebriefAspect.RELATIONS: "Chacun repart avec une date",
}
_CHANGES = (
    "Convenir de la durée dès l’entrée",
    "Reformuler avant de parler de prix",
    "Demander qui d’autre décide",
    "Laisser la fiche d’essai avant de partir",
)
_ANSWERS = (
    "Bonne question sur les ruptures. La prochaine fois, laisse-lui finir sa phrase : on s’entraîne jeudi.",
    "Belle préparation. Tu peux dater la suite avant de ranger tes échantillons.",
)


def write_debrief(today: date, place: int) -> None:
    """One meeting of one person: the oldest first, so that listening gets better from one to the next."""
    people = User.objects.filter(role=Role.SALESPERSON.value, is_active=True).order_by("pk")
    owner = people[place // _EACH : place // _EACH + 1].first()
    if owner is None:
        return
    actor, turn = actor_for(owner), place % _EACH
    # A company may have passed to somebody else since: its meetings are no longer seen.
    held = visible_activities(actor).filter(
        owner=owner,
        kind__in=sorted(INTERVIEW_KINDS),
        state=ActivityState.DONE.value,
        company__is_fictional=True,
        starts_at__date__lt=today,
    )
    meeting = held.order_by("-starts_at", "-pk")[_EACH - 1 - turn : _EACH - turn].first()
    if meeting is None or Debrief.objects.filter(activity=meeting).exists():
        return
    row = save_debrief(actor, meeting, given=_told(place, turn))
    Debrief.objects.filter(pk=row.pk).update(public_id=stable_public_id("debrief", str(place)))
    leader = _leader(owner)
    if leader is not None and place % 3 == 0:
        answer_debrief(leader, row, text=_ANSWERS[place % 2])


def _leader(owner: User) -> Actor | None:
    if owner.team_id is None:
        return None
    leaders = User.objects.filter(role=Role.MANAGER.value, is_active=True, team_id=owner.team_id)
    found = leaders.order_by("pk").first()
    return actor_for(found) if found is not None else None


def _told(place: int, turn: int) -> dict[str, str]:
    chance = draws("debriefs", str(place))
    given = {f"step-{step}": "done" for step in DealStep}
    given[f"step-{DealStep.LEAVE_TAKING}"] = ("missed", "partly", "done")[turn % 3]
    given[f"step-{DealStep.NEGOTIATION}"] = "not_concerned" if turn % 2 else "partly"
    for aspect, seen in _SEEN.items():
        note = 3 + int(chance.random() * 3)
        if aspect is DebriefAspect.LISTENING:
            note = 2 + turn // 4
        given |= {f"note-{aspect}": str(min(note, 5)), f"seen-{aspect}": _spaced(seen)}
    given["to_change"] = _CHANGES[place % len(_CHANGES)]
    given["start"] = "uneven" if turn % 4 == 1 else "good"
    return given


def _spaced(words: str) -> str:
    return words.replace("« ", "«\u00a0").replace(" »", "\u00a0»").replace(" :", "\u00a0:")
