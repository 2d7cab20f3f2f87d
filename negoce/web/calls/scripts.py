"""Scripts of calls: those there are, one typed with its branches shown beside."""

from __future__ import annotations

from collections.abc import Mapping

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from negoce.companies.actions.contacts.guard import FreeTextRefused
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.kit.refusal import Conflict, Refused
from negoce.prospecting.actions.call_script_save import save_script
from negoce.prospecting.models import CallScript
from negoce.prospecting.rules.script_text import read_script
from negoce.prospecting.words.call import SCRIPT_MESSAGES
from negoce.ui.components.tables import TableColumn
from negoce.ui.toasts import flash
from negoce.ui.words.figures import number
from negoce.ui.words.say import say
from negoce.web.http import actor_of, go, load_or_404, seen_revision

_EXAMPLE = _(
    "# Accueil\n"
    "Bonjour, je cherche la personne qui choisit vos fournisseurs d’emballage.\n"
    "- C’est moi -> Besoin\n"
    "- Elle est absente -> Rappel\n"
    "- C’est à quel sujet ? -> Sujet\n"
    "\n"
    "# Décideur\n"
    "Bonjour, vous choisissez les emballages : puis-je vous poser deux questions ?\n"
    "- Oui -> Besoin\n"
    "- Pas maintenant -> Rappel\n"
    "\n"
    "# Sujet\n"
    "Nous équipons des entreprises comme la vôtre ; deux questions suffisent pour savoir si cela vous sert.\n"
    "- Je vous la passe -> Besoin\n"
    "- Envoyez un e-mail -> fin\n"
    "\n"
    "# Besoin\n"
    "Comment achetez-vous aujourd’hui, et qu’aimeriez-vous changer ?\n"
    "- Un besoin précis -> Rendez-vous\n"
    "- Rien à changer -> fin\n"
    "\n"
    "# Rendez-vous\n"
    "Vingt minutes suffisent : plutôt mardi matin ou jeudi après-midi ?\n"
    "\n"
    "# Rappel\n"
    "Quand puis-je la joindre ?\n"
)


class ScriptForm(forms.Form):
    """A script as it is typed. The action checks it; this form only shows it."""

    name = forms.CharField(label=_("Nom du script"), max_length=80)
    text = forms.CharField(
        label=_("Texte"),
        widget=forms.Textarea(attrs={"rows": 22, "spellcheck": "true"}),
        help_text=_(
            "Une étape commence par # et son titre. Une réponse : - ce qu’on nous dit -> titre de l’étape, ou -> fin. "
            "L’étape « Client », s’il y en a une, commence les appels à ceux qui achètent déjà ; "
            "l’étape « Décideur », ceux à qui décide, signe ou achète d’après sa fiche."
        ),
    )
    is_active = forms.BooleanField(label=_("Proposé aux nouvelles sessions"), required=False, initial=True)


@require_GET
def listing(request: HttpRequest) -> HttpResponse:
    """Every script, its steps, whether it is offered."""
    actor = actor_of(request)
    require(actor, Permission.EDIT)
    lines = [
        {
            "name": row.name,
            "url": reverse("calls:script", args=[row.public_id]),
            "steps": number(len(read_script(row.text).steps)),
            "is_active": row.is_active,
        }
        for row in CallScript.objects.order_by("name", "pk")
    ]
    context = {
        "lines": lines,
        "columns": (
            TableColumn(_now("Script")),
            TableColumn(_now("Étapes"), numeric=True),
            TableColumn(_now("Proposé")),
        ),
        "may_set": actor.may(Permission.MANAGE_PROSPECTING),
        "new_url": reverse("calls:script_new"),
    }
    return render(request, "web/calls/scripts.html", context)


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """A script more; it begins with an example of branches."""
    require(actor_of(request), Permission.MANAGE_PROSPECTING)
    first = ScriptForm(initial={"text": str(_EXAMPLE), "is_active": True})
    return _form(request, None, first)


@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, public_id: str) -> HttpResponse:
    """One script, and how it runs."""
    actor = actor_of(request)
    require(actor, Permission.EDIT if request.method == "GET" else Permission.MANAGE_PROSPECTING)
    row = load_or_404(CallScript.objects.all(), public_id)
    first = ScriptForm(initial={"name": row.name, "text": row.text, "is_active": row.is_active})
    return _form(request, row, first)


@require_POST
def preview(request: HttpRequest) -> HttpResponse:
    """The steps of what is typed, and what is wrong with it."""
    require(actor_of(request), Permission.MANAGE_PROSPECTING)
    return render(request, "web/calls/_script_preview.html", _preview(request.POST.get("text", "")[:20_000]))


def _form(request: HttpRequest, row: CallScript | None, form: ScriptForm) -> HttpResponse:
    actor = actor_of(request)
    context: dict[str, object] = {
        "script": row,
        "url": request.path,
        "preview_url": reverse("calls:script_preview"),
        "list_url": reverse("calls:scripts"),
        "may_set": actor.may(Permission.MANAGE_PROSPECTING),
        "revision": row.revision if row is not None else 0,
    }
    if request.method == "GET":
        text = str(form.initial.get("text", ""))
        return render(request, "web/calls/script.html", {**context, "form": form, **_preview(text)})
    try:
        saved = save_script(
            actor,
            row,
            name=request.POST.get("name", ""),
            text=request.POST.get("text", "")[:40_000],
            is_active=request.POST.get("is_active") == "on",
            revision=seen_revision(request.POST.get("revision", "")) if row is not None else None,
        )
    except Refused as refused:
        form = ScriptForm(request.POST)
        form.is_valid()
        form.errors.clear()
        for name, messages in refused.fields.items():
            form.add_error(name if name in form.fields else None, list(messages))
        if not refused.fields or isinstance(refused, FreeTextRefused):
            form.add_error(None, refused.message)
        status = 409 if isinstance(refused, Conflict) else 422
        if status == 422:
            # Still the script that was opened: what changed since is told when it is sent again.
            context["revision"] = request.POST.get("revision", "")
        text = request.POST.get("text", "")
        return render(
            request, "web/calls/script.html", {**context, "form": form, **_preview(text)}, status=status
        )
    flash(request, _now("Script « %(name)s » enregistré.") % {"name": saved.name})
    return go(request, reverse("calls:scripts"))


def _preview(text: str) -> Mapping[str, object]:
    found = read_script(text)
    titles = {step.number: step.title for step in found.steps}
    return {
        "steps": [
            {
                "title": step.title,
                "said": step.said,
                "answers": [(each.text, titles.get(each.leads_to, "")) for each in step.answers],
            }
            for step in found.steps
        ],
        "errors": [say(each, SCRIPT_MESSAGES) for each in found.errors],
        "warnings": [say(each, SCRIPT_MESSAGES) for each in found.warnings],
    }
