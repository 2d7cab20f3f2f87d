"""What the person told us to take into account: added with its use and its day, forgotten at once."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from negoce.companies.actions.contacts.preference import add_preference, remove_preference
from negoce.companies.models import ContactPreference
from negoce.identity.permissions import NotAllowed
from negoce.kit.refusal import Refused
from negoce.web.contacts.forms import PreferenceForm
from negoce.web.contacts.record import load_record
from negoce.web.dialogs import done, show_form, show_refusal
from negoce.web.http import load_or_404


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, public_id: str) -> HttpResponse:
    """A preference."""
    record = load_record(request, public_id)
    if not record.may_write("contact_preferences"):
        raise NotAllowed(_("Votre rôle ne permet pas de modifier ce champ. Rien n’a été changé."))
    context = {
        "title": _("Préférence dite par %(name)s") % {"name": record.contact.full_name},
        "url": reverse("contacts:preference_new", args=[public_id]),
        "guarded": False,
    }
    template = "contacts/_preference"
    if request.method == "GET":
        today = timezone.localdate().strftime("%d/%m/%Y")
        return show_form(request, template, PreferenceForm(initial={"told_on": today}), context)
    given = {name: request.POST.get(name, "") for name in ("text", "told_for", "told_on", "guard_reason")}
    try:
        add_preference(record.actor, record.contact, **given)
    except Refused as refused:
        return show_refusal(request, template, PreferenceForm(request.POST), refused, context)
    return done(_("Préférence notée."), ("preferences",))


@require_POST
def removal(request: HttpRequest, public_id: str, preference_id: str) -> HttpResponse:
    """Forget a preference."""
    record = load_record(request, public_id)
    rows = ContactPreference.objects.filter(contact=record.contact).order_by("pk")
    remove_preference(record.actor, load_or_404(rows, preference_id))
    return done(_("Préférence oubliée."), ("preferences",))
