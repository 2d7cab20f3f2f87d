"""Contacts: list, one, create, change, delete, take out."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from negoce.api.contacts.resource import CONTACTS, KINDS, finders
from negoce.api.endpoints import Answer, Call, Endpoint
from negoce.api.problems import invalid
from negoce.api.records.export import EXPORTED, export_list
from negoce.api.records.given import read_fields, text_option
from negoce.api.records.inputs import REASON, input_schema
from negoce.api.records.listing import LISTED, list_page
from negoce.api.records.one import load, require_version, show, written
from negoce.api.records.schemas import ID, page_schema
from negoce.companies.actions.contacts.create import create_contact
from negoce.companies.actions.contacts.delete import delete_contact
from negoce.companies.actions.contacts.update import update_contact, update_post
from negoce.companies.queries.visible import visible_companies, visible_contacts
from negoce.companies.rules.contact_values import POST_FIELDS
from negoce.identity.rules.token_scopes import TokenScope as S

_BESIDES = frozenset({"company", "guard_reason"})


def _create(call: Call) -> Answer:
    company = visible_companies(call.actor).filter(public_id=text_option(call.body, "company")).first()
    if company is None:
        raise invalid("company", _now("Indiquez l’identifiant d’une entreprise que vous voyez."))
    given = read_fields(call.body, KINDS, finders(call.actor, company.pk), besides=_BESIDES)
    reason = text_option(call.body, "guard_reason")
    contact = create_contact(call.actor, company=company, values=given.values, guard_reason=reason)
    return written(call, CONTACTS, contact.public_id, 201)


def _change(call: Call) -> Answer:
    reason = text_option(call.body, "guard_reason")
    with transaction.atomic():
        rows = visible_contacts(call.actor).select_related("current_post")
        contact = load(rows, call.public_id)
        post = contact.current_post
        find = finders(call.actor, post.company_id if post else None)
        given = read_fields(call.body, KINDS, find, besides=frozenset({"guard_reason"}))
        require_version(call, CONTACTS)
        of_post = {name: value for name, value in given.values.items() if name in POST_FIELDS}
        own = {name: value for name, value in given.values.items() if name not in POST_FIELDS}
        if of_post and post is None:
            raise invalid(next(iter(of_post)), _now("Cette personne n’a plus de poste."))
        if own or not of_post:
            update_contact(call.actor, contact, changes=own, seen=given.seen, guard_reason=reason)
        if of_post and post is not None:
            update_post(call.actor, post, changes=of_post, seen=given.seen, guard_reason=reason)
    return written(call, CONTACTS, call.public_id)


def _delete(call: Call) -> Answer:
    with transaction.atomic():
        contact = load(visible_contacts(call.actor), call.public_id)
        require_version(call, CONTACTS)
        delete_contact(call.actor, contact)
    return Answer(status=204)


def _whole() -> dict[str, object]:
    return CONTACTS.schema(whole=True)


_G = _("Interlocuteurs")
ENDPOINTS = (
    Endpoint(
        "GET", "contacts", "list_contacts", _("Les interlocuteurs, une page à la fois"), S.CONTACTS_READ,
        lambda call: list_page(call, CONTACTS), query=LISTED,
        answer=lambda: page_schema(CONTACTS.schema()), group=_G,
    ),
    Endpoint(
        "POST", "contacts", "create_contact", _("Créer un interlocuteur"), S.CONTACTS_WRITE, _create,
        body=lambda: input_schema(
            KINDS, needed=["company", "last_name"], more={"company": ID, "guard_reason": REASON}
        ),
        answer=_whole, status=201, group=_G,
    ),
    Endpoint(
        "GET", "contacts/export", "export_contacts", _("La liste entière, en CSV"), S.EXPORT,
        lambda call: export_list(call, CONTACTS, S.CONTACTS_READ), query=EXPORTED, group=_G,
    ),
    Endpoint(
        "GET", "contacts/{id}", "get_contact", _("Un interlocuteur"), S.CONTACTS_READ,
        lambda call: show(call, CONTACTS), answer=_whole, group=_G,
    ),
    Endpoint(
        "PATCH", "contacts/{id}", "change_contact", _("Modifier un interlocuteur et son poste actuel"),
        S.CONTACTS_WRITE, _change,
        body=lambda: input_schema(KINDS, seen=True, more={"guard_reason": REASON}), answer=_whole, group=_G,
    ),
    Endpoint(
        "DELETE", "contacts/{id}", "delete_contact", _("Mettre un interlocuteur à la corbeille"),
        S.CONTACTS_WRITE, _delete, status=204, group=_G,
    ),
)  # fmt: skip
