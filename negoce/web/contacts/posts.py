"""A second post opened, a post closed."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from negoce.companies.actions.contacts.post import add_post, close_post
from negoce.companies.models import Post
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.kit.refusal import Refused
from negoce.ui.toasts import flash
from negoce.web.contacts.company_choice import choices_context, required_company
from negoce.web.contacts.forms import PostEndForm, PostForm
from negoce.web.contacts.record import load_record
from negoce.web.dialogs import show_form, show_refusal
from negoce.web.http import go, load_or_404


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, public_id: str) -> HttpResponse:
    """A second post, in another company of the file."""
    record = load_record(request, public_id)
    require(record.actor, Permission.EDIT)
    typed = request.POST.get("company_name", "")[:200]
    context = {
        "title": _("Second poste : %(name)s") % {"name": record.contact.full_name},
        "url": reverse("contacts:post_new", args=[public_id]),
        **choices_context(record.actor, typed),
    }
    if request.method == "GET":
        return show_form(request, "contacts/_post", PostForm(), context)
    try:
        company = required_company(record.actor, request.POST)
        names = ("function", "department", "started_on")
        values = {name: request.POST.get(name, "") for name in names}
        add_post(record.actor, record.contact, company=company, values=values)
    except Refused as refused:
        form = PostForm(request.POST)
        return show_refusal(request, "contacts/_post", form, refused, context, {"company": "company_name"})
    flash(request, _("Poste ajouté."))
    return go(request, record.url)


@require_http_methods(["GET", "POST"])
def end(request: HttpRequest, public_id: str, post_id: str) -> HttpResponse:
    """The end of a post, with no word of what follows."""
    record = load_record(request, public_id)
    require(record.actor, Permission.EDIT)
    post = load_or_404(Post.objects.filter(contact=record.contact).order_by("pk"), post_id)
    context = {
        "title": _("Clore le poste chez %(company)s") % {"company": record.house(post)},
        "url": reverse("contacts:post_end", args=[public_id, post_id]),
    }
    if request.method == "GET":
        today = timezone.localdate().strftime("%d/%m/%Y")
        return show_form(request, "contacts/_post_end", PostEndForm(initial={"ended_on": today}), context)
    try:
        close_post(record.actor, post, ended_on=request.POST.get("ended_on", ""))
    except Refused as refused:
        return show_refusal(request, "contacts/_post_end", PostEndForm(request.POST), refused, context)
    flash(request, _("Le poste est clos ; il reste dans le parcours."))
    return go(request, record.url)
