"""A form is written, opened, closed, given its document."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from negoce.files.rules.documents import MAX_DOCUMENT_BYTES
from negoce.identity.enums import Permission
from negoce.identity.models import User
from negoce.identity.permissions import require
from negoce.kit.refusal import Conflict, Refused
from negoce.prospecting.actions.form_save import give_white_paper, save_form, switch_form
from negoce.prospecting.enums import FormState
from negoce.prospecting.models import PublicForm
from negoce.ui.toasts import flash
from negoce.web.activities.form import user_of
from negoce.web.forms.form import ASK, OPTIONAL, REQUIRED, PublicFormForm, askable, first_values
from negoce.web.forms.pages import load_form
from negoce.web.http import actor_of, seen_revision, whole_number
from negoce.web.middleware.body_size import takes_file
from negoce.web.plans.served import chosen_plan

_LONGEST = 8_000


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """One more form."""
    actor = actor_of(request)
    require(actor, Permission.MANAGE_PROSPECTING)
    if request.method == "POST":
        return _save(request, None)
    me = request.user
    first = {
        "kind": "white_paper",
        "lead_rule": "territory",
        "owner": getattr(me, "public_id", ""),
        f"{ASK}first_name": OPTIONAL,
        f"{ASK}phone": OPTIONAL,
        f"{ASK}postal_code": OPTIONAL,
    }
    return _show(request, PublicFormForm(actor, initial=first), None)


@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, public_id: str) -> HttpResponse:
    """What it says and asks."""
    actor = actor_of(request)
    require(actor, Permission.MANAGE_PROSPECTING)
    form = load_form(public_id)
    if request.method == "POST":
        return _save(request, form)
    return _show(request, PublicFormForm(actor, initial=first_values(form)), form)


@require_POST
def state(request: HttpRequest, public_id: str) -> HttpResponse:
    """Open it to the public, or close it."""
    form = load_form(public_id)
    wanted = FormState.OPEN if request.POST.get("state") == FormState.OPEN.value else FormState.CLOSED
    try:
        switch_form(actor_of(request), form, wanted)
    except Refused as refused:
        flash(request, refused.message, tone="bad")
    else:
        words = _("Formulaire ouvert au public.") if wanted is FormState.OPEN else _("Formulaire fermé.")
        flash(request, words)
    return redirect("forms:form", public_id)


@takes_file(Permission.MANAGE_PROSPECTING)
@require_POST
def document(request: HttpRequest, public_id: str) -> HttpResponse:
    """The document that who confirms receives."""
    actor = actor_of(request)
    require(actor, Permission.MANAGE_PROSPECTING)
    form = load_form(public_id)
    given = request.FILES.get("document")
    try:
        if given is None:
            raise Refused(_("Choisissez un document."))
        content = given.read(MAX_DOCUMENT_BYTES + 1)
        give_white_paper(actor, form, name=str(given.name), content=content)
    except Refused as refused:
        flash(request, refused.message, tone="bad")
    else:
        flash(request, _("Document enregistré\u00a0: il est remis à qui confirme son adresse."))
    return redirect("forms:form", public_id)


def _save(request: HttpRequest, form: PublicForm | None) -> HttpResponse:
    actor, posted = actor_of(request), request.POST
    asked = {
        key: posted.get(ASK + key) == REQUIRED
        for key in askable()
        if posted.get(ASK + key) in (OPTIONAL, REQUIRED)
    }
    owner = posted.get("owner", "")[:12]
    found = user_of(owner) if owner else None
    try:
        saved = save_form(
            actor,
            form,
            values={name: posted.get(name, "")[:_LONGEST] for name in posted if not name.startswith(ASK)},
            asked=asked,
            owner=found if isinstance(found, User) else None,
            plan=chosen_plan(actor, posted.get("plan", ""), form.plan if form is not None else None),
            asks_newsletter=posted.get("asks_newsletter") == "on",
            revision=seen_revision(posted.get("revision", "")) if form is not None else None,
        )
    except Refused as refused:
        return _refused(request, form, refused)
    flash(request, _("Formulaire enregistré."))
    return redirect(reverse("forms:form", args=[saved.public_id]))


def _refused(request: HttpRequest, form: PublicForm | None, refused: Refused) -> HttpResponse:
    shown = PublicFormForm(actor_of(request), request.POST)
    shown.is_valid()
    shown.errors.clear()
    for name, messages in refused.fields.items():
        shown.add_error(name if name in shown.fields else None, list(messages))
    if not refused.fields:
        shown.add_error(None, refused.message)
    return _show(request, shown, form, 409 if isinstance(refused, Conflict) else 422)


def _show(
    request: HttpRequest, shown: PublicFormForm, form: PublicForm | None, status: int = 200
) -> HttpResponse:
    held = whole_number(request.POST.get("revision", "")) if request.method == "POST" else None
    context = {
        "form": shown,
        "row": form,
        "revision": held if held is not None else (form.revision if form is not None else 0),
        "back_url": reverse("forms:form", args=[form.public_id])
        if form is not None
        else reverse("forms:list"),
        "may_frame": "hosts" in shown.fields,
    }
    return render(request, "web/forms/write.html", context, status=status)
