"""What every page of people administration begins with."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse

from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.kit.refusal import Refused
from negoce.web.http import actor_of


def for_people_managers(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Open a page to those who administer people; others get 403."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **named: Any) -> HttpResponse:
        require(actor_of(request), Permission.MANAGE_PEOPLE)
        return view(request, *args, **named)

    return guarded


def put_refusal(form: forms.Form, refusal: Refused) -> None:
    """Show an action's refusal on the form: at each field it names, or above all of them."""
    shown = False
    for name, messages in refusal.fields.items():
        if name in form.fields:
            form.add_error(name, list(messages))
            shown = True
    if not shown:
        form.add_error(None, refusal.message)


def form_status(form: forms.Form) -> int:
    """422 for a form that came back with errors, 200 otherwise."""
    return 422 if form.is_bound and form.errors else 200
