"""A public form is written, opened, closed, given its document."""

from __future__ import annotations

import secrets
from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from negoce.companies.actions.company_checks import refuse_findings
from negoce.companies.custom_known import find_custom
from negoce.companies.rules.value_cleaning import clean_line, clean_paragraphs
from negoce.files.actions.document_store import store_document
from negoce.identity.actions.journal import Entry, record
from negoce.identity.enums import Permission
from negoce.identity.models import User
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.kit.explain import Finding
from negoce.kit.refusal import Conflict, Refused, refuse_field
from negoce.parameters.queries.seller import seller
from negoce.prospecting.enums import FormKind, FormState, LeadRule
from negoce.prospecting.models import ProspectingPlan, PublicForm
from negoce.prospecting.rules.form_fields import ALWAYS, MOST_FIELDS, OWN_FIELDS, AskedField
from negoce.prospecting.rules.form_gate import read_hosts

LINES: Mapping[str, int] = {"name": 120, "title": 160, "purpose": 300, "white_paper_title": 160}
PARAGRAPHS: Mapping[str, int] = {"introduction": 2000, "notice_more": 1500, "thanks": 1000}
REQUIRED = ("name", "title", "purpose")
_TOKEN_BYTES = 12


def save_form(
    actor: Actor,
    form: PublicForm | None,
    *,
    values: Mapping[str, str],
    asked: Mapping[str, bool],
    owner: User | None,
    plan: ProspectingPlan | None = None,
    asks_newsletter: bool = False,
    revision: int | None = None,
) -> PublicForm:
    """Make a form, or change one; `asked` maps each field to whether it is required, those always asked aside.

    Only who may set the program says which sites may show it. Raises NotAllowed, Conflict, Refused with every fault.
    """
    require(actor, Permission.MANAGE_PROSPECTING)
    cleaned = _cleaned(values)
    fields = _fields(asked)
    hosts = _hosts(actor, form, values.get("hosts"))
    with transaction.atomic():
        row = form or PublicForm(token=secrets.token_urlsafe(_TOKEN_BYTES), created_by_id=actor.user_id)
        if form is not None:
            row = PublicForm.objects.select_for_update().get(pk=form.pk)
            if revision is not None and row.revision != revision:
                raise _changed()
            row.revision += 1
        before = {name: getattr(row, name) for name in ("name", "title", "purpose")} if form else {}
        for name, value in cleaned.items():
            setattr(row, name, value)
        row.fields, row.asks_newsletter, row.hosts = fields, asks_newsletter, list(hosts)
        row.owner, row.plan = owner, plan
        row.save()
        told = {
            name: (before.get(name), getattr(row, name))
            for name in ("name", "title", "purpose")
            if before.get(name) != getattr(row, name)
        }
        _tell(actor, row, "created" if form is None else "updated", told)
    return row


def switch_form(actor: Actor, form: PublicForm, state: FormState) -> PublicForm:
    """Open a form to the public, or close it: its page then says so. Raises NotAllowed, Refused."""
    require(actor, Permission.MANAGE_PROSPECTING)
    with transaction.atomic():
        row = PublicForm.objects.select_for_update().get(pk=form.pk)
        if state is FormState.OPEN:
            _refuse_unfit(row)
        before, row.state = row.state, state.value
        row.revision += 1
        row.save(update_fields=["state", "revision", "updated_at"])
        if before != state.value:
            _tell(actor, row, "updated", {"state": (before, state.value)})
    return row


def give_white_paper(actor: Actor, form: PublicForm, *, name: str, content: bytes) -> PublicForm:
    """Keep the document that who confirms receives, in the place of the former one.

    Raises NotAllowed, Refused with what the file is not.
    """
    require(actor, Permission.MANAGE_PROSPECTING)
    stored = store_document(actor, name=name, content=content)
    with transaction.atomic():
        row = PublicForm.objects.select_for_update().get(pk=form.pk)
        former, row.white_paper = row.white_paper, stored
        row.white_paper_title = row.white_paper_title or stored.name.rpartition(".")[0][:160]
        row.revision += 1
        row.save(update_fields=["white_paper", "white_paper_title", "revision", "updated_at"])
        if former is not None:
            path = former.path
            former.delete()
            transaction.on_commit(lambda: path.unlink(missing_ok=True))
        _tell(actor, row, "updated", {"white_paper": (former.name if former else None, stored.name)})
    return row


def _cleaned(values: Mapping[str, str]) -> dict[str, str]:
    cleaned: dict[str, str] = {}
    errors: dict[str, Finding] = {}
    for name, most in (*LINES.items(), *PARAGRAPHS.items()):
        clean = clean_line if name in LINES else clean_paragraphs
        parsed = clean(values.get(name, ""), most)
        if parsed.finding is not None:
            errors[name] = parsed.finding
        elif not parsed.value and name in REQUIRED:
            errors[name] = Finding("text.required")
        cleaned[name] = parsed.value or ""
    for name, closed in (("kind", FormKind), ("lead_rule", LeadRule)):
        cleaned[name] = values.get(name, "")
        if cleaned[name] not in set(closed):
            errors[name] = Finding("text.required")
    cleaned["language"] = "en" if values.get("language") == "en" else "fr"
    refuse_findings(errors)
    return cleaned


def _fields(asked: Mapping[str, bool]) -> list[dict[str, object]]:
    found: list[dict[str, object]] = []
    for key, required in asked.items():
        custom = AskedField(key).custom
        known = key in OWN_FIELDS or (custom is not None and find_custom(*custom) is not None)
        if known and key not in ALWAYS:
            found.append({"key": key, "required": bool(required)})
    if len(found) > MOST_FIELDS - len(ALWAYS):
        raise Refused(
            _("Un formulaire long n’est pas rempli\u00a0: %(most)s champs au plus.") % {"most": MOST_FIELDS}
        )
    return found


def _hosts(actor: Actor, form: PublicForm | None, typed: str | None) -> tuple[str, ...]:
    """The sites that may show it, as stored for who may not say so."""
    stored = tuple(form.hosts) if form is not None else ()
    if typed is None or not actor.may(Permission.MANAGE_SETTINGS):
        return stored
    hosts, wrong = read_hosts(typed)
    if wrong:
        raise refuse_field(
            "hosts",
            _("«\u00a0%(text)s\u00a0» n’est pas un nom de site\u00a0: écrivez par exemple www.exemple.fr.")
            % {"text": wrong},
        )
    return hosts


def _refuse_unfit(form: PublicForm) -> None:
    us = seller()
    if not us.name or not us.email:
        raise Refused(
            _(
                "La page doit dire qui vous êtes et où vous écrire\u00a0: remplissez d’abord votre nom et votre e-mail,"
                " dans Réglages, Notre identité."
            )
        )
    if form.kind == FormKind.WHITE_PAPER.value and form.white_paper_id is None:
        raise Refused(_("Ajoutez d’abord le document\u00a0: c’est ce que ce formulaire promet."))
    if form.owner is None or not form.owner.is_active:
        raise Refused(_("Dites d’abord qui suivra les demandes\u00a0: sans personne, nul n’y répondrait."))


def _changed() -> Conflict:
    return Conflict(
        _("Ce formulaire a changé entre-temps. Rechargez la page\u00a0: rien n’a été enregistré."),
        field="revision",
        current=None,
    )


def _tell(actor: Actor, row: PublicForm, verb: str, changes: Mapping[str, tuple[object, object]]) -> None:
    record(actor, Entry(verb, "public_form", row.pk, row.name, changes=changes))
