"""Signing out everywhere else."""

from __future__ import annotations

from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from negoce.identity.actions.preferences_update import end_sessions
from negoce.identity.models import User
from negoce.ui.toasts import flash
from negoce.web.http import actor_of


@require_POST
def end(request: HttpRequest) -> HttpResponse:
    """Close every open session of the account but this one."""
    user = request.user
    assert isinstance(user, User)
    end_sessions(actor_of(request), user)
    update_session_auth_hash(request, user)
    flash(request, _("Les autres appareils sont déconnectés."))
    return redirect("account:preferences")
