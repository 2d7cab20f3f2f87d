"""The form of a message before it leaves: to whom, from which template, which texts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from negoce.companies.models import Contact
from negoce.companies.queries.visible import visible_contacts
from negoce.companies.rules.emails import parse_email
from negoce.companies.rules.privacy.reach import Reach
from negoce.identity.rules.actor import Actor
from negoce.kit.public_id import new_public_id
from negoce.outbox.actions.gate import decide
from negoce.outbox.actions.texts import MOST_SUBJECT, MOST_TEXT
from negoce.outbox.enums import ContactPurpose, MessageKind
from negoce.outbox.models import MessageTemplate
from negoce.outbox.queries.templates import templates_for
from negoce.outbox.rules.merge_fields import FIELDS, shown_name
from negoce.outbox.words.choices import PURPOSES
from negoce.ui.components.forms import offer
from negoce.web.outbox.draft import Draft

OTHER = "other"
MOST_PEOPLE = 100
_AGAIN = {
    "hx-trigger": "change",
    "hx-vals": '{"act": "fill"}',
    "hx-include": "closest form",
    "hx-target": "closest form",
    "hx-select": "#compose-form",
    "hx-swap": "outerHTML",
}


class ComposeForm(forms.Form):
    """Recipient, template, subject and text; `filled` tells whether the texts were changed by hand since."""

    recipient = forms.ChoiceField(label=_("À"))
    address = forms.CharField(label=_("Adresse"), required=False, max_length=254)
    purpose_given = forms.ChoiceField(label=_("Pour"))
    template_given = forms.ChoiceField(label=_("Modèle"), required=False)
    subject = forms.CharField(label=_("Objet"), max_length=MOST_SUBJECT)
    text = forms.CharField(label=_("Texte"), max_length=MOST_TEXT, widget=forms.Textarea(attrs={"rows": 12}))
    filled = forms.CharField(required=False, widget=forms.HiddenInput)
    filled_from = forms.CharField(required=False, widget=forms.HiddenInput)
    once = forms.CharField(required=False, max_length=24, widget=forms.HiddenInput)

    def __init__(
        self,
        data: Mapping[str, Any] | None,
        *,
        actor: Actor,
        draft: Draft,
        initial: Mapping[str, str] | None = None,
    ) -> None:
        named = {_FIELD_OF.get(name, name): value for name, value in (initial or {}).items()}
        super().__init__(data, initial=named)
        self.actor, self.draft = actor, draft
        self.empty_fields: Sequence[str] = ()
        self._people = {each.public_id: each for each in _people(actor, draft)}
        self._templates = {each.public_id: each for each in templates_for(draft.kind)}
        offer(
            self, "recipient", [*((key, _person(each)) for key, each in self._people.items()), _OTHER_CHOICE]
        )
        offer(
            self,
            "template_given",
            [*((key, each.name) for key, each in self._templates.items()), _NO_TEMPLATE],
        )
        offer(self, "purpose_given", [(each.value, PURPOSES[each]) for each in _CHOSEN])
        self.fields["address"].widget.attrs |= {"type": "email", "autocomplete": "off", "inputmode": "email"}
        if not draft.may_choose_purpose:
            del self.fields["purpose_given"]

    def ask_again_at(self, url: str) -> None:
        """Let the choices that change the rest of the form draw it again."""
        for name in {"recipient", "template_given", "purpose_given"} & self.fields.keys():
            self.fields[name].widget.attrs |= {"hx-post": url, **_AGAIN}

    def initial_values(self) -> dict[str, str]:
        """What a draft proposes: its contact if they have an address, its template in their language."""
        contact = self.draft.contact
        known = contact.public_id if contact is not None and contact.public_id in self._people else ""
        first = next(iter(self._people), OTHER)
        recipient = known or (OTHER if self.draft.address or contact is not None else first)
        language = self.draft.language or (contact.language if contact is not None else "fr")
        rows = [
            row
            for row in self._templates.values()
            if not self.draft.template or self.draft.template in (row.key, row.public_id)
        ]
        row = next((row for row in rows if row.language == language), rows[0] if rows else None)
        return {
            "recipient": recipient,
            "address": self.draft.address,
            "template": row.public_id if row is not None else "",
            "purpose": self.draft.purpose.value,
            # Two presses of one form make one message.
            "once": new_public_id(),
        }

    def given(self) -> dict[str, str]:
        """What was typed, unchecked."""
        names = ("recipient", "address", "subject", "text", "filled", "filled_from", "once")
        return {name: str(self.data.get(name, "")) for name in names} | {
            "template": str(self.data.get("template_given", "")),
            "purpose": str(self.data.get("purpose_given", self.draft.purpose.value)),
        }

    def chosen(self, name: str) -> str:
        """The value of a field now, typed or proposed."""
        shown = _FIELD_OF.get(name, name)
        return str(self.data.get(shown, "") if self.is_bound else self.initial.get(shown, ""))

    def find_contact(self, public_id: str) -> Contact | None:
        """The person chosen, among those that were offered."""
        return self._people.get(public_id)

    def find_template(self, public_id: str) -> MessageTemplate | None:
        """The template chosen, among those that were offered."""
        return self._templates.get(public_id)

    @property
    def contact(self) -> Contact | None:
        """Who the message goes to, if they have a record."""
        return self.find_contact(self.chosen("recipient"))

    @property
    def typed_address(self) -> str:
        """The address typed, when nobody of the list was chosen."""
        return "" if self.contact is not None else self.chosen("address").strip()

    @property
    def template(self) -> MessageTemplate | None:
        """The template that the texts began with."""
        return self.find_template(self.chosen("template"))

    @property
    def key(self) -> str:
        """What makes one message of two presses: the draft's own key, or that of this form."""
        return self.draft.key or f"form:{self.actor.user_id}:{self.chosen('once')[:24]}"

    @property
    def purpose(self) -> ContactPurpose:
        """What the message is for."""
        asked = self.chosen("purpose")
        chosen = self.draft.may_choose_purpose and asked in {each.value for each in _CHOSEN}
        return ContactPurpose(asked) if chosen else self.draft.purpose

    def decision(self) -> Reach | None:
        """Whether it may leave as it stands; None as long as nobody is named."""
        to = self.typed_address or (self.contact.email if self.contact is not None else "")
        if not to:
            return None
        company = self.draft.company
        return decide(to, self.contact, self.purpose, company_id=company.pk if company is not None else None)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if self.contact is None:
            if not self.typed_address:
                self.add_error("address", _now("Donnez une adresse, ou choisissez une personne."))
            elif parse_email(self.typed_address).value is None:
                said = _now("« %(text)s » n’est pas une adresse e-mail.") % {"text": self.typed_address[:80]}
                self.add_error("address", said)
        return given


