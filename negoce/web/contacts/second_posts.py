"""People of elsewhere who also hold a post in a company: shown on its page, and linked to it from there (F2)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from negoce.companies.actions.contacts.post import add_post
from negoce.companies.models import Company, Contact
from negoce.companies.queries.contact_page import second_posts
from negoce.companies.queries.contacts import search_people
from negoce.companies.queries.visible import visible_companies, visible_contacts
from negoce.companies.words.contact_values import show_contact_value
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Refused, refuse_field
from negoce.ui.toasts import flash
from negoce.web.companies.panel_types import PEOPLE, Panel
from negoce.web.companies.record import CompanyRecord, company_url
from negoce.web.contacts.record import contact_url
from negoce.web.dialogs import show_form, show_refusal
from negoce.web.http import actor_of, go, load_or_404

_LONGEST = 120


class LinkForm(forms.Form):
    """Who, and what they do there."""

    person_name = forms.CharField(label=_("Nom de famille"), max_length=_LONGEST)
    function = forms.CharField(label=_("Fonction"), required=False)
    started_on = forms.CharField(label=_("Depuis le"), required=False)

    def __init__(self, data: Mapping[str, str] | None = None, *, people_url: str) -> None:
        super().__init__(data)
        self.fields["started_on"].widget.attrs |= {"placeholder": _("jj/mm/aaaa"), "autocomplete": "off"}
        self.fields["person_name"].widget = forms.TextInput(
            {
                "type": "search",
                "autocomplete": "off",
                "autofocus": True,
                "hx-get": people_url,
                "hx-trigger": "input changed delay:150ms",
                "hx-target": "#people-choices",
                "hx-select": "unset",
                "hx-swap": "innerHTML",
                "hx-sync": "this:replace",
            }
        )


@require_http_methods(["GET", "POST"])
def link(request: HttpRequest) -> HttpResponse:
    """The dialog, and the post that it opens."""
    actor = actor_of(request)
    require(actor, Permission.EDIT)
    given = request.POST if request.method == "POST" else request.GET
    company = _company(actor, given.get("company", ""))
    words = urlencode({"company": company.public_id})
    people_url = f"{reverse('contacts:link_people')}?{words}"
    context = {
        "title": _now("Rattacher à %(company)s") % {"company": company.name},
        "url": reverse("contacts:link"),
        "company": company,
        **_choices(actor, company, given.get("person_name", "")),
    }
    if request.method == "GET":
        return show_form(request, "contacts/_link", LinkForm(people_url=people_url), context)
    try:
        person = _person(actor, request.POST.get("person", ""))
        values = {name: request.POST.get(name, "") for name in ("function", "started_on")}
        add_post(actor, person, company=company, values=values)
    except Refused as refused:
        form = LinkForm(request.POST, people_url=people_url)
        names = {"person": "person_name", "company": "person_name"}
        return show_refusal(request, "contacts/_link", form, refused, context, names)
    said = _now("%(name)s a aussi un poste ici.") % {"name": person.full_name}
    flash(request, said)
    return go(request, f"{company_url(company)}?tab={PEOPLE}")


@require_GET
def people(request: HttpRequest) -> HttpResponse:
    """The people whose name begins as typed."""
    actor = actor_of(request)
    company = _company(actor, request.GET.get("company", ""))
    context = _choices(actor, company, request.GET.get("person_name", ""))
    return render(request, "web/contacts/_people_choices.html", context)


def _company(actor: Actor, public_id: str) -> Company:
    return load_or_404(visible_companies(actor), public_id)


def _choices(actor: Actor, company: Company, typed: str) -> dict[str, object]:
    text = typed[:_LONGEST].strip()
    return {"found": search_people(actor, text, but_company=company.pk), "typed": text}


def _person(actor: Actor, public_id: str) -> Contact:
    found = visible_contacts(actor).filter(public_id=public_id).first() if public_id else None
    if found is None:
        raise refuse_field("person", _now("Choisissez une personne dans la liste."))
    return found


def _second_posts(record: CompanyRecord) -> Mapping[str, object] | None:
    lines: Sequence[Mapping[str, object]] = [
        {
            "name": post.contact.full_name,
            "url": contact_url(post.contact),
            "function": post.function,
            "since": show_contact_value("", post.started_on),
            "house": post.contact.company.name,
        }
        for post in second_posts(record.actor, record.company)
    ]
    return {"lines": lines, "count": len(lines)} if lines else None


SECOND_POSTS = Panel(
    "second-posts",
    _("Aussi en poste ici"),
    "web/contacts/_second_posts.html",
    _second_posts,
    queries_max=1,
    tab=PEOPLE,
)
