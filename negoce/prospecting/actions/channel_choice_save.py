"""Weighs channels for a target and a launch, on what customers cost when it was done (P3)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from negoce.companies.enums import OriginChannel
from negoce.identity.actions.journal import Entry, record
from negoce.identity.enums import Permission
from negoce.identity.permissions import NotAllowed, require
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Conflict, Refused, refuse_field
from negoce.prospecting.actions.plan_values import Faults, amount_of
from negoce.prospecting.enums import WorkMode
from negoce.prospecting.models import ChannelChoice, ChannelScore, ProspectingPlan
from negoce.prospecting.queries.plans import visible_choices, visible_plans
from negoce.prospecting.rules.known_cost import KnownCost, stored_known

KIND = "channel_choice"
MOST_NOTE = 10


@dataclass(frozen=True, slots=True)
class TypedScore:
    """One channel as typed: notes from 0 to 10 and euros for a customer, each may be empty."""

    channel: str
    mode: str = WorkMode.IN_HOUSE.value
    effectiveness: str = ""
    skill: str = ""
    credibility: str = ""
    cost: str = ""


@dataclass(frozen=True, slots=True)
class ReadScore:
    """The same, read."""

    channel: str
    mode: str
    effectiveness: int | None
    skill: int | None
    credibility: int | None
    cost: Decimal | None


def make_choice(
    actor: Actor,
    *,
    name: str,
    target: str,
    launch: str,
    plan: ProspectingPlan | None = None,
    known: Mapping[str, KnownCost] | None = None,
) -> ChannelChoice:
    """Begin to weigh channels: every channel is a candidate, without a note. A plan has one weighing at most.

    `known` is what customers cost in the plans that the actor may open: the choice keeps it, for whoever reads it.
    Raises NotAllowed, Refused without a name.
    """
    require(actor, Permission.MANAGE_PROSPECTING)
    if plan is not None and not visible_plans(actor).filter(pk=plan.pk).exists():
        raise NotAllowed(_("Ce plan n’existe plus, ou n’est pas visible pour vous. Rien n’a été changé."))
    line = " ".join(name.split())[:120]
    if not line:
        raise refuse_field("name", _("Donnez un nom à ce choix."))
    with transaction.atomic():
        if plan is not None:
            there = ChannelChoice.objects.filter(plan=plan).first()
            if there is not None:
                return there
        row = ChannelChoice.objects.create(
            name=line,
            target=" ".join(target.split())[:160],
            launch=" ".join(launch.split())[:120],
            plan=plan,
            known=stored_known(known or {}),
            known_at=None if known is None else timezone.now(),
            known_by_id=None if known is None else actor.user_id,
            created_by_id=actor.user_id,
        )
        chosen = {each.channel: each.mode for each in plan.channels.all()} if plan is not None else {}
        ChannelScore.objects.bulk_create(
            ChannelScore(choice=row, channel=each.value, mode=chosen.get(each.value, WorkMode.IN_HOUSE.value))
            for each in OriginChannel
        )
        record(actor, Entry("created", KIND, row.pk, row.name))
    return row


def keep_known(actor: Actor, choice: ChannelChoice, known: Mapping[str, KnownCost]) -> ChannelChoice:
    """Take what customers cost in our plans today for the figures of a choice; the journal keeps those of before."""
    require(actor, Permission.MANAGE_PROSPECTING)
    row = _known(actor, choice)
    with transaction.atomic():
        before, after = row.known, stored_known(known)
        ChannelChoice.objects.filter(pk=row.pk).update(
            known=after, known_at=timezone.now(), known_by_id=actor.user_id
        )
        changes = {} if before == after else {"known": (_told(before), _told(after))}
        record(actor, Entry("updated", KIND, row.pk, row.name, changes=changes))
    row.refresh_from_db()
    return row


def save_scores(
    actor: Actor, choice: ChannelChoice, *, scores: Sequence[TypedScore], revision: int
) -> ChannelChoice:
    """Keep the notes and costs of a choice. Raises NotAllowed, Refused by channel, Conflict."""
    require(actor, Permission.MANAGE_PROSPECTING)
    row = _known(actor, choice)
    faults: Faults = {}
    read = read_scores(actor, scores, faults)
    if faults:
        raise Refused(_("Une valeur est à corriger. Rien n’a été enregistré."), fields=faults)
    with transaction.atomic():
        done = ChannelChoice.objects.filter(pk=row.pk, revision=revision).update(
            revision=revision + 1, updated_at=timezone.now()
        )
        if not done:
            raise Conflict(
                _("Quelqu’un d’autre a changé ce choix entre-temps. Rien n’a été enregistré."),
                field="name",
                current=row.name,
            )
        for each in read:
            ChannelScore.objects.filter(choice=row, channel=each.channel).update(
                mode=each.mode,
                effectiveness=each.effectiveness,
                skill=each.skill,
                credibility=each.credibility,
                estimated_cost=each.cost,
            )
        record(actor, Entry("updated", KIND, row.pk, row.name))
    row.refresh_from_db()
    return row


def read_scores(actor: Actor, scores: Sequence[TypedScore], faults: Faults) -> list[ReadScore]:
    """Scores as numbers; what is wrong is added to `faults` under its channel."""
    found = []
    for each in scores:
        if each.channel not in set(OriginChannel) or each.mode not in set(WorkMode):
            faults[each.channel] = [_("Choisissez dans la liste.")]
            continue
        effectiveness, skill, credibility = (
            _note(each.channel, text, faults) for text in (each.effectiveness, each.skill, each.credibility)
        )
        cost = amount_of(actor, each.channel, each.cost, faults)
        found.append(ReadScore(each.channel, each.mode, effectiveness, skill, credibility, cost))
    return found


def _note(channel: str, text: str, faults: Faults) -> int | None:
    typed = text.strip()
    if not typed:
        return None
    value = int(typed) if typed.isascii() and typed.isdigit() and len(typed) <= 3 else -1
    if not 0 <= value <= MOST_NOTE:
        faults[channel] = [_("Une note est un nombre entier de 0 à 10.")]
        return None
    return value


def _told(known: Mapping[str, Mapping[str, object]]) -> object:
    return [f"{channel} {each['spent']} / {each['customers']}" for channel, each in known.items()] or None


def _known(actor: Actor, choice: ChannelChoice) -> ChannelChoice:
    row = visible_choices(actor).filter(pk=choice.pk).select_related("plan").first()
    if row is None:
        raise NotAllowed(_("Ce choix n’existe plus, ou n’est pas visible pour vous. Rien n’a été changé."))
    return row
