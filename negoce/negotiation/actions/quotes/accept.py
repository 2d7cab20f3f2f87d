"""A customer accepts a version: on line through its link, or by a paper that somebody records."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from negoce.companies.actions.facts_changed import tell_facts_changed
from negoce.identity.rules.actor import Actor
from negoce.kit.dates import format_date
from negoce.kit.refusal import Refused, refuse_field
from negoce.negotiation.actions.deals.win import win_by_acceptance
from negoce.negotiation.actions.quotes.file import file_of
from negoce.negotiation.actions.quotes.loading import journal, loaded, move, refuse, store
from negoce.negotiation.enums import AcceptanceWay
from negoce.negotiation.models import QuoteAcceptance, QuoteLine, QuoteVersion
from negoce.negotiation.queries.quote_floor import quote_floor, sale_lines_of
from negoce.negotiation.queries.quotes import lines_of
from negoce.negotiation.rules.quote_states import QuoteMove


@dataclass(frozen=True, slots=True)
class Accepted:
    """Who accepted, how and when. `options`: positions of the option lines taken; None takes those ticked by us."""

    way: AcceptanceWay
    name: str
    email: str = ""
    ip: str = ""
    accepted_at: datetime | None = None
    options: Collection[int] | None = None
    buyer_reference: str = ""


def accept_version(
    actor: Actor, version: QuoteVersion, accepted: Accepted, *, revision: int | None = None
) -> QuoteAcceptance:
    """Record the acceptance of exactly this version, with the digest of its PDF, and the options taken.

    Its deal is won with it, unless the deal has another quote under way.

    On line, `actor` is the program (`system_actor`): it sees every quote, and the link was checked by the caller.
    Raises Refused without a name, for a day to come or before the version was issued, when the version is no longer the
    current one, was already answered or is over, for options that are not offered, and when the margin with these
    options is under the floor without an approval; Conflict when it changed meanwhile.
    """
    if not accepted.name.strip():
        raise refuse_field("name", _("Qui a accepté ? Donnez un nom."))
    with transaction.atomic():
        row, current = loaded(actor, version.quote, revision=revision)
        if current.pk != version.pk:
            raise Refused(
                _("Une version plus récente de ce devis existe : celle-ci ne peut plus être acceptée.")
            )
        _check_day(current, _day(accepted), actor.language)
        lines = lines_of(current)
        kept = file_of(row, current)
        chosen = _choose(lines, accepted.options)
        before, after = move(current, QuoteMove.ACCEPT)
        _check_floor(current, lines)
        current.closed_at = timezone.now()
        current.buyer_reference = accepted.buyer_reference.strip()[:60] or current.buyer_reference
        current.add_up(sale_lines_of(lines))
        current.save()
        QuoteLine.objects.bulk_update(lines, ["is_chosen"])
        answer = _write(actor, current, accepted, chosen, kept.sha256)
        answered_on = timezone.localtime(answer.accepted_at).date()
        store(row, current, answered_on=answered_on)
        journal(
            actor,
            row,
            "accepted",
            {"state": (before, after), "way": ("", answer.way), "name": ("", answer.name)},
        )
        win_by_acceptance(actor, row, answered_on)
        tell_facts_changed([row.company_id], actor_id=actor.user_id)
    return answer


def _check_day(version: QuoteVersion, day: date, language: str) -> None:
    """An acceptance lies between the issue of the version and today, and within its validity."""
    if day > timezone.localdate():
        raise refuse_field("on", _("Cette date est à venir : une acceptation se note une fois donnée."))
    if version.issued_on is not None and day < version.issued_on:
        words = _("Cette version du devis est du %(day)s : elle n’a pas pu être acceptée avant.")
        raise refuse_field("on", words % {"day": format_date(version.issued_on, language)})
    if version.valid_until is not None and version.valid_until < day:
        raise Refused(_("La validité de ce devis est passée : faites-en une nouvelle version."))


def _write(
    actor: Actor, version: QuoteVersion, accepted: Accepted, chosen: list[int], digest: str
) -> QuoteAcceptance:
    return QuoteAcceptance.objects.create(
        version=version,
        way=accepted.way.value,
        name=accepted.name.strip()[:160],
        email=accepted.email.strip()[:254],
        ip=accepted.ip[:45],
        accepted_at=accepted.accepted_at or timezone.now(),
        pdf_sha256=digest,
        chosen_options=chosen,
        buyer_reference=accepted.buyer_reference.strip()[:60],
        recorded_by_id=actor.user_id,
    )


def _day(accepted: Accepted) -> date:
    moment = accepted.accepted_at or timezone.now()
    return timezone.localtime(moment).date()


def _choose(lines: list[QuoteLine], options: Collection[int] | None) -> list[int]:
    """Tick the options taken, unsaved; returns their positions."""
    if options is not None:
        offered = {line.position for line in lines if line.is_option}
        if not set(options) <= offered:
            raise Refused(_("Une des options choisies n’est pas dans ce devis."))
        for line in lines:
            line.is_chosen = line.position in options if line.is_option else True
    taken = [line for line in lines if line.is_option and line.is_chosen]
    groups = [line.option_group for line in taken if line.option_group]
    if len(groups) != len(set(groups)):
        raise Refused(_("Une seule variante de chaque groupe peut être choisie."))
    return [line.position for line in taken]


def _check_floor(version: QuoteVersion, lines: list[QuoteLine]) -> None:
    """The floor holds whatever the door: on line, on paper or by a program."""
    floor = quote_floor(version, lines, timezone.localdate())
    if not floor.is_allowed:
        raise refuse(floor.refusal)
