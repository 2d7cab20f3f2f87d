"""The page of a refusal: what was refused, for want of which right, and who can grant it."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from negoce.identity.enums import Permission, Role
from negoce.identity.models import User
from negoce.identity.words import label

NAMED_AT_MOST = 3
_DEFAULT = _("Votre rôle ne permet pas cette action. Rien n’a été changé.")


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 403 in words: a page, or for an exchange the same words alone, which the page shows as a notice."""
    said = str(exception) if isinstance(exception, PermissionDenied) else ""
    permission = getattr(exception, "permission", None)
    signed_in = getattr(request, "actor", None) is not None
    context = {
        "said": said or str(_DEFAULT),
        "right": str(label(permission)) if isinstance(permission, Permission) else "",
        "people": " · ".join(administrators()) if signed_in else "",
    }
    template = "web/shell/_refusal.html" if request.headers.get("HX-Request") else "403.html"
    return render(request, template, context, status=403)


def administrators() -> list[str]:
    """Who can grant a right: the first administrators by name."""
    rows = User.objects.filter(role=Role.ADMINISTRATOR.value, is_active=True)
    people = rows.order_by("last_name", "first_name", "id")[:NAMED_AT_MOST]
    return [person.full_name for person in people]