def field_names(kind: MessageKind, keys: Iterable[str], language: str) -> Sequence[str]:
    """The names of merge fields as templates write them."""
    wanted = set(keys)
    return [shown_name(each, language) for each in FIELDS[kind] if each.key in wanted]


def _people(actor: Actor, draft: Draft) -> Sequence[Contact]:
    """Who may be chosen: the people of the company that have an address, the one of the draft first."""
    rows = visible_contacts(actor).exclude(email="")
    found = []
    if draft.company is not None:
        found = list(
            rows.filter(company=draft.company)
            .select_related("current_post")
            .order_by("name_key", "pk")[:MOST_PEOPLE]
        )
    asked = draft.contact
    if asked is not None and asked.email and asked.pk not in {each.pk for each in found}:
        found += list(rows.filter(pk=asked.pk).select_related("current_post").order_by("pk"))
    return found


def _person(contact: Contact) -> str:
    post = contact.current_post
    function = f", {post.function}" if post is not None and post.function else ""
    return f"{contact.full_name}{function} · {contact.email}"


_FIELD_OF = {"template": "template_given", "purpose": "purpose_given"}
_OTHER_CHOICE = (OTHER, _("Une autre adresse"))
_NO_TEMPLATE = ("", _("Sans modèle"))
_CHOSEN = (ContactPurpose.PROFESSIONAL, ContactPurpose.CONTRACTUAL)
