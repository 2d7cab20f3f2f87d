"""What dialogs share: a form that only shows, its refusals, the answer when done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from negoce.companies.actions.activities.guard import TextWarned
from negoce.companies.actions.contacts.guard import FreeTextRefused
from negoce.kit.refusal import Conflict, Refused
from negoce.ui.toasts import add_trigger, close_dialog, toast
from negoce.web.http import actor_of
from negoce.web.merge import as_stored_now, bring_together, marks_of, remember, say_conflict


def show_form(
    request: HttpRequest, template: str, form: forms.Form, more: Mapping[str, object], status: int = 200
) -> HttpResponse:
    """The dialog, or the page of the same form for a visitor without scripts."""
    page = "" if request.headers.get("HX-Request") else "_page"
    # Drawn again with what is being typed, a form still began as it was opened.
    begun = str(form.data.get("marks", "")) if form.is_bound else request.GET.get("marks", "")
    marks = begun if form.is_bound or begun else marks_of(form)
    context = {"form": form, "inner": f"web/{template}_form.html", "marks": marks, **more}
    answer = render(request, f"web/dialog{page}.html", context, status=status)
    return remember(answer, form, more)


def show_refusal(
    request: HttpRequest,
    template: str,
    form: forms.Form,
    refused: Refused,
    more: Mapping[str, object],
    names: Mapping[str, str] | None = None,
) -> HttpResponse:
    """The form with what was typed and its refusals; `names` maps the action's fields to inputs."""
    if isinstance(refused, Conflict):
        return _show_conflict(request, template, form, refused, more)
    form.is_valid()
    form.errors.clear()
    for name, messages in refused.fields.items():
        shown = (names or {}).get(name, name)
        form.add_error(shown if shown in form.fields else None, list(messages))
    if not refused.fields:
        form.add_error(None, refused.message)
    guarded = isinstance(refused, FreeTextRefused | TextWarned) or "guard_reason" in form.data
    # Still the form that was opened: what changed since is told when it is sent again.
    opened = {name: form.data[name] for name in ("revision", "seen") if name in form.data}
    return show_form(request, template, form, {**more, **opened, "guarded": guarded}, 422)


def _show_conflict(
    request: HttpRequest, template: str, form: forms.Form, conflict: Conflict, more: Mapping[str, object]
) -> HttpResponse:
    """The form with what was typed, what somebody else stored meanwhile, and the right to store it after all."""
    fresh = as_stored_now(request)
    lines, context = [conflict.message], {**more, "guarded": "guard_reason" in form.data}
    if fresh is not None:
        lines = bring_together(form, fresh.form, conflict, actor_of(request))
        again = {
            name: fresh.more[name]
            for name in ("revision", "seen", "row", "stored", "deal")
            if name in fresh.more
        }
        context |= {**again, "marks": marks_of(fresh.form)}
    say_conflict(form, lines)
    return show_form(request, template, form, context, 409)


def done(words: str, panels: Sequence[str], undo_url: str = "") -> HttpResponse:
    """Close the dialog, say what was done, draw again the panels that changed."""
    answer = HttpResponse(status=204)
    toast(answer, words, undo_url=undo_url)
    close_dialog(answer)
    for key in panels:
        add_trigger(answer, f"panel-{key}")
    return answer
