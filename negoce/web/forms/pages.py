"""The forms of the house, and one of them: its address, what it brought, its last requests."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_GET

from negoce.companies.queries.visible import visible_companies
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.kit.dates import format_date
from negoce.kit.money import format_decimal, format_money, format_percent
from negoce.parameters.queries.seller import seller
from negoce.portfolio.queries.form_results import FormResult, form_results, plan_cost_per_company
from negoce.prospecting.documents.form_notice import form_notice
from negoce.prospecting.enums import FormState, SubmissionState
from negoce.prospecting.models import FormSubmission, PublicForm
from negoce.prospecting.rules.form_fields import asked_fields
from negoce.prospecting.words.form import (
    FORM_KINDS,
    FORM_STATES,
    FORM_TONES,
    LEAD_RULES,
    SUBMISSION_STATES,
    field_label,
    known_customs,
)
from negoce.ui.components.tables import TableColumn
from negoce.ui.html import chip
from negoce.ui.words.say import reader_language
from negoce.web.companies.record import company_url
from negoce.web.http import actor_of, load_or_404
from negoce.web.plans.served import seen_plan
from negoce.web.public_forms.page import draw_form
from negoce.web.public_links import public_link

_LAST = 50
_FRAME = '<iframe src="{}" title="{}" width="100%" height="900"></iframe>'


@require_GET
def listing(request: HttpRequest) -> HttpResponse:
    """Every form, the latest first, with what each brought."""
    require(actor_of(request), Permission.MANAGE_PROSPECTING)
    forms = list(PublicForm.objects.order_by("-pk")[:200])
    results = form_results(forms)
    context = {
        "lines": [
            {
                "name": form.name,
                "title": form.title,
                "url": reverse("forms:form", args=[form.public_id]),
                "kind": FORM_KINDS[form.kind],
                "state": _state(form),
                "result": _figures(results[form.pk]),
            }
            for form in forms
        ],
        "columns": (
            TableColumn(_("Formulaire")),
            TableColumn(_("Type")),
            TableColumn(_("État")),
            TableColumn(_("Vues"), numeric=True),
            TableColumn(_("Demandes"), numeric=True),
            TableColumn(_("Confirmées"), numeric=True),
            TableColumn(_("Entreprises nouvelles"), numeric=True),
            TableColumn(_("Clients"), numeric=True),
        ),
    }
    return render(request, "web/forms/list.html", context)


@require_GET
def page(request: HttpRequest, public_id: str) -> HttpResponse:
    """One form."""
    actor = actor_of(request)
    require(actor, Permission.MANAGE_PROSPECTING)
    form = load_form(public_id)
    address = public_link(request, reverse("public_forms:form", args=[form.token]))
    result = form_results([form])[form.pk]
    plan = seen_plan(actor, form.plan)
    cost = plan_cost_per_company(form) if plan is not None else None
    asked = asked_fields(form.fields)
    customs = known_customs(list(asked))
    with override(form.language):
        notice = form_notice(form, seller())
    context = {
        "form": form,
        "kind": FORM_KINDS[form.kind],
        "state": _state(form),
        "is_open": form.state == FormState.OPEN.value,
        "result": _figures(result),
        "plan": plan,
        "cost": format_money(cost, reader_language()) if cost is not None else "",
        "address": address,
        "frame": _FRAME.format(escape(address), escape(form.title)),
        "asked": [(field_label(each.key, customs), each.required) for each in asked],
        "notice": notice,
        "rule": LEAD_RULES[form.lead_rule],
        "columns": (
            TableColumn(_("Le")),
            TableColumn(_("État")),
            TableColumn(_("Entreprise")),
            TableColumn(_("Campagne")),
            TableColumn(_("Suivie par")),
        ),
        "lines": _last(actor, form),
        "urls": {
            name: reverse(f"forms:{name}", args=[form.public_id])
            for name in ("preview", "change", "state", "document")
        },
    }
    return render(request, "web/forms/form.html", context)


@require_GET
def preview(request: HttpRequest, public_id: str) -> HttpResponse:
    """The page as the public sees it; nothing can be sent from here, and no view is counted."""
    require(actor_of(request), Permission.MANAGE_PROSPECTING)
    form = load_form(public_id)
    with override(form.language):
        return draw_form(request, form, preview=True)


def load_form(public_id: str) -> PublicForm:
    """The form with its people; everybody who runs prospecting sees all of them."""
    return load_or_404(PublicForm.objects.select_related("owner", "plan", "white_paper"), public_id)


def _last(actor: Actor, form: PublicForm) -> Sequence[Mapping[str, object]]:
    """The last requests; a company that the reader does not see is not named, nor is who is not confirmed yet."""
    rows = list(
        FormSubmission.objects.filter(form=form)
        .select_related("company", "owner")
        .order_by("-submitted_at", "-pk")[:_LAST]
    )
    keys = [row.company_id for row in rows if row.company_id is not None]
    seen = set(visible_companies(actor).filter(pk__in=keys).order_by().values_list("pk", flat=True))
    language = reader_language()
    return [
        {
            "day": format_date(timezone.localtime(row.submitted_at).date(), language),
            "state": chip(
                str(SUBMISSION_STATES[row.state]),
                tone="good" if row.state == SubmissionState.CONFIRMED.value else "",
            ),
            "company": row.company.name if row.company is not None and row.company_id in seen else "",
            "url": company_url(row.company) if row.company is not None and row.company_id in seen else "",
            "is_new": row.is_new_company,
            "campaign": " · ".join(dict.fromkeys(str(words) for words in row.campaign.values())),
            "owner": row.owner.full_name if row.owner is not None else "",
            "downloads": row.downloads,
        }
        for row in rows
    ]


def _state(form: PublicForm) -> str:
    return chip(str(FORM_STATES[form.state]), tone=FORM_TONES[form.state])


def _figures(result: FormResult) -> Mapping[str, str]:
    language = reader_language()

    def count(number: int) -> str:
        return format_decimal(number, language)

    def percent(share: Decimal | None) -> str:
        return "" if share is None else format_percent(share / 100, language, 1)

    return {
        "views": count(result.views),
        "sent": count(result.sent),
        "confirmed": count(result.confirmed),
        "new": count(result.new_companies),
        "customers": count(result.customers),
        "sent_percent": percent(result.sent_percent),
        "confirmed_percent": percent(result.confirmed_percent),
    }
