"""Switching language: a person's own, or a visitor's by a cookie."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from negoce.identity.actions.preferences_update import update_preferences
from negoce.identity.models import User
from negoce.web.http import actor_of
from negoce.web.middleware.login_required import public_page


@public_page
@require_POST
def switch(request: HttpRequest) -> HttpResponse:
    """Speak the posted language from the next page on, and go back to `next` when it is one of our pages."""
    language = request.POST.get("language", "")
    if language not in dict(settings.LANGUAGES):
        return HttpResponseBadRequest(_("Cette langue n’existe pas ici."))
    user = request.user
    if isinstance(user, User):
        update_preferences(actor_of(request), user, changes={"language": language})
    response = redirect(safe_next(request))
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=365 * 24 * 3600,
        samesite="Lax",
        httponly=True,
        secure=request.is_secure(),
    )
    return response


def safe_next(request: HttpRequest) -> str:
    """The page to go back to; the home page when the posted address leads elsewhere."""
    target = request.POST.get("next", "")
    here = url_has_allowed_host_and_scheme(
        target, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return target if here and target.startswith("/") else "/"
