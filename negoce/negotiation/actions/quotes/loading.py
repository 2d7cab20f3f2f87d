"""What every action on a quote asks first: who acts, on which quote, as the person saw it or not."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from negoce.identity.actions.journal import Entry, record
from negoce.identity.enums import Permission
from negoce.identity.permissions import NotAllowed, require
from negoce.identity.rules.actor import Actor
from negoce.kit.explain import Finding
from negoce.kit.refusal import Conflict, Refused
from negoce.kit.worked import CannotWork
from negoce.negotiation.enums import QuoteState
from negoce.negotiation.models import Quote, QuoteVersion
from negoce.negotiation.queries.quotes import current_version, visible_quotes
from negoce.negotiation.rules.quote_states import QuoteMove, moved
from negoce.negotiation.words.quote import STATES, say_quote


def loaded(
    actor: Actor, quote: Quote, *, revision: int | None = None, permission: Permission = Permission.EDIT
) -> tuple[Quote, QuoteVersion]:
    """The quote and its current version as stored now, in the caller's transaction.

    `revision` is the one the person saw. Raises NotAllowed, and Conflict when somebody changed the quote meanwhile.
    """
    require(actor, permission)
    row = (
        visible_quotes(actor)
        .filter(pk=quote.pk)
        .select_related("company", "contact", "owner", "deal")
        .first()
    )
    if row is None:
        raise NotAllowed(_("Ce devis n’existe plus ou n’est pas visible pour vous. Rien n’a été changé."))
    if revision is not None and revision != row.revision:
        raise changed_meanwhile(row)
    return row, current_version(row)


def changed_meanwhile(row: Quote) -> Conflict:
    """The conflict with what somebody else stored."""
    return Conflict(
        _(
            "%(number)s a été modifié entre-temps. Ce que vous avez saisi est toujours là et rien n’a été"
            " enregistré : ouvrez le devis dans un autre onglet pour voir ce qui a changé."
        )
        % {"number": row.number},
        field="revision",
        current=row.revision,
    )


def store(row: Quote, version: QuoteVersion, **values: object) -> None:
    """Write the quote with what it copies of its version, only if nobody wrote it since it was read."""
    copied = {
        "state": version.state,
        "current_version": version.version,
        "net": version.net,
        "cost": version.cost,
        "issued_on": version.issued_on,
        "valid_until": version.valid_until,
        **values,
    }
    free = Quote.objects.filter(pk=row.pk, revision=row.revision, deleted_at__isnull=True)
    if not free.update(**copied, revision=F("revision") + 1, updated_at=timezone.now()):
        raise changed_meanwhile(row)
    row.revision += 1
    for name, value in copied.items():
        setattr(row, name, value)


def move(version: QuoteVersion, way: QuoteMove) -> tuple[str, str]:
    """Put the version in its next state; returns before and after. Raises Refused when it cannot go there."""
    before = version.state
    try:
        version.state = moved(QuoteState(before), way).value
    except CannotWork as refused:
        raise Refused(say_quote(refused.finding) % {"state": STATES[before]}) from refused
    return before, version.state


def refuse(finding: Finding, field: str = "") -> Refused:
    """The refusal that a finding makes."""
    message = say_quote(finding)
    return Refused(message, fields={field: [message]} if field else None)


def journal(actor: Actor, row: Quote, verb: str, changes: Mapping[str, tuple[object, object]]) -> None:
    """Write what was done to a quote, under its company."""
    record(
        actor,
        Entry(
            verb=verb,
            subject_kind="quote",
            subject_id=row.pk,
            subject_name=row.number,
            company_key=row.company_id,
            changes=changes,
        ),
    )
