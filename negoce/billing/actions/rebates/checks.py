"""What every change of a rebate agreement asks first: what was typed, the bands, the other agreements."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from negoce.billing.enums import RebateState
from negoce.billing.models import RebateAgreement
from negoce.billing.queries.rebates import visible_rebates
from negoce.billing.rebate_words import REBATE_MESSAGES
from negoce.billing.rules.rebate_plan import bands_text, read_bands, stored_bands
from negoce.billing.rules.rebate_values import RebateValues, TypedRebate, clean_rebate
from negoce.companies.models import Company
from negoce.identity.actions.alone import alone_with
from negoce.identity.actions.journal import Entry, record
from negoce.identity.permissions import NotAllowed
from negoce.identity.rules.actor import Actor
from negoce.kit.dates import format_date
from negoce.kit.numbers import mark_of
from negoce.kit.refusal import Conflict, Refused
from negoce.kit.worked import CannotWork
from negoce.negotiation.rules.volume_rebate import check_bands
from negoce.ui.words.say import say

Told = dict[str, tuple[Any, Any]]


def checked(actor: Actor, typed: TypedRebate) -> RebateValues:
    """The values fit for the columns; raises Refused with every faulty field."""
    values, errors = clean_rebate(typed, today=timezone.localdate(), mark=mark_of(actor.language))
    if values is None:
        fields = {name: [say(found, REBATE_MESSAGES)] for name, found in errors.items()}
        message = ngettext(
            "%(count)s valeur est à corriger. Rien n’a été enregistré.",
            "%(count)s valeurs sont à corriger. Rien n’a été enregistré.",
            len(fields),
        )
        raise Refused(message % {"count": len(fields)}, fields=fields)
    try:
        check_bands(values.bands)
    except CannotWork as problem:
        said = say(problem.finding, REBATE_MESSAGES)
        raise Refused(said, fields={"bands": [said]}) from problem
    return values


def refuse_overlap(company_id: int, starts_on: date, ends_on: date, *, but: int | None = None) -> None:
    """Raise Refused when another agreement of the company counts a day of the period; the company is held before."""
    alone_with(Company.objects.filter(pk=company_id))
    other = (
        RebateAgreement.objects.filter(company_id=company_id, starts_on__lte=ends_on, ends_on__gte=starts_on)
        .exclude(pk=but or 0)
        .first()
    )
    if other is None:
        return
    said = _("« %(label)s » porte déjà sur ces dates (du %(start)s au %(end)s).") % {
        "label": other.label,
        "start": format_date(other.starts_on, "fr"),
        "end": format_date(other.ends_on, "fr"),
    }
    raise Refused(said, fields={"starts_on": [said]})


def seen_alone(actor: Actor, agreement: RebateAgreement) -> RebateAgreement:
    """The agreement as it is now, in this transaction alone; raises NotAllowed for one that is not seen."""
    row = alone_with(visible_rebates(actor).filter(pk=agreement.pk))
    if row is None:
        raise NotAllowed(_("Cette ristourne n’existe plus ou n’est pas visible pour vous."))
    return row


def held(actor: Actor, agreement: RebateAgreement, revision: int | None) -> RebateAgreement:
    """The agreement as it is now, held; raises NotAllowed, Conflict, and Refused when it is closed."""
    row = seen_alone(actor, agreement)
    if revision is not None and row.revision != revision:
        said = _(
            "Quelqu’un a modifié cette ristourne entre-temps. Votre saisie est gardée à l’écran :"
            " rechargez pour voir la sienne."
        )
        raise Conflict(said, field="revision", current=row.revision)
    if row.state == RebateState.CLOSED.value:
        raise Refused(_("Cette ristourne est close : elle ne se modifie plus."))
    return row


def tell(actor: Actor, row: RebateAgreement, verb: str, changes: Told) -> None:
    """Write in the journal; bands as a line of text."""
    if "bands" in changes:
        before, after = (None if each is None else bands_text(read_bands(each)) for each in changes["bands"])
        changes = {**changes, "bands": (before, after)}
    record(actor, Entry(verb, "rebate", row.pk, row.label, company_key=row.company_id, changes=changes))


def as_columns(values: RebateValues) -> dict[str, object]:
    """Values by column."""
    return {
        "label": values.label,
        "starts_on": values.starts_on,
        "ends_on": values.ends_on,
        "note": values.note,
        "bands": stored_bands(values.bands),
    }
