"""Tags: how many companies have each; renamed, coloured, merged, deleted."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from negoce.companies.actions.tag_change import change_tag
from negoce.companies.actions.tag_create import create_tag
from negoce.companies.actions.tag_delete import delete_tag
from negoce.companies.actions.tag_merge import merge_tags
from negoce.companies.actions.tag_views import views_naming
from negoce.companies.enums import TagColour
from negoce.companies.models import CompanyTag, Tag
from negoce.companies.queries.tags import tags_with_counts
from negoce.companies.rules.filter_text import write_condition
from negoce.companies.rules.filters import Condition, Operator
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.kit.refusal import Refused
from negoce.ui.components.tables import TableColumn
from negoce.ui.toasts import flash
from negoce.web.http import actor_of, load_or_404
from negoce.web.settings.tag_forms import MergeForm, TagForm, confirmed

View = Callable[..., HttpResponse]


def for_settings(view: View) -> View:
    """Open a page to those who may set the program; others get 403."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **named: Any) -> HttpResponse:
        require(actor_of(request), Permission.MANAGE_SETTINGS)
        return view(request, *args, **named)

    return guarded


@require_http_methods(["GET", "POST"])
@for_settings
def tags(request: HttpRequest) -> HttpResponse:
    """Every tag, with the companies that have it; and a new one."""
    form = TagForm(request.POST or None, initial={"colour": TagColour.NEUTRAL.value})
    if request.method == "POST" and form.is_valid():
        try:
            made = create_tag(actor_of(request), **form.cleaned_data)
        except Refused as refusal:
            put_refusal(form, refusal)
        else:
            flash(request, _("Étiquette « %(name)s » créée.") % {"name": made.name})
            return redirect("settings:tags")
    lines = [
        {"tag": tag, "tone": _tone(tag), "count": count, "list_url": _list_url(tag)}
        for tag, count in tags_with_counts()
    ]
    columns = [TableColumn(_("Étiquette")), TableColumn(_("Entreprises"), numeric=True)]
    context = {"lines": lines, "columns": columns, "form": form}
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "web/settings/tags.html", context, status=status)


@require_http_methods(["GET", "POST"])
@for_settings
def tag(request: HttpRequest, public_id: str) -> HttpResponse:
    """Rename a tag, or change its colour."""
    found = load_or_404(Tag.objects.all(), public_id)
    form = TagForm(request.POST or None, initial={"name": found.name, "colour": found.colour})
    if request.method == "GET" or not form.is_valid():
        return _page(request, found, form=form)
    try:
        change_tag(actor_of(request), found, **form.cleaned_data)
    except Refused as refusal:
        put_refusal(form, refusal)
        found.refresh_from_db()
        return _page(request, found, form=form)
    flash(request, _("Étiquette « %(name)s » enregistrée.") % {"name": found.name})
    return redirect("settings:tags")


@require_POST
@for_settings
def merge(request: HttpRequest, public_id: str) -> HttpResponse:
    """Give the companies of a tag to another one."""
    found = load_or_404(Tag.objects.all(), public_id)
    form = MergeForm(request.POST, but=found)
    if not form.is_valid():
        return _page(request, found, merging=form)
    into = form.cleaned_data["into"]
    try:
        count = merge_tags(actor_of(request), found, into=into)
    except Refused as refusal:
        put_refusal(form, refusal)
        return _page(request, found, merging=form)
    said = ngettext(
        "« %(name)s » est devenue « %(into)s » sur %(count)s entreprise.",
        "« %(name)s » est devenue « %(into)s » sur %(count)s entreprises.",
        count,
    )
    flash(request, said % {"name": found.name, "into": into.name, "count": count})
    return redirect("settings:tags")


@require_POST
@for_settings
def deletion(request: HttpRequest, public_id: str) -> HttpResponse:
    """Delete a tag, once confirmed."""
    found = load_or_404(Tag.objects.all(), public_id)
    if not confirmed(request.POST):
        return _page(request, found, unconfirmed=True)
    count = delete_tag(actor_of(request), found)
    said = ngettext(
        "Étiquette « %(name)s » supprimée, retirée de %(count)s entreprise.",
        "Étiquette « %(name)s » supprimée, retirée de %(count)s entreprises.",
        count,
    )
    flash(request, said % {"name": found.name, "count": count})
    return redirect("settings:tags")


def _page(
    request: HttpRequest,
    found: Tag,
    *,
    form: TagForm | None = None,
    merging: MergeForm | None = None,
    unconfirmed: bool = False,
) -> HttpResponse:
    context = {
        "tag": found,
        "tone": _tone(found),
        "count": CompanyTag.objects.filter(tag=found).count(),
        "list_url": _list_url(found),
        "views": len(views_naming(found)),
        "form": form or TagForm(initial={"name": found.name, "colour": found.colour}),
        "merging": merging or MergeForm(but=found),
        "others": Tag.objects.exclude(pk=found.pk).exists(),
        "unconfirmed": unconfirmed,
    }
    wrong = unconfirmed or any(each is not None and each.is_bound and each.errors for each in (form, merging))
    return render(request, "web/settings/tag.html", context, status=422 if wrong else 200)


def put_refusal(form: forms.Form, refusal: Refused) -> None:
    """Say what an action refused at the inputs concerned, or above the form."""
    known = {name: list(said) for name, said in refusal.fields.items() if name in form.fields}
    for name, said in known.items():
        form.add_error(name, said)
    if not known:
        form.add_error(None, refusal.message)


def _tone(found: Tag) -> str:
    return "" if found.colour == "neutral" else found.colour


def _list_url(found: Tag) -> str:
    text = write_condition(Condition("tags", Operator.ANY, (found.name_key,)))
    return f"{reverse('lists:companies')}?{urlencode({'filter': text})}"
