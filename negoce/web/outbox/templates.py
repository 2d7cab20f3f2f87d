"""Templates of messages, among the settings."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from negoce.companies.models import Contact
from negoce.companies.queries.visible import visible_contacts
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Conflict, Refused
from negoce.outbox.actions.template_save import delete_template, save_template
from negoce.outbox.actions.texts import About, fill_in
from negoce.outbox.enums import ContactPurpose, MessageKind
from negoce.outbox.models import MessageTemplate
from negoce.outbox.queries.templates import all_templates
from negoce.outbox.rules.merge_fields import FIELDS, shown_name
from negoce.outbox.words.choices import KINDS
from negoce.ui.components.forms import offer
from negoce.ui.components.tables import TableColumn
from negoce.ui.toasts import flash
from negoce.web.http import actor_of, load_or_404
from negoce.web.outbox.field_words import EXAMPLES, FIELD_WORDS
from negoce.web.outbox.letter_preview import letter_preview
from negoce.web.settings.tags import for_settings, put_refusal

# Tests of the line to the server have their own fixed text.
_OFFERED = tuple(kind for kind in MessageKind if kind is not MessageKind.TEST)


class TemplateForm(forms.Form):
    """The texts of a template; what they hold is checked by the action."""

    name = forms.CharField(label=_("Nom"), max_length=80)
    kind = forms.ChoiceField(label=_("Type de message"))
    language = forms.ChoiceField(label=_("Langue"))
    subject = forms.CharField(label=_("Objet"), max_length=200)
    body = forms.CharField(label=_("Texte"), widget=forms.Textarea(attrs={"rows": 14}))
    is_active = forms.BooleanField(label=_("Proposé à l’envoi"), required=False)
    revision = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *arguments: Any, fixed_kind: bool = False, **named: Any) -> None:
        super().__init__(*arguments, **named)
        offer(self, "kind", [(kind.value, KINDS[kind]) for kind in _OFFERED])
        offer(self, "language", settings.LANGUAGES)
        if fixed_kind:
            del self.fields["kind"]


@require_GET
@for_settings
def templates(request: HttpRequest) -> HttpResponse:
    """Every template, by type."""
    lines = [
        {
            "template": row,
            "kind": KINDS[MessageKind(row.kind)],
            "language": dict(settings.LANGUAGES)[row.language],
        }
        for row in all_templates()
    ]
    columns = [TableColumn(_now("Modèle")), TableColumn(_now("Type")), TableColumn(_now("Langue"))]
    return render(request, "web/outbox/templates.html", {"lines": lines, "columns": columns})


@require_http_methods(["GET", "POST"])
@for_settings
def new(request: HttpRequest) -> HttpResponse:
    """A new template, of the type that the address names."""
    kind = request.GET.get("kind", "")
    start = {"kind": kind if kind in set(_OFFERED) else "letter", "language": "fr", "is_active": True}
    form = TemplateForm(request.POST or None, initial=start)
    if request.method == "POST" and form.is_valid():
        given = {**form.cleaned_data}
        given.pop("revision")
        try:
            made = save_template(actor_of(request), None, **given)
        except Refused as refusal:
            put_refusal(form, refusal)
        else:
            flash(request, _now("Modèle « %(name)s » enregistré.") % {"name": made.name})
            return redirect("outbox:template", made.public_id)
    return _page(request, None, form)


@require_http_methods(["GET", "POST"])
@for_settings
def template(request: HttpRequest, public_id: str) -> HttpResponse:
    """Change a template; its preview is that of a person of the file."""
    row = load_or_404(MessageTemplate.objects.all(), public_id)
    names = ("name", "language", "subject", "body", "is_active", "revision")
    form = TemplateForm(
        request.POST or None, initial={name: getattr(row, name) for name in names}, fixed_kind=True
    )
    if request.method == "GET" or not form.is_valid():
        return _page(request, row, form)
    try:
        saved = save_template(actor_of(request), row, kind=row.kind, **form.cleaned_data)
    except Refused as refusal:
        put_refusal(form, refusal)
        return _page(request, row, form, status=409 if isinstance(refusal, Conflict) else 422)
    flash(request, _now("Modèle « %(name)s » enregistré.") % {"name": saved.name})
    return redirect("outbox:template", public_id)


@require_POST
@for_settings
def deletion(request: HttpRequest, public_id: str) -> HttpResponse:
    """Throw a template away."""
    row = load_or_404(MessageTemplate.objects.all(), public_id)
    try:
        delete_template(actor_of(request), row)
    except Refused as refusal:
        flash(request, refusal.message, tone="warn")
        return redirect("outbox:template", public_id)
    flash(request, _now("Modèle « %(name)s » supprimé.") % {"name": row.name})
    return redirect("outbox:templates")


def _page(
    request: HttpRequest, row: MessageTemplate | None, form: TemplateForm, *, status: int = 0
) -> HttpResponse:
    kind = MessageKind(row.kind) if row is not None else _kind_of(form)
    language = row.language if row is not None else "fr"
    actor = actor_of(request)
    contact = _example_contact(actor)
    context = {
        "template": row,
        "form": form,
        "fields": [
            {"name": f"{{{{ {shown_name(each, language)} }}}}", "words": FIELD_WORDS[each.key]}
            for each in FIELDS[kind]
        ],
        "preview": _preview(actor, row, contact) if row is not None else None,
        "example": contact.full_name if contact is not None else "",
        "new_url": reverse("outbox:template_new"),
    }
    wrong = 422 if form.is_bound and form.errors else 200
    return render(request, "web/outbox/template.html", context, status=status or wrong)


def _kind_of(form: TemplateForm) -> MessageKind:
    asked = str(form.data.get("kind", "") if form.is_bound else form.initial.get("kind", ""))
    return MessageKind(asked) if asked in set(_OFFERED) else MessageKind.LETTER


def _example_contact(actor: Actor) -> Contact | None:
    """A person of the file with an address, to try the template on; the one changed last."""
    rows = visible_contacts(actor).exclude(email="").select_related("company")
    return rows.order_by("-updated_at", "-pk").first()


def _preview(actor: Actor, row: MessageTemplate, contact: Contact | None) -> object:
    """The stored texts for that person; what no person has (a number, an amount) is shown by an example."""
    kind = MessageKind(row.kind)
    about = About(kind, ContactPurpose.CONTRACTUAL, contact.company if contact is not None else None, contact)
    examples = {each.key: str(EXAMPLES[each.key]) for each in FIELDS[kind] if each.key in EXAMPLES}
    try:
        texts = fill_in(actor, row, about, examples)
    except Refused:
        return None
    return letter_preview(texts.subject, texts.text)
