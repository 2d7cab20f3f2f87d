"""A task for each of many companies: its form, from the bar of the list or from a page that names them by a filter."""

from __future__ import annotations

from collections.abc import Mapping

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from negoce.companies.actions.bulk_tasks import LIST, MOST_TASKS, begin_bulk_tasks, run_bulk_tasks
from negoce.companies.models import BulkChange
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.jobs.enums import JobQueue
from negoce.jobs.queue import enqueue
from negoce.kit.money import format_decimal
from negoce.kit.refusal import Refused
from negoce.ui.components.forms import offer
from negoce.ui.toasts import close_dialog, toast
from negoce.web.lists.answers import redraw, same_dialog
from negoce.web.lists.bulk import AT_ONCE, MAX_CHOSEN, under_way
from negoce.web.lists.bulk_words import done_words
from negoce.web.lists.state import ListState, read_state

# What the address says to act on all that the filter finds, from a page that is not the list.
ELSEWHERE = "elsewhere"


class TaskForm(forms.Form):
    """What is to be done, for when, by whom. The action checks it; this form only shows it."""

    subject = forms.CharField(
        label=_("À faire"), max_length=200, widget=forms.TextInput(attrs={"autofocus": True})
    )
    due = forms.CharField(
        label=_("Pour le"),
        help_text=_("« lundi », « dans 10 jours », 21/11…"),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    owner = forms.ChoiceField(label=_("Par"), required=False)

    def __init__(self, state: ListState, *arguments: object, **named: object) -> None:
        super().__init__(*arguments, **named)  # type: ignore[arg-type]
        people = [one for one in state.spec.directory.people.values() if one.is_active]
        choices = [("", _now("Qui suit chaque entreprise"))]
        offer(self, "owner", [*choices, *((str(one.id), one.full_name) for one in people)])


@require_http_methods(["GET", "POST"])
def create(request: HttpRequest) -> HttpResponse:
    """The form, or the tasks of the companies chosen (`selected`, or all that match)."""
    state = read_state(request, LIST)
    actor = state.spec.actor
    require(actor, Permission.BULK_EDIT)
    require(actor, Permission.CREATE)
    if request.method == "GET":
        first = {"subject": request.GET.get("subject", ""), "due": request.GET.get("due", "")}
        return _form(request, state, TaskForm(state, initial=first))
    everything = request.POST.get("all") == "1"
    ids = None if everything else list(dict.fromkeys(request.POST.getlist("selected")))[:MAX_CHOSEN]
    try:
        if state.spec.problems and everything:
            raise Refused(
                _now("Le filtre n’est plus entièrement valable : rien n’a été créé. Revoyez-le d’abord.")
            )
        begun = begin_bulk_tasks(
            actor,
            subject=request.POST.get("subject", ""),
            due=request.POST.get("due", ""),
            owner=_key(request.POST.get("owner", "")),
            public_ids=ids,
            filter_text=state.spec.whole_filter_text,
        )
    except Refused as refused:
        return same_dialog(_refused(request, state, refused))
    # A job knows the filter alone: rows chosen one by one are never so many that the person would wait.
    if ids is None and begun.matched > AT_ONCE:
        enqueue("companies.bulk_change", {"change": begun.pk}, actor_id=actor.user_id, queue=JobQueue.LONG)
        return under_way(request, state, begun)
    done = run_bulk_tasks(actor, begun, public_ids=ids)
    return _answer(request, state, done)


def _answer(request: HttpRequest, state: ListState, done: BulkChange) -> HttpResponse:
    if request.GET.get(ELSEWHERE) == "1":
        response = HttpResponse(status=204)
        close_dialog(response)
    else:
        response = redraw(request, LIST, {}, state.parameters())
    if done.changed:
        toast(response, done_words(state, done), undo_url=state.part_url("bulk_undo", done.public_id))
    else:
        toast(response, _now("Rien de créé : ces entreprises avaient déjà cette tâche."), tone="info")
    return response


def _form(request: HttpRequest, state: ListState, form: TaskForm) -> HttpResponse:
    elsewhere = request.GET.get(ELSEWHERE) == "1"
    extra: Mapping[str, str] = {ELSEWHERE: "1"} if elsewhere else {}
    most = format_decimal(MOST_TASKS, state.spec.actor.language)
    context = {
        "form": form,
        "url": state.part_url("bulk", "task", **extra),
        "reach_url": state.part_url("bulk_reach", "task"),
        "elsewhere": elsewhere,
        "most": _now("%(most)s tâches au plus à la fois.") % {"most": most},
    }
    return render(request, "web/lists/_bulk_task.html", context)


def _refused(request: HttpRequest, state: ListState, refused: Refused) -> HttpResponse:
    form = TaskForm(state, request.POST)
    form.is_valid()
    form.errors.clear()
    for name, messages in refused.fields.items():
        form.add_error(name if name in form.fields else None, list(messages))
    if not refused.fields:
        form.add_error(None, refused.message)
    return _form(request, state, form)


def _key(text: str) -> int | None:
    """The key of a person; what is none is one that does not exist, which the action refuses."""
    if not text:
        return None
    return int(text) if text.isdecimal() and len(text) < 19 else 0
