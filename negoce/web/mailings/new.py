"""A mailing is begun from a choice of companies: a filter, a quadrant, a segment, or rows of the list."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from negoce.companies.queries.lists.companies import COMPANY_LIST
from negoce.companies.queries.lists.kept import kept_records
from negoce.kit.money import format_decimal
from negoce.kit.refusal import Refused
from negoce.prospecting.actions.mailing_save import MOST_CHOSEN, MailingValues, begin_mailing
from negoce.prospecting.enums import MailingAudience, MailingKind
from negoce.prospecting.models import Mailing, ProspectingPlan
from negoce.prospecting.queries.plans import visible_plans
from negoce.web.dialogs import show_form, show_refusal
from negoce.web.http import actor_of, go
from negoce.web.mailings.form import AudienceForm
from negoce.web.mailings.record import for_prospecting, mailing_url

# Put in the address by the bar of the list, whose form holds the rows chosen.
FROM_ROWS = "rows"
MOST_NAMED = 120


@require_http_methods(["GET", "POST"])
@for_prospecting
def new(request: HttpRequest) -> HttpResponse:
    """The form, then the draft."""
    kind = request.GET.get("kind", "")
    start = {"kind": kind if kind in set(MailingKind) else MailingKind.EMAIL.value}
    plan = _plan(request)
    if plan is not None:
        start["name"] = plan.name[:MOST_NAMED]
    form = AudienceForm(request.POST or None, initial=start)
    if request.method == "GET" or not form.is_valid():
        return show_form(request, "mailings/_new", form, _more(request), 422 if form.is_bound else 200)
    try:
        made = _begin(request, form)
    except Refused as refused:
        return show_refusal(request, "mailings/_new", form, refused, _more(request))
    return go(request, mailing_url(made))


def _begin(request: HttpRequest, form: AudienceForm) -> Mailing:
    chosen: list[str] = []
    if request.GET.get(FROM_ROWS) == "1" and request.POST.get("all") != "1":
        chosen = list(dict.fromkeys(request.POST.getlist("selected")))[: MOST_CHOSEN + 1]
        if not chosen:
            raise Refused(_("Aucune ligne n’est choisie."))
    given = form.cleaned_data
    return begin_mailing(
        actor_of(request),
        kind=given["kind"],
        values=MailingValues(name=given["name"], audience=MailingAudience.ONE.value, plan=_plan(request)),
        filter_text=request.GET.get("filter", ""),
        chosen=chosen,
        template=form.templates.get(given["template"]),
    )


def _plan(request: HttpRequest) -> ProspectingPlan | None:
    """The plan that the address names, for which the mailing is."""
    key = request.GET.get("plan", "")[:12]
    plans = visible_plans(actor_of(request)).filter(closed_at=None)
    return plans.filter(public_id=key).first() if key else None


def _more(request: HttpRequest) -> dict[str, object]:
    actor = actor_of(request)
    from_rows = request.GET.get(FROM_ROWS) == "1"
    reach = ""
    if not from_rows:
        try:
            count = kept_records(COMPANY_LIST, actor, request.GET.get("filter", "")).count()
        except Refused as refused:
            reach = refused.message
        else:
            words = ngettext("%(count)s entreprise.", "%(count)s entreprises.", count)
            reach = words % {"count": format_decimal(count, actor.language)}
    return {
        "title": _("Nouvel envoi"),
        "url": request.get_full_path(),
        "from_rows": from_rows,
        "reach": reach,
    }
