"""The library: what to say, for which product, to which motive, and how often it worked."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from negoce.identity.enums import Permission
from negoce.negotiation.queries.arguments.library import known, library
from negoce.ui.components.tables import TableColumn
from negoce.web.arguments.tabs import library_tabs
from negoce.web.arguments.words import motive_words, success_words
from negoce.web.http import actor_of


@require_GET
def listing(request: HttpRequest) -> HttpResponse:
    """Every argument in use."""
    may_set = actor_of(request).may(Permission.MANAGE_CATALOGUE)
    lines = [
        {
            "row": row,
            "motives": motive_words(row),
            "success": success_words(known(row).success),
            "product": row.product.label if row.product is not None else _("Tous"),
            "change_url": reverse("arguments:change", args=[row.public_id]) if may_set else "",
        }
        for row in library()
    ]
    columns = [
        TableColumn(each) for each in (_("Argument"), _("Preuve"), _("Produit"), _("Mobiles"), _("Succès"))
    ]
    context = {
        "lines": lines,
        "columns": columns,
        "may_set": may_set,
        "new_url": reverse("arguments:new"),
        "tabs": library_tabs("arguments:list"),
    }
    return render(request, "web/arguments/list.html", context)
