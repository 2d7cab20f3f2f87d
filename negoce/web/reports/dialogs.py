"""Keeping a report under a name, changing it, taking it away, receiving it."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from negoce.identity.enums import Permission
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Refused
from negoce.portfolio.actions.reports.save import MAX_NAME, delete_report, save_report
from negoce.portfolio.actions.reports.schedule import schedule_report
from negoce.portfolio.enums import ReportFormat, ReportRhythm
from negoce.portfolio.models import SavedReport
from negoce.portfolio.queries.saved_reports import own_schedule, visible_reports
from negoce.portfolio.rules.report_asked import read_query
from negoce.portfolio.rules.report_schedule import Rhythm
from negoce.ui.toasts import flash
from negoce.web.dialogs import show_form, show_refusal
from negoce.web.http import actor_of, go, load_or_404, whole_number

_FORM = "reports/_report"


class KeepForm(forms.Form):
    """The name of a report and who sees it."""

    name = forms.CharField(
        label=gettext_lazy("Nom"),
        max_length=MAX_NAME,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autofocus": True}),
    )
    is_shared = forms.BooleanField(
        label=gettext_lazy("Partagé avec tous"),
        required=False,
        help_text=gettext_lazy("Chacun y lit ses propres chiffres, avec ses droits."),
    )
    query = forms.CharField(widget=forms.HiddenInput, required=False)


class ScheduleForm(forms.Form):
    """When a report is received."""

    rhythm = forms.ChoiceField(
        label=gettext_lazy("Rythme"),
        choices=[
            (ReportRhythm.DAILY.value, gettext_lazy("Chaque jour")),
            (ReportRhythm.WEEKLY.value, gettext_lazy("Chaque semaine")),
            (ReportRhythm.MONTHLY.value, gettext_lazy("Chaque mois")),
            ("never", gettext_lazy("Ne plus le recevoir")),
        ],
    )
    hour = forms.IntegerField(label=gettext_lazy("Heure"), min_value=0, max_value=23, initial=7)
    weekday = forms.ChoiceField(
        label=gettext_lazy("Jour de la semaine"),
        choices=[
            (0, gettext_lazy("Lundi")),
            (1, gettext_lazy("Mardi")),
            (2, gettext_lazy("Mercredi")),
            (3, gettext_lazy("Jeudi")),
            (4, gettext_lazy("Vendredi")),
            (5, gettext_lazy("Samedi")),
            (6, gettext_lazy("Dimanche")),
        ],
    )
    month_day = forms.IntegerField(label=gettext_lazy("Jour du mois"), min_value=1, max_value=28, initial=1)
    format = forms.ChoiceField(
        label=gettext_lazy("Fichier joint"),
        choices=[(ReportFormat.XLSX.value, "XLSX"), (ReportFormat.CSV.value, "CSV")],
    )


@require_http_methods(["GET", "POST"])
def keep(request: HttpRequest) -> HttpResponse:
    """A new report of one's own."""
    return _keep(request, None)


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, public_id: str) -> HttpResponse:
    """The name of a report, who sees it, and what it asks where the page brings another demand."""
    return _keep(request, _load(actor_of(request), public_id))


@require_POST
def deletion(request: HttpRequest, public_id: str) -> HttpResponse:
    """Take a report away."""
    actor = actor_of(request)
    report = _load(actor, public_id)
    delete_report(actor, report)
    flash(request, _("Rapport « %(name)s » supprimé.") % {"name": report.name})
    return go(request, reverse("reports:list"))


@require_http_methods(["GET", "POST"])
def schedule(request: HttpRequest, public_id: str) -> HttpResponse:
    """When one receives a report."""
    actor = actor_of(request)
    report = _load(actor, public_id)
    context = {
        "title": _("Recevoir « %(name)s »") % {"name": report.name},
        "url": reverse("reports:schedule", args=[public_id]),
        "note": _(
            "Il part à votre adresse, fait avec vos droits du moment. Le jour ne compte que pour son rythme."
        ),
        "submit_label": _("Enregistrer"),
    }
    if request.method == "GET":
        return show_form(request, _FORM, ScheduleForm(initial=_initial(actor, report)), context)
    form = ScheduleForm(request.POST)
    if not form.is_valid():
        return show_form(request, _FORM, form, context, 422)
    given = form.cleaned_data
    never = given["rhythm"] == "never"
    rhythm = (
        None
        if never
        else Rhythm(
            ReportRhythm(given["rhythm"]),
            given["hour"],
            whole_number(given["weekday"]) or 0,
            given["month_day"],
        )
    )
    try:
        schedule_report(actor, report, rhythm=rhythm, form=ReportFormat(given["format"]))
    except Refused as refused:
        return show_refusal(request, _FORM, form, refused, context)
    flash(
        request,
        _("Vous ne recevrez plus ce rapport.") if never else _("Vous recevrez ce rapport par e-mail."),
    )
    return go(request, reverse("reports:report", args=[public_id]))


def _keep(request: HttpRequest, report: SavedReport | None) -> HttpResponse:
    actor = actor_of(request)
    context = {
        "title": _("Enregistrer le rapport")
        if report is None
        else _("Modifier « %(name)s »") % {"name": report.name},
        "url": reverse("reports:keep")
        if report is None
        else reverse("reports:edit", args=[report.public_id]),
        "note": _("La question du rapport est remplacée par celle de la page ; le journal garde l’ancienne.")
        if report is not None and _asks_else(request, report)
        else "",
        "submit_label": _("Enregistrer"),
    }
    if request.method == "GET":
        initial = {
            "name": report.name if report is not None else request.GET.get("title", "")[:MAX_NAME],
            "is_shared": report is not None and report.is_shared,
            "query": request.GET.get("query", "")[:4000] or (report.query if report is not None else ""),
        }
        return show_form(request, _FORM, _form(actor, initial=initial), context)
    try:
        kept = save_report(
            actor,
            report,
            name=request.POST.get("name", ""),
            asked=read_query(request.POST.get("query", "") or (report.query if report is not None else "")),
            is_shared=request.POST.get("is_shared") == "on",
        )
    except Refused as refused:
        return show_refusal(request, _FORM, _form(actor, request.POST), refused, context)
    flash(request, _("Rapport « %(name)s » enregistré.") % {"name": kept.name})
    return go(request, reverse("reports:report", args=[kept.public_id]))


def _asks_else(request: HttpRequest, report: SavedReport) -> bool:
    asked = (request.GET if request.method == "GET" else request.POST).get("query", "")
    return bool(asked) and read_query(asked).query != report.query


def _form(actor: Actor, data: object = None, initial: object = None) -> KeepForm:
    form = KeepForm(data, initial=initial)  # type: ignore[arg-type]  # a QueryDict or None
    if not actor.may(Permission.SHARE_VIEWS):
        form.fields.pop("is_shared")
    return form


def _load(actor: Actor, public_id: str) -> SavedReport:
    return load_or_404(visible_reports(actor), public_id)


def _initial(actor: Actor, report: SavedReport) -> dict[str, object]:
    known = own_schedule(actor, report)
    if known is None:
        return {"rhythm": ReportRhythm.WEEKLY.value}
    names = ("rhythm", "hour", "weekday", "month_day", "format")
    return {name: getattr(known, name) for name in names}
