"""Ties what an import creates to the file that it comes from, and to its licence."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from negoce.companies.lent import ImportFollower, ReachLimit
from negoce.companies.models import Contact, ImportRun
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Refused
from negoce.prospecting.models import FileSource, SourcedCompany, SourcedContact, SourceImport
from negoce.prospecting.queries.source_leave import LICENCE_QUICKLY
from negoce.prospecting.queries.source_limits import blocked_companies, blocked_contacts, licence_of
from negoce.prospecting.queries.sources import STOPPED, origin_words, source_of_run, sources_to_choose
from negoce.prospecting.rules.file_origins import LICENSED, ORIGINS
from negoce.prospecting.rules.licence import licence_state
from negoce.prospecting.words.source import LICENCE_MESSAGES, say


def _choices(_actor: Actor) -> Sequence[tuple[str, str]]:
    return sources_to_choose(timezone.localdate())


def _chosen(run: ImportRun) -> str:
    source = source_of_run(run)
    return source.public_id if source is not None else ""


def _choose(_actor: Actor, run: ImportRun, public_id: str) -> None:
    """Keep the choice; the origin of new companies follows the kind of the file. Raises Refused."""
    if public_id == _chosen(run):
        return
    with transaction.atomic():
        SourceImport.objects.filter(run=run).delete()
        if not public_id:
            return
        source = FileSource.objects.filter(public_id=public_id).first()
        if source is None:
            raise Refused(_now("Ce fichier n’est pas dans la liste."))
        SourceImport.objects.create(run=run, source=source)
        run.origin_channel = ORIGINS[source.kind].value
        run.save(update_fields=["origin_channel"])


def _check(run: ImportRun) -> None:
    """Raises Refused when a bought or rented file does not say its licence, or when that has ended."""
    source = source_of_run(run)
    if source is None:
        if run.origin_channel in LICENSED:
            raise Refused(
                _now(
                    "Un fichier acheté ou loué s’importe avec sa licence : choisissez-la dans « Fichier et "
                    "licence », ou décrivez-la d’abord."
                )
            )
        return
    state = licence_state(licence_of(source, source.uses.count()), timezone.localdate())
    if state.code in STOPPED:
        raise Refused(say(state))


def _follow(run: ImportRun, kind: str, created: Sequence[int], changed: Sequence[int], day: date) -> None:
    model, column = _LINKS.get(kind, (None, ""))
    if model is None:
        return
    source = source_of_run(run)
    if source is None:
        return
    told = [(key, True) for key in created] + [(key, False) for key in changed]
    rows = [model(source=source, brought_on=day, created=made, **{column: key}) for key, made in told]
    model._default_manager.bulk_create(rows, ignore_conflicts=True)
    if kind == "contact" and created:
        Contact.objects.filter(pk__in=list(created)).update(information_source=origin_words(source))


_LINKS: dict[str, tuple[Any, str]] = {
    "company": (SourcedCompany, "company_id"),
    "contact": (SourcedContact, "contact_id"),
}
FILE_SOURCES = ImportFollower(
    key="source",
    label=_("Fichier et licence"),
    help=_("Ce que le fichier apporte suit sa licence : ses canaux, ses utilisations, sa fin."),
    targets=frozenset({"companies", "contacts"}),
    choices=_choices,
    chosen=_chosen,
    choose=_choose,
    check=_check,
    follow=_follow,
    new_page="sources:list",
)
LICENCES = ReachLimit(
    key="licences",
    on_contacts=blocked_contacts,
    on_companies=blocked_companies,
    messages=LICENCE_MESSAGES,
    quick=LICENCE_QUICKLY,
)
