"""Families of products: how many products each holds; made, renamed, removed."""

from __future__ import annotations

from urllib.parse import urlencode

from django import forms
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from negoce.catalogue.actions.family_save import delete_family, save_family
from negoce.catalogue.models import ProductFamily
from negoce.companies.rules.filter_text import write_condition
from negoce.companies.rules.filters import Condition, Operator
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.kit.refusal import Refused
from negoce.ui.components.tables import TableColumn
from negoce.ui.toasts import flash
from negoce.web.http import actor_of, load_or_404


class FamilyForm(forms.Form):
    """The name of a family."""

    name = forms.CharField(
        label=_("Nom de la famille"), widget=forms.TextInput(attrs={"autocomplete": "off"})
    )


@require_http_methods(["GET", "POST"])
def families(request: HttpRequest) -> HttpResponse:
    """Every family with its products, and a new one."""
    actor = actor_of(request)
    form = FamilyForm(request.POST or None)
    if request.method == "POST":
        require(actor, Permission.MANAGE_CATALOGUE)
        if _saved(request, form, None):
            return redirect("catalogue:families")
    rows = ProductFamily.objects.annotate(count=Count("products")).order_by("name", "id")
    lines = [{"family": row, "count": row.count, "list_url": _list_url(row)} for row in rows]
    context = {
        "lines": lines,
        "columns": [TableColumn(_now("Famille")), TableColumn(_now("Produits"), numeric=True)],
        "form": form,
        "may_manage": actor.may(Permission.MANAGE_CATALOGUE),
    }
    return render(request, "web/catalogue/families.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def family(request: HttpRequest, public_id: str) -> HttpResponse:
    """Rename a family."""
    require(actor_of(request), Permission.MANAGE_CATALOGUE)
    found = load_or_404(ProductFamily.objects.all(), public_id)
    form = FamilyForm(request.POST or None, initial={"name": found.name})
    if request.method == "POST" and _saved(request, form, found):
        return redirect("catalogue:families")
    name = ProductFamily.objects.get(pk=found.pk).name
    context = {"family": found, "name": name, "form": form}
    return render(request, "web/catalogue/family.html", context, status=422 if form.errors else 200)


@require_POST
def family_deletion(request: HttpRequest, public_id: str) -> HttpResponse:
    """Remove a family that holds nothing."""
    found = load_or_404(ProductFamily.objects.all(), public_id)
    try:
        delete_family(actor_of(request), found)
    except Refused as refused:
        flash(request, refused.message, tone="warn")
        return redirect("catalogue:family", public_id)
    flash(request, _now("Famille « %(name)s » supprimée.") % {"name": found.name})
    return redirect("catalogue:families")


def _saved(request: HttpRequest, form: FamilyForm, found: ProductFamily | None) -> bool:
    form.is_valid()
    try:
        saved = save_family(actor_of(request), found, name=request.POST.get("name", ""))
    except Refused as refused:
        form.errors.clear()
        form.add_error("name", next(iter(refused.fields.values()), [refused.message])[0])
        return False
    flash(request, _now("Famille « %(name)s » enregistrée.") % {"name": saved.name})
    return True


def _list_url(row: ProductFamily) -> str:
    condition = write_condition(Condition("family", Operator.IS, (row.name,)))
    return f"{reverse('lists:products')}?{urlencode({'filter': condition})}"
