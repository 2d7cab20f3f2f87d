"""Changes what the matrix of potential and accessibility notes, and under which weights (P7)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from decimal import Decimal

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from negoce.companies.custom_known import find_custom
from negoce.companies.enums import CustomType
from negoce.identity.actions.journal import Entry, record
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.jobs.enums import JobQueue
from negoce.jobs.queue import enqueue
from negoce.kit.explain import Finding
from negoce.kit.numbers import mark_of, parse_decimal
from negoce.kit.refusal import Conflict, Refused, refuse_field
from negoce.portfolio.matrices.words import MESSAGES, SOURCES
from negoce.prospecting.actions.target_reweigh import reweigh
from negoce.prospecting.enums import MatrixSide, TargetSource
from negoce.prospecting.models import TargetCriterion, TargetIndex
from negoce.prospecting.models.target_index import MOST_CRITERIA
from negoce.prospecting.queries.target_index import criteria
from negoce.prospecting.rules.target_index import MOST_WEIGHT, Band, check_bands
from negoce.ui.words.say import say

TASK = "portfolio.targets"
PLACE = "portfolio.place_targets"
# By then the request has placed every company, and the job finds nothing to write.
_AFTER = timedelta(minutes=1)
_NUMBERS = (CustomType.NUMBER, CustomType.AMOUNT)


def save_weights(actor: Actor, *, weights: Mapping[str, int], seen: Mapping[str, int] | None = None) -> int:
    """Store weights by public id of criterion and place every company again; returns how many weights changed.

    `seen` are the weights that the person had before them: what they did not move stays as somebody else may have set
    it meanwhile, what both moved is refused (Conflict).

    Pieces of companies are written one by one; should that stop on the way, or meet another's weights, a job places
    those that are left a minute later. Weights that are not named stay. Raises NotAllowed, Refused for a weight outside
    0 to 10.
    """
    require(actor, Permission.MANAGE_PROSPECTING)
    if any(not 0 <= weight <= MOST_WEIGHT for weight in weights.values()):
        raise Refused(_("Un poids va de 0 à 10. Rien n’a été enregistré."))
    with transaction.atomic():
        changes: dict[str, tuple[object, object]] = {}
        for row in TargetCriterion.objects.select_for_update().order_by("pk"):
            weight, known = weights.get(row.public_id, row.weight), (seen or {}).get(row.public_id)
            if weight == known:
                continue
            if known is not None and row.weight not in (known, weight):
                raise _moved(row)
            if weight != row.weight:
                changes[name_of(row)] = (row.weight, weight)
                TargetCriterion.objects.filter(pk=row.pk).update(weight=weight)
        if changes:
            record(actor, Entry("changed", "target_weights", None, changes=changes))
            _ask_again(actor)
    if changes:
        reweigh(criteria())
    return len(changes)


def save_criterion(
    actor: Actor,
    row: TargetCriterion | None,
    *,
    values: Mapping[str, str],
    bands: Sequence[tuple[str, str]],
    seen: str = "",
) -> TargetCriterion:
    """Add a criterion, or change its name, weight and scale; every company is noted anew by a job.

    `values` as typed: `side` and `source` (`custom:<key>` for a custom field) of a new one, `label`, `weight`.
    `bands` are pairs as typed, empty ones left out; `seen` is the `stamp` of what the person had before them. Raises
    NotAllowed; Refused with the faulty fields, Conflict when somebody changed the criterion meanwhile.
    """
    require(actor, Permission.MANAGE_PROSPECTING)
    weight = values.get("weight", "")
    if not weight.isdecimal() or int(weight) > MOST_WEIGHT:
        raise refuse_field("weight", _("Un poids va de 0 à 10."))
    clean = _clean_slots() if row is None else ()
    with transaction.atomic():
        one = _locked(row, seen) if row is not None else _new(values, clean)
        one.label = " ".join(values.get("label", "").split())[:60]
        one.weight = int(weight)
        if one.source == TargetSource.MANUAL.value:
            if not one.label:
                raise refuse_field("label", _("Donnez un nom à ce que vous notez."))
            one.bands = []
        else:
            one.bands = [[_plain(band.start), _plain(band.note)] for band in read_bands(actor, bands)]
        one.revision += row is not None
        one.save()
        verb = "updated" if row is not None else "created"
        record(
            actor,
            Entry(verb, "target_criterion", one.pk, name_of(one), changes={"weight": (None, one.weight)}),
        )
        _ask(actor)
    return one


def remove_criterion(actor: Actor, row: TargetCriterion) -> None:
    """Take a criterion away, with the notes given by hand; companies are placed without it at once.

    Raises NotAllowed, Refused for the last one of its side.
    """
    require(actor, Permission.MANAGE_PROSPECTING)
    with transaction.atomic():
        side = list(TargetCriterion.objects.select_for_update().filter(side=row.side).order_by("pk"))
        if row.pk not in {each.pk for each in side}:
            raise Refused(_("Ce critère a déjà été retiré. Rien n’a été changé."))
        if len(side) == 1:
            raise Refused(_("C’est le dernier critère de cet indice : il faut en garder un."))
        record(actor, Entry("deleted", "target_criterion", row.pk, name_of(row)))
        row.delete()
        _ask_again(actor)
    reweigh(criteria())


def read_bands(actor: Actor, typed: Sequence[tuple[str, str]]) -> Sequence[Band]:
    """The scale as typed; raises Refused."""
    mark = mark_of(actor.language)
    bands = []
    for start, note in typed:
        if not start.strip() and not note.strip():
            continue
        read = parse_decimal(start, mark), parse_decimal(note, mark)
        if any(each.refused or each.value is None for each in read):
            raise _refused_bands("target.band_unreadable")
        bands.append(Band(read[0].value or Decimal(0), read[1].value or Decimal(0)))
    if code := check_bands(bands):
        raise _refused_bands(code)
    return bands


def name_of(row: TargetCriterion) -> str:
    """How a criterion is called."""
    if row.label:
        return row.label
    field = find_custom("company", row.field_key) if row.field_key else None
    return field.label if field is not None else str(SOURCES[row.source][0])


def stamp(row: TargetCriterion) -> str:
    """Tells two states of a criterion apart."""
    return f"{row.revision}.{row.weight}"


def _locked(row: TargetCriterion, seen: str) -> TargetCriterion:
    stored = TargetCriterion.objects.select_for_update().filter(pk=row.pk).first()
    if stored is None:
        raise Refused(_("Ce critère a été retiré entre-temps. Rien n’a été enregistré."))
    if seen and seen != stamp(stored):
        raise _moved(stored)
    return stored


def _moved(row: TargetCriterion) -> Conflict:
    message = _(
        "Quelqu’un d’autre a changé « %(name)s » entre-temps : son poids est maintenant %(weight)s. Rien n’a été "
        "enregistré."
    )
    told = message % {"name": name_of(row), "weight": row.weight}
    return Conflict(told, field="weight", current=row.weight)


def _clean_slots() -> Sequence[int]:
    """The places that hold no note of a criterion taken away; read before anything is locked."""
    columns = {f"note_{slot}": Max(f"note_{slot}") for slot in range(1, MOST_CRITERIA + 1)}
    found = TargetIndex.objects.aggregate(**{f"most_{name}": most for name, most in columns.items()})
    return [slot for slot in range(1, MOST_CRITERIA + 1) if found[f"most_note_{slot}"] is None]


def _new(values: Mapping[str, str], clean: Sequence[int]) -> TargetCriterion:
    side, (source, _colon, key) = values.get("side", ""), values.get("source", "").partition(":")
    if side not in set(MatrixSide):
        raise refuse_field("side", _("Choisissez l’indice que ce critère note."))
    if source not in set(TargetSource):
        raise refuse_field("source", _("Choisissez le fait à noter."))
    field = find_custom("company", key) if source == TargetSource.CUSTOM.value else None
    if source == TargetSource.CUSTOM.value and (field is None or field.type not in _NUMBERS):
        raise refuse_field("source", _("Choisissez un champ de nombres ou de montants."))
    if field is not None and field.group is not None:
        # A note would tell everybody what only some may read.
        raise refuse_field("source", _("Ce champ n’est pas lisible par tous : il ne peut pas être noté."))
    taken = set(TargetCriterion.objects.order_by("slot").values_list("slot", flat=True))
    free = [each for each in range(1, MOST_CRITERIA + 1) if each not in taken]
    slot = min(free, key=lambda each: (each not in clean, each), default=None)
    if slot is None:
        raise Refused(_("Vingt critères au plus : retirez-en un d’abord."))
    last = TargetCriterion.objects.aggregate(last=Max("position"))["last"] or 0
    # Where another's notes still stand it counts once the job has written its own.
    noted = 1 if slot in clean else 0
    return TargetCriterion(
        side=side, source=source, field_key=key, slot=slot, position=last + 1, noted_revision=noted
    )


def _refused_bands(code: str) -> Refused:
    return refuse_field("bands", say(Finding(code), MESSAGES))


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}"


def _ask(actor: Actor) -> None:
    enqueue(TASK, {}, actor_id=actor.user_id, unique_key=TASK, queue=JobQueue.LONG, shown_to_all=True)


def _ask_again(actor: Actor) -> None:
    enqueue(PLACE, {}, actor_id=actor.user_id, unique_key=PLACE, run_after=timezone.now() + _AFTER)
