"""A draft is changed: by itself, or on the way to its trial or its launch, so that what is read is what leaves."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from negoce.kit.refusal import Conflict, Refused
from negoce.prospecting.actions.mailing_save import change_mailing
from negoce.prospecting.models import Mailing
from negoce.ui.toasts import add_trigger, flash
from negoce.web.http import actor_of, go
from negoce.web.mailings.form import DraftForm
from negoce.web.mailings.page import draft_page
from negoce.web.mailings.record import for_prospecting, load, mailing_url
from negoce.web.mailings.steering import trial
from negoce.web.settings.tags import put_refusal


@require_POST
@for_prospecting
def save(request: HttpRequest, public_id: str) -> HttpResponse:
    """Keep what was typed, or show what is wrong with it; `then` says what the person does with it next."""
    mailing = load(public_id)
    actor = actor_of(request)
    form = DraftForm(actor, mailing, request.POST)
    if not form.is_valid():
        return draft_page(request, mailing, form, status=422)
    try:
        change_mailing(actor, mailing, form.values(), revision=form.cleaned_data["revision"])
    except Refused as refused:
        put_refusal(form, refused)
        return draft_page(request, mailing, form, status=409 if isinstance(refused, Conflict) else 422)
    after = request.POST.get("then", "")
    if after == "trial":
        return trial(request, public_id)
    if after == "launch":
        return _launching(request, load(public_id))
    flash(request, _("Envoi « %(name)s » enregistré.") % {"name": form.cleaned_data["name"]})
    return go(request, mailing_url(mailing))


def _launching(request: HttpRequest, mailing: Mailing) -> HttpResponse:
    """The dialog of the launch, of the draft as it was just kept."""
    url = f"{mailing_url(mailing, 'launch')}?{urlencode({'revision': mailing.revision})}"
    if not request.headers.get("HX-Request"):
        return go(request, url)
    answer = draft_page(request, mailing, DraftForm(actor_of(request), mailing))
    add_trigger(answer, "dialog:open", {"url": url, "kind": "modal"})
    add_trigger(answer, "mailing-kept")
    return answer
