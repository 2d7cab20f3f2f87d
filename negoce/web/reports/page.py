"""A report on screen: what is asked on top, the chart, the table; a long one waits for its job."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from negoce.companies.words.findings import say
from negoce.identity.enums import Permission
from negoce.identity.rules.actor import Actor
from negoce.jobs.models import Job
from negoce.kit.explain import Finding
from negoce.kit.refusal import Refused
from negoce.portfolio.actions.reports.run import may_start, start_run
from negoce.portfolio.actions.reports.save import may_change_report
from negoce.portfolio.models import SavedReport
from negoce.portfolio.queries.reports.run import TooManyLines, run_report
from negoce.portfolio.queries.reports.table import ReportTable
from negoce.portfolio.queries.reports.understood import readable_subjects, understand
from negoce.portfolio.queries.saved_reports import own_runs, own_schedule, result_of, visible_reports
from negoce.portfolio.ready_reports import ReadyReport, ready_report
from negoce.portfolio.rules.report_asked import ReportAsked, read_asked, read_query
from negoce.ui.toasts import flash
from negoce.web.http import actor_of, go, load_or_404
from negoce.web.reports.builder import builder
from negoce.web.reports.drawn import drawn


@require_GET
def new(request: HttpRequest) -> HttpResponse:
    """Choose what the report is about."""
    subjects = [
        {"label": each.label, "url": f"{reverse('reports:view')}?subject={each.key}"}
        for each in readable_subjects()
    ]
    return render(request, "web/reports/new.html", {"subjects": subjects})


@require_GET
def view(request: HttpRequest) -> HttpResponse:
    """A report that the address describes; `saved` says which kept one is being changed."""
    return _page(request, read_asked(dict(request.GET.lists())), _named(request))


@require_GET
def ready(request: HttpRequest, key: str) -> HttpResponse:
    """One of the reports at hand."""
    found = ready_report(actor_of(request), key)
    if found is None:
        raise Http404(_("Ce rapport n’existe pas, ou n’est pas visible pour vous."))
    return _page(request, found.asked, _as_ready(found))


@require_GET
def saved(request: HttpRequest, public_id: str) -> HttpResponse:
    """A report that somebody kept."""
    actor = actor_of(request)
    report = load_or_404(visible_reports(actor).select_related("owner"), public_id)
    return _page(request, read_query(report.query), _as_saved(report))


@require_POST
def runs(request: HttpRequest) -> HttpResponse:
    """Have a report worked out by a job."""
    actor = actor_of(request)
    asked = read_query(request.POST.get("query", ""))
    if understand(actor, asked) is None:
        raise Http404(_("Ce rapport n’existe pas, ou n’est pas visible pour vous."))
    name = read_name(request.POST)
    try:
        run, job = start_run(actor, asked)
    except Refused as refused:
        flash(request, refused.message, tone="bad")
        return go(request, reverse("reports:list"))
    more = urlencode({"job": job.public_id, **name})
    return go(request, f"{reverse('reports:run', args=[run.public_id])}?{more}")


@require_GET
def run(request: HttpRequest, public_id: str) -> HttpResponse:
    """A long report: its progress, then what it found."""
    actor = actor_of(request)
    found = load_or_404(own_runs(actor), public_id)
    asked = read_query(found.query)
    more: dict[str, object] = {**_named(request), "run": found}
    table = result_of(actor, found)
    if table is not None:
        more["file_url"] = f"{reverse('reports:run_file', args=[public_id])}?{_titled(more)}"
        return _show(request, asked, table, more)
    if found.result is not None:
        # Made with rights that the person no longer has.
        raise Http404(_("Ce rapport n’existe pas, ou n’est pas visible pour vous."))
    job = Job.objects.filter(public_id=request.GET.get("job", ""), actor_id=actor.user_id).first()
    more["failed"] = _too_many() if found.problem else ""
    more["job"] = job if not found.problem else None
    more["done_url"] = f"{reverse('reports:run', args=[public_id])}?{urlencode(read_name(request.GET))}"
    return _show(request, asked, None, more)


def _page(request: HttpRequest, asked: ReportAsked, more: Mapping[str, object]) -> HttpResponse:
    understood = understand(actor_of(request), asked)
    if understood is None:
        raise Http404(_("Ce rapport n’existe pas, ou n’est pas visible pour vous."))
    try:
        table = run_report(understood)
    except TooManyLines:
        return _show(request, asked, None, {**more, "failed": _too_many()})
    if table is None:
        return _show(
            request, asked, None, {**more, "is_long": True, "may_start": may_start(actor_of(request), asked)}
        )
    return _show(request, asked, table, more)


def _show(
    request: HttpRequest, asked: ReportAsked, table: ReportTable | None, more: Mapping[str, object]
) -> HttpResponse:
    actor = actor_of(request)
    understood = understand(actor, asked)
    if understood is None:
        raise Http404(_("Ce rapport n’existe pas, ou n’est pas visible pour vous."))
    context = {
        **_nothing(),
        "builder": builder(actor, understood),
        "query": asked.query,
        "name": {},
        "keep_url": _keep_url(asked, more),
        "problems": [_say(finding) for finding in understood.problems],
        "file_url": f"{reverse('reports:file')}?{asked.query}&{_titled(more)}",
        "may_export": actor.may(Permission.EXPORT),
        **_kept(actor, asked, more),
        **(drawn(understood, table) if table is not None else {}),
        **more,
    }
    return render(request, "web/reports/page.html", context)


def _titled(more: Mapping[str, object]) -> str:
    """The name of a file, as its address bears it."""
    return urlencode({"title": str(more.get("title", ""))})


def _keep_url(asked: ReportAsked, more: Mapping[str, object]) -> str:
    """Where a report is kept; one of those at hand proposes its own name."""
    title = str(more.get("title", "")) if more.get("about") else ""
    return f"{reverse('reports:keep')}?{urlencode({'query': asked.query, 'title': title})}"


def _nothing() -> dict[str, object]:
    absent = (
        "totals",
        "about",
        "failed",
        "job",
        "run",
        "report",
        "chart",
        "list_url",
        "is_long",
        "table",
        "beyond",
        "notes",
    )
    return dict.fromkeys(absent, "")


def _kept(actor: Actor, asked: ReportAsked, more: Mapping[str, object]) -> dict[str, object]:
    report = more.get("report")
    if not isinstance(report, SavedReport):
        return {"may_change": False, "is_received": False, "is_changed": False, "edit_url": ""}
    edit = reverse("reports:edit", args=[report.public_id])
    return {
        "may_change": may_change_report(actor, report),
        "is_received": own_schedule(actor, report) is not None,
        "is_changed": read_query(report.query).query != asked.query,
        "edit_url": f"{edit}?{urlencode({'query': asked.query})}",
    }


def _named(request: HttpRequest) -> Mapping[str, object]:
    """What the address says about where the report comes from: a kept one, one of those at hand, or nothing."""
    actor = actor_of(request)
    name = read_name(request.GET)
    report = visible_reports(actor).select_related("owner").filter(public_id=name.get("saved", "")).first()
    if report is not None:
        return _as_saved(report)
    found = ready_report(actor, name.get("ready", ""))
    return {"title": _("Rapport")} if found is None else _as_ready(found)


def _as_saved(report: SavedReport) -> Mapping[str, object]:
    return {"title": report.name, "report": report, "name": {"saved": report.public_id}}


def _as_ready(found: ReadyReport) -> Mapping[str, object]:
    return {"title": str(found.title), "about": str(found.about), "name": {"ready": found.key}}


def read_name(values: Mapping[str, str]) -> dict[str, str]:
    """The kept report, or the one at hand, that an address or a form names."""
    return {key: values[key][:40] for key in ("saved", "ready") if values.get(key)}


def _say(finding: Finding) -> str:
    if finding.code == "report.measure":
        return _("La mesure « %(text)s » n’existe pas, ou n’est pas visible pour vous.") % finding.figures
    return say(finding)


def _too_many() -> str:
    return _("Ce rapport ferait plus de 100 000 lignes : groupez autrement, ou filtrez davantage.")
