"""Sets what a parameter is worth from a day on, and takes back a value entered by mistake."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from negoce.identity.actions.journal import Entry, record
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Refused
from negoce.parameters.enums import ParameterKey, Rhythm
from negoce.parameters.kinds import KINDS
from negoce.parameters.models import Parameter
from negoce.parameters.rules.dated_values import half_year_start

LONGEST_SOURCE = 300


def set_parameter(
    actor: Actor,
    key: ParameterKey,
    *,
    starts_on: date,
    value: Decimal,
    source: str,
    is_confirmed: bool = True,
) -> Parameter:
    """Store a value from a day on, in place of one of the same day. Raises NotAllowed, Refused."""
    require(actor, Permission.MANAGE_SETTINGS)
    _check(key, starts_on, value, source)
    with transaction.atomic():
        before = Parameter.objects.filter(key=key.value, starts_on=starts_on).first()
        old = None if before is None else before.value
        stored, _created = Parameter.objects.update_or_create(
            key=key.value,
            starts_on=starts_on,
            defaults={"value": value, "source": source.strip(), "is_confirmed": is_confirmed},
        )
        _journal(actor, stored, old, value)
    return stored


def drop_parameter(actor: Actor, parameter: Parameter) -> None:
    """Take a value back; the last one of its key stays, as rules need one. Raises NotAllowed, Refused."""
    require(actor, Permission.MANAGE_SETTINGS)
    with transaction.atomic():
        if not Parameter.objects.filter(key=parameter.key).exclude(pk=parameter.pk).exists():
            raise Refused(_("C’est la seule valeur de ce paramètre : remplacez-la au lieu de la supprimer."))
        if Parameter.objects.filter(pk=parameter.pk).delete()[0]:
            _journal(actor, parameter, parameter.value, None)


def _check(key: ParameterKey, starts_on: date, value: Decimal, source: str) -> None:
    kind = KINDS[key]
    problems: dict[str, list[str]] = {}
    if not kind.lowest <= value <= kind.highest:
        said = _("Une valeur de %(lowest)s à %(highest)s est attendue.")
        problems["value"] = [said % {"lowest": kind.lowest, "highest": kind.highest}]
    if kind.rhythm is Rhythm.HALF_YEAR and starts_on != half_year_start(starts_on):
        problems["starts_on"] = [
            _("Ce taux vaut pour un semestre : donnez le 1er janvier ou le 1er juillet.")
        ]
    if kind.is_legal and not source.strip():
        problems["source"] = [_("Indiquez le texte ou la publication d’où vient cette valeur.")]
    elif len(source.strip()) > LONGEST_SOURCE:
        problems["source"] = [_("Une source tient en %(count)s caractères.") % {"count": LONGEST_SOURCE}]
    if problems:
        raise Refused(_("Cette valeur n’est pas enregistrée."), fields=problems)


def _journal(actor: Actor, parameter: Parameter, before: Decimal | None, after: Decimal | None) -> None:
    if before == after:
        return
    verb = "deleted" if after is None else "changed" if before is not None else "created"
    name = f"{parameter.key} {parameter.starts_on}"
    record(actor, Entry(verb, "parameter", parameter.pk, name, changes={"value": (before, after)}))
