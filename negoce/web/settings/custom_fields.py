"""Custom fields: added, renamed, put in order, archived, deleted once confirmed."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from negoce.companies.actions.custom_field_delete import delete_custom_field
from negoce.companies.actions.custom_field_save import (
    add_custom_field,
    archive_custom_field,
    change_custom_field,
    move_custom_field,
)
from negoce.companies.enums import CustomType
from negoce.companies.models import CustomField
from negoce.companies.queries.custom_fields import VALUES, count_values, count_views_naming
from negoce.companies.rules.custom_fields import MAX_FIELDS
from negoce.companies.words.custom_values import TYPE_WORDS
from negoce.identity.enums import FieldGroup
from negoce.identity.words import label
from negoce.kit.refusal import Refused
from negoce.ui.components.tables import TableColumn
from negoce.ui.toasts import flash
from negoce.web.http import actor_of, load_or_404
from negoce.web.settings.custom_forms import KIND_WORDS, FieldForm, NewFieldForm, kept_choices
from negoce.web.settings.tag_forms import confirmed
from negoce.web.settings.tags import for_settings, put_refusal

LIVING = CustomField.objects.filter(deleted=False)


@require_GET
@for_settings
def fields(request: HttpRequest) -> HttpResponse:
    """Every field by kind of record, with how many records are filled."""
    rows = list(LIVING.order_by("kind", "position", "id"))
    filled = {kind: _filled(kind) for kind, _words in KIND_WORDS}
    cards = []
    for kind, words in KIND_WORDS:
        own = [row for row in rows if row.kind == kind]
        lines = [_line(row, filled[kind].get(row.slot, 0)) for row in own]
        cards.append({"kind": kind, "title": words, "lines": lines, "full": len(own) >= MAX_FIELDS})
    columns = [
        TableColumn(_("Champ")),
        TableColumn(_("Contient")),
        TableColumn(_("Qui le lit")),
        TableColumn(_("Fiches remplies"), numeric=True),
        TableColumn(_("Ordre")),
    ]
    return render(
        request, "web/settings/fields.html", {"cards": cards, "columns": columns, "any": bool(rows)}
    )


@require_http_methods(["GET", "POST"])
@for_settings
def new(request: HttpRequest) -> HttpResponse:
    """Add a field."""
    form = NewFieldForm(request.POST or None)
    if request.method == "GET":
        form.initial["kind"] = request.GET.get("kind", "company")
        return render(request, "web/settings/field_new.html", {"form": form})
    if form.is_valid():
        try:
            made = add_custom_field(actor_of(request), **{**form.cleaned_data, "choices": form.new_choices()})
        except Refused as refusal:
            put_refusal(form, refusal)
        else:
            said = _(
                "Champ « %(name)s » ajouté : il est sur les fiches, dans les listes, les imports et les exports."
            )
            flash(request, said % {"name": made.label})
            return redirect("settings:fields")
    return render(request, "web/settings/field_new.html", {"form": form}, status=422)


@require_http_methods(["GET", "POST"])
@for_settings
def field(request: HttpRequest, public_id: str) -> HttpResponse:
    """Rename a field, settle its choices and who reads it."""
    found = load_or_404(LIVING, public_id)
    form = FieldForm(request.POST or None, field=found)
    if request.method == "GET" or not form.is_valid():
        return _page(request, found, form=form)
    values = {name: value for name, value in form.cleaned_data.items() if name != "choices"}
    choices = (
        kept_choices(request.POST, form.new_choices()) if found.type == CustomType.CHOICE.value else None
    )
    try:
        retired = change_custom_field(actor_of(request), found, choices=choices, **values)
    except Refused as refusal:
        put_refusal(form, refusal)
        found.refresh_from_db()
        return _page(request, found, form=form)
    flash(request, _("Champ « %(name)s » enregistré.") % {"name": found.label})
    for name, count in retired:
        said = ngettext(
            "« %(name)s » est encore sur %(count)s fiche : il y reste, mais n’est plus proposé.",
            "« %(name)s » est encore sur %(count)s fiches : il y reste, mais n’est plus proposé.",
            count,
        )
        flash(request, said % {"name": name, "count": count}, tone="info")
    return redirect("settings:fields")


@require_POST
@for_settings
def place(request: HttpRequest, public_id: str) -> HttpResponse:
    """One place up or down."""
    found = load_or_404(LIVING, public_id)
    move_custom_field(actor_of(request), found, up=request.POST.get("way") == "up")
    return redirect("settings:fields")


@require_POST
@for_settings
def archiving(request: HttpRequest, public_id: str) -> HttpResponse:
    """Put a field out of sight, or bring it back."""
    found = load_or_404(LIVING, public_id)
    archived = request.POST.get("archived") == "1"
    archive_custom_field(actor_of(request), found, archived=archived)
    said = (
        _("Champ « %(name)s » archivé : ses valeurs sont gardées.")
        if archived
        else _("Champ « %(name)s » remis en service.")
    )
    flash(request, said % {"name": found.label})
    return redirect("settings:fields")


@require_POST
@for_settings
def deletion(request: HttpRequest, public_id: str) -> HttpResponse:
    """Delete a field with its values, once confirmed."""
    found = load_or_404(LIVING, public_id)
    if not confirmed(request.POST):
        return _page(request, found, unconfirmed=True)
    count = delete_custom_field(actor_of(request), found)
    said = ngettext(
        "Champ « %(name)s » supprimé, avec la valeur de %(count)s fiche.",
        "Champ « %(name)s » supprimé, avec les valeurs de %(count)s fiches.",
        count,
    )
    flash(request, said % {"name": found.label, "count": count})
    return redirect("settings:fields")


def _page(
    request: HttpRequest, found: CustomField, *, form: FieldForm | None = None, unconfirmed: bool = False
) -> HttpResponse:
    wrong = unconfirmed or (form is not None and form.is_bound and bool(form.errors))
    living = [one for one in found.options if not one["retired"]]
    context = {
        "field": found,
        "type_words": TYPE_WORDS[CustomType(found.type)],
        "kind_words": dict(KIND_WORDS)[found.kind],
        "count": count_values(found),
        "views": count_views_naming(found.key),
        "form": form or FieldForm(field=found),
        "choices": [{**one, "place": at} for at, one in enumerate(living, 1)],
        "retired": [one["label"] for one in found.options if one["retired"]],
        "unconfirmed": unconfirmed,
    }
    return render(request, "web/settings/field.html", context, status=422 if wrong else 200)


def _line(row: CustomField, filled: int) -> Mapping[str, object]:
    return {
        "field": row,
        "type": TYPE_WORDS[CustomType(row.type)],
        "group": label(FieldGroup(row.group)) if row.group else _("Tout le monde"),
        "filled": filled,
    }


def _filled(kind: str) -> Mapping[int, int]:
    rows = VALUES[kind].objects.order_by().values_list("slot").annotate(number=Count("pk"))
    return dict(rows.values_list("slot", "number"))
