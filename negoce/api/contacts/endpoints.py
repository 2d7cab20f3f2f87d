"""Contacts: list, one, create, change, delete, take out."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from negoce.api.contacts.resource import CONTACTS, KINDS, finders
from negoce.api.endpoints import Answer, Call, Endpoint
from negoce.api.problems import invalid
from negoce.api.records.custom import custom_kinds, part_custom, store_custom
from negoce.api.records.given import read_fields, text_option
from negoce.api.records.inputs import REASON, input_schema
from negoce.api.records.links import named_company
from negoce.api.records.one import held, remover, written
from negoce.api.records.reading import exporting, reading
from negoce.api.records.schemas import ID
from negoce.companies.actions.contacts.create import create_contact
from negoce.companies.actions.contacts.delete import delete_contact
from negoce.companies.actions.contacts.update import update_contact, update_post
from negoce.companies.queries.visible import visible_contacts
from negoce.companies.rules.contact_values import POST_FIELDS
from negoce.identity.rules.token_scopes import TokenScope as S

_BESIDES = frozenset({"company", "guard_reason"})


def _create(call: Call) -> Answer:
    company = named_company(call)
    kinds = {**KINDS, **custom_kinds(call.actor, "contact")}
    given = read_fields(call.body, kinds, finders(call.actor, company.pk), besides=_BESIDES)
    own, custom = part_custom(given)
    reason = text_option(call.body, "guard_reason")
    with transaction.atomic():
        contact = create_contact(call.actor, company=company, values=own.values, guard_reason=reason)
        store_custom(call.actor, contact, custom, reason)
    return written(call, CONTACTS, contact.public_id, 201)


def _change(call: Call) -> Answer:
    reason = text_option(call.body, "guard_reason")
    rows = visible_contacts(call.actor).select_related("current_post")
    kinds = {**KINDS, **custom_kinds(call.actor, "contact")}
    with held(call, CONTACTS, rows) as contact:
        post = contact.current_post
        find = finders(call.actor, post.company_id if post else None)
        given, custom = part_custom(read_fields(call.body, kinds, find, besides=frozenset({"guard_reason"})))
        of_post = {name: value for name, value in given.values.items() if name in POST_FIELDS}
        own = {name: value for name, value in given.values.items() if name not in POST_FIELDS}
        if of_post and post is None:
            raise invalid(next(iter(of_post)), _now("Cette personne n’a plus de poste."))
        if own or not of_post:
            update_contact(call.actor, contact, changes=own, seen=given.seen, guard_reason=reason)
        if of_post and post is not None:
            update_post(call.actor, post, changes=of_post, seen=given.seen, guard_reason=reason)
        store_custom(call.actor, contact, custom, reason)
    return written(call, CONTACTS, call.public_id)


def _whole() -> dict[str, object]:
    return CONTACTS.schema(whole=True)


_G = _("Interlocuteurs")
ENDPOINTS = (
    *reading(
        CONTACTS, S.CONTACTS_READ, _G, page=_("Les interlocuteurs, une page à la fois"), one=_("Un interlocuteur"),
        writable=KINDS, model_of=lambda key: "post" if key in POST_FIELDS else "contact",
    ),
    exporting(CONTACTS, S.CONTACTS_READ, _G),
    Endpoint(
        "POST", "contacts", "create_contact", _("Créer un interlocuteur"), S.CONTACTS_WRITE, _create,
        body=lambda: input_schema(
            KINDS, needed=["company", "last_name"], more={"company": ID, "guard_reason": REASON},
            custom=True,
        ),
        answer=_whole, status=201, group=_G,
    ),
    Endpoint(
        "PATCH", "contacts/{id}", "change_contact", _("Modifier un interlocuteur et son poste actuel"),
        S.CONTACTS_WRITE, _change,
        body=lambda: input_schema(KINDS, seen=True, more={"guard_reason": REASON}, custom=True),
        answer=_whole, group=_G,
    ),
    Endpoint(
        "DELETE", "contacts/{id}", "delete_contact", _("Mettre un interlocuteur à la corbeille"),
        S.CONTACTS_WRITE, remover(CONTACTS, visible_contacts, delete_contact), status=204, group=_G,
    ),
)  # fmt: skip
