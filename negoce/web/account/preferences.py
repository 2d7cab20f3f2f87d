"""The page of one's own account."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from negoce.identity.actions.preferences_update import update_preferences
from negoce.identity.models import User
from negoce.kit.refusal import Refused
from negoce.ui.toasts import flash
from negoce.web.account.forms import PreferencesForm
from negoce.web.http import actor_of
from negoce.web.middleware.actor import set_theme_cookie


@require_http_methods(["GET", "POST"])
def preferences(request: HttpRequest) -> HttpResponse:
    """Show the account; POST changes name, language and theme at once."""
    user = _user(request)
    fields = ("first_name", "last_name", "language", "theme")
    form = PreferencesForm(request.POST or None, initial={name: getattr(user, name) for name in fields})
    if request.method == "POST" and form.is_valid():
        try:
            update_preferences(actor_of(request), user, changes=form.cleaned_data)
        except Refused as refusal:
            for name, messages in refusal.fields.items():
                form.add_error(name, list(messages))
        else:
            with translation.override(user.language):
                flash(request, _("Préférences enregistrées."))
            response = redirect("account:preferences")
            set_theme_cookie(request, response, user.theme)
            return response
    context = {"form": form, "person": user, **_safety(user)}
    return render(
        request, "web/account/preferences.html", context, status=422 if form.is_bound and form.errors else 200
    )


@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """Remember the theme for the person's next devices."""
    user = _user(request)
    chosen = request.POST.get("theme", "")
    try:
        update_preferences(actor_of(request), user, changes={"theme": chosen})
    except Refused as refusal:
        return HttpResponse(refusal.message, status=422)
    response = HttpResponse(status=204)
    set_theme_cookie(request, response, user.theme)
    return response


def _user(request: HttpRequest) -> User:
    user = request.user
    assert isinstance(user, User)
    return user


def _safety(user: User) -> dict[str, object]:
    kinds = {row.type: row for row in Authenticator.objects.filter(user=user).order_by("pk")}
    codes = kinds.get(Authenticator.Type.RECOVERY_CODES)
    return {
        "has_password": user.has_usable_password(),
        "second_factor": kinds.get(Authenticator.Type.TOTP),
        "codes_left": len(codes.wrap().get_unused_codes()) if codes else 0,
    }
