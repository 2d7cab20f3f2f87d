"""The files that brought companies and people, with what is left of their licences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from negoce.companies.models import ImportRun
from negoce.companies.queries.visible import visible_companies
from negoce.identity.enums import Permission
from negoce.identity.rules.actor import Actor
from negoce.kit.explain import Explanation
from negoce.prospecting.models import FileSource, SourcedCompany, SourcedContact, SourceImport, SourceUse
from negoce.prospecting.queries.source_limits import licence_of
from negoce.prospecting.rules.licence import licence_state

STOPPED = frozenset({"licence.ended", "licence.used_up"})
CLOSED = frozenset({*STOPPED, "licence.not_started"})


@dataclass(frozen=True, slots=True)
class SourceLine:
    """One file: how many companies and people it made, how often it was used, where its licence stands."""

    source: FileSource
    state: Explanation
    companies: int
    contacts: int
    uses: int
    days_left: int | None


def source_lines(today: date, *, only: int | None = None) -> Sequence[SourceLine]:
    """Every file, the latest first, at most three hundred; one query."""
    rows = FileSource.objects.order_by("-pk")
    if only is not None:
        rows = rows.filter(pk=only)
    counted = rows.annotate(
        companies_made=_count(SourcedCompany.objects.filter(created=True)),
        contacts_made=_count(SourcedContact.objects.filter(created=True)),
        uses_made=_count(SourceUse.objects.all()),
    )
    return [_line(each, today) for each in counted[:300]]


def sources_to_choose(today: date) -> Sequence[tuple[str, str]]:
    """The files that may bring something today, for the settings of an import."""
    lines = source_lines(today)
    return [(each.source.public_id, each.source.name) for each in lines if each.state.code not in STOPPED]


def may_read_sources(actor: Actor) -> bool:
    """Whether a person reads the files and what they cost: who runs prospecting, imports, or protects the data."""
    wanted = (Permission.MANAGE_PROSPECTING, Permission.MANAGE_PRIVACY, Permission.IMPORT)
    return any(each in actor.permissions for each in wanted)


def source_of_run(run: ImportRun) -> FileSource | None:
    """The file that an import brings in; None when nothing was said. A trial brings in that of its draft."""
    found = SourceImport.objects.filter(run_id=run.trial_of_id or run.pk).select_related("source").first()
    return found.source if found is not None else None


def seen_companies(actor: Actor, source: FileSource) -> int:
    """How many companies of a file the actor sees."""
    links = SourcedCompany.objects.filter(source=source)
    return visible_companies(actor).filter(pk__in=links.values("company_id")).count()


def _count(rows: QuerySet[SourcedCompany] | QuerySet[SourcedContact] | QuerySet[SourceUse]) -> Coalesce:
    mine = rows.filter(source=OuterRef("pk")).order_by().values("source").annotate(made=Count("pk"))
    return Coalesce(Subquery(mine.values("made"), output_field=IntegerField()), 0)


def _line(source: FileSource, today: date) -> SourceLine:
    uses = source.uses_made  # type: ignore[attr-defined]  # annotated
    left = (source.ends_on - today).days if source.ends_on is not None else None
    return SourceLine(
        source=source,
        state=licence_state(licence_of(source, uses), today),
        companies=source.companies_made,  # type: ignore[attr-defined]  # annotated
        contacts=source.contacts_made,  # type: ignore[attr-defined]  # annotated
        uses=uses,
        days_left=left,
    )


def origin_words(source: FileSource) -> str:
    """Where the data of a person come from, as the notice tells it (RGPD, art. 14)."""
    if source.source_words:
        return source.source_words
    if source.supplier:
        return (_("Fichier de %(supplier)s") % {"supplier": source.supplier})[:200]
    return source.name[:200]
