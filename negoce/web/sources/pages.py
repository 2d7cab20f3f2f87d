"""The files, and one of them: its licence, its uses, what it brought, its end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from negoce.companies.enums import Channel
from negoce.companies.words.choices import choice_label
from negoce.identity.enums import Permission
from negoce.identity.permissions import NotAllowed
from negoce.identity.rules.actor import Actor
from negoce.portfolio.queries.source_results import source_results
from negoce.prospecting.models import FileSource, ProspectingPlan, SourceImport
from negoce.prospecting.queries.source_end import end_plan
from negoce.prospecting.queries.sources import (
    STOPPED,
    SourceLine,
    may_read_sources,
    origin_words,
    seen_companies,
    source_lines,
)
from negoce.prospecting.words.source import ENDS, KINDS, STATES, say
from negoce.ui.components.tables import TableColumn
from negoce.ui.html import chip
from negoce.web.http import actor_of, load_or_404
from negoce.web.plans.served import seen_plan
from negoce.web.sources.ways import ways_of_file
from negoce.web.sources.words import (
    channel_words,
    companies_url,
    count_words,
    day_words,
    days_left,
    line_context,
    money,
    state_words,
    uses_words,
)


def reader_of(request: HttpRequest) -> Actor:
    """The actor, if they may read files and their costs; raises NotAllowed."""
    actor = actor_of(request)
    if not may_read_sources(actor):
        raise NotAllowed(
            _("Les fichiers et leurs licences se lisent par qui pilote la prospection ou importe.")
        )
    return actor


@require_GET
def listing(request: HttpRequest) -> HttpResponse:
    """Every file, the latest first; those that end soon are told above."""
    actor = reader_of(request)
    lines = source_lines(timezone.localdate())
    results = source_results([each.source for each in lines])
    context = {
        "lines": [line_context(each, results[each.source.pk]) for each in lines],
        "columns": _columns(),
        "warnings": [
            {"url": reverse("sources:source", args=[each.source.public_id]), "words": say(each.state)}
            for each in lines
            if each.state.code == "licence.ends_soon"
            or (
                each.state.code in STOPPED
                and each.source.ended_on is None
                and (each.contacts or each.companies)
            )
        ][:8],
        "may_set": actor.may(Permission.MANAGE_PROSPECTING),
    }
    return render(request, "web/sources/list.html", context)


def _import_url(source: FileSource) -> str:
    """The page that brings its rows in, under its licence."""
    return f"{reverse('imports:new')}?{urlencode({'follow-source': source.public_id})}"


@require_GET
def page(request: HttpRequest, public_id: str) -> HttpResponse:
    """One file."""
    actor = reader_of(request)
    source = load_or_404(FileSource.objects.select_related("created_by", "plan"), public_id)
    line = source_lines(timezone.localdate(), only=source.pk)[0]
    result = source_results([source])[source.pk]
    words, tone = STATES[line.state.code]
    ended = line.state.code in STOPPED
    for_plan = seen_plan(actor, source.plan)
    plan = end_plan(source) if ended or line.state.code == "licence.ends_soon" else None
    context = {
        "source": source,
        "kind": KINDS[source.kind],
        "state": chip(str(words), tone=tone),
        "why": state_words(line),
        "licence": _licence(line, for_plan),
        "ways": ways_of_file(actor, line, for_plan),
        "brought": _brought(actor, line),
        "answered": count_words(result.answered),
        "customers": count_words(result.customers),
        "revenue": money(result.revenue),
        "cost": money(source.cost),
        "cost_per_company": money(result.cost_per_company),
        "cost_per_customer": money(result.cost_per_customer),
        "companies_url": companies_url(source),
        "import_url": "" if ended or not actor.may(Permission.IMPORT) else _import_url(source),
        "uses": _uses(source),
        "use_columns": (
            TableColumn(_("Utilisation")),
            TableColumn(_("Canal")),
            TableColumn(_("Le")),
            TableColumn(_("Personnes ou entreprises"), numeric=True),
        ),
        "imports": _imports(actor, source),
        "ends": ENDS[source.at_end],
        "plan": plan,
        "ended": ended,
        "may_set": actor.may(Permission.MANAGE_PROSPECTING),
        "may_end": ended
        and actor.may(Permission.MANAGE_PROSPECTING)
        and actor.may(Permission.MANAGE_PRIVACY)
        and actor.may(Permission.DELETE),
    }
    return render(request, "web/sources/source.html", context)


def _uses(source: FileSource) -> Sequence[Mapping[str, object]]:
    return [
        {
            "what": each.what,
            "channel": choice_label(Channel, each.channel),
            "day": day_words(each.used_on),
            "people": count_words(each.people),
        }
        for each in source.uses.all()[:50]
    ]


def _columns() -> Sequence[TableColumn]:
    return (
        TableColumn(_("Fichier")),
        TableColumn(_("Licence")),
        TableColumn(_("Canaux")),
        TableColumn(_("Utilisations"), numeric=True),
        TableColumn(_("Entreprises"), numeric=True),
        TableColumn(_("Interlocuteurs"), numeric=True),
        TableColumn(_("Ont répondu"), numeric=True),
        TableColumn(_("Clients"), numeric=True),
        TableColumn(_("Coût HT"), numeric=True),
        TableColumn(_("Coût par client"), numeric=True),
    )


def _licence(line: SourceLine, plan: ProspectingPlan | None) -> Sequence[tuple[Any, str]]:
    source = line.source
    told = (
        (_("Fournisseur"), source.supplier),
        (_("Contrat ou facture"), source.contract),
        (_("À partir du"), day_words(source.starts_on)),
        (_("Fin"), days_left(line)),
        (_("Canaux autorisés"), channel_words(source)),
        (_("Utilisations"), uses_words(line)),
        (_("Origine à dire aux personnes"), origin_words(source)),
        (_("Contact du fournisseur pour les données"), source.dpo_contact),
        (_("Plan de prospection"), plan.name if plan is not None else ""),
        (_("Note"), source.note),
    )
    return [(label, words) for label, words in told if words]


def _brought(actor: Actor, line: SourceLine) -> Mapping[str, str]:
    seen = seen_companies(actor, line.source)
    hidden = line.companies - seen
    return {
        "companies": count_words(line.companies),
        "contacts": count_words(line.contacts),
        "hidden": _("dont %(count)s que vous ne voyez pas") % {"count": count_words(hidden)}
        if hidden > 0 and not actor.sees_everything
        else "",
    }


def _imports(actor: Actor, source: FileSource) -> Sequence[Mapping[str, str]]:
    rows = SourceImport.objects.filter(source=source).select_related("run__file").order_by("-pk")[:20]
    may = actor.may(Permission.IMPORT)
    return [
        {
            "name": each.run.file.name,
            "day": day_words(timezone.localtime(each.run.created_at).date()),
            "url": reverse("imports:detail", args=[each.run.public_id])
            if may and (actor.may(Permission.MANAGE_SETTINGS) or each.run.created_by_id == actor.user_id)
            else "",
        }
        for each in rows
    ]
