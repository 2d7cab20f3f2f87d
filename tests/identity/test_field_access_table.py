"""One table: sensitive field × role × outlet.

For each sensitive field, a record is made whose value is a mark that occurs nowhere else; each outlet is then
read as each role. The mark shows exactly where the role reads the field's group. Another room adds an outlet
by adding a function to OUTLETS, another field by adding a row to FIELDS.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest
from django.test import Client
from django.urls import reverse

from negoce.companies.models import Contact
from negoce.identity.enums import FieldAccess, FieldGroup, Permission, Role, Scope
from negoce.identity.models import RolePolicy, User
from tests.factories.companies import make_company, make_contact
from tests.factories.identity import make_user
from tests.factories.journal import make_entry

pytestmark = pytest.mark.django_db
MARK = "zqxjkv"

# (model, field) → its group: what companies/permissions.py must say.
FIELDS: Mapping[tuple[str, str], FieldGroup] = {
    ("contact", "mobile"): FieldGroup.PERSONAL,
    ("contact", "linkedin"): FieldGroup.PERSONAL,
    ("contact", "note"): FieldGroup.PERSONAL,
    ("contact", "contact_preferences"): FieldGroup.PERSONAL,
    ("contact", "observations"): FieldGroup.OBSERVATIONS,
    ("post", "decision_power"): FieldGroup.OBSERVATIONS,
    ("post", "decision_ceiling"): FieldGroup.OBSERVATIONS,
    ("post", "gatekeeper_advice"): FieldGroup.OBSERVATIONS,
    ("post", "mobile_then"): FieldGroup.PERSONAL,
}


def journal_page(client: Client, contact: Contact, model: str, field: str) -> str:
    """The journal's own page."""
    _journal_a_change(contact, model, field)
    return client.get(reverse("journal:search")).content.decode()


def journal_of_record(client: Client, contact: Contact, model: str, field: str) -> str:
    """The history of the contact's company."""
    _journal_a_change(contact, model, field)
    return client.get(reverse("journal:record", args=["company", contact.company_id])).content.decode()


OUTLETS: Mapping[str, Callable[[Client, Contact, str, str], str]] = {
    "journal": journal_page,
    "history of the record": journal_of_record,
}


def _journal_a_change(contact: Contact, model: str, field: str) -> None:
    make_entry(
        subject_kind=model,
        subject_id=contact.pk,
        company_key=contact.company_id,
        changes={field: (None, MARK)},
    )


def reader(role: Role, group: FieldGroup, access: FieldAccess) -> User:
    """A person of this role who sees every record and the journal; only `group` is set."""
    if role is not Role.ADMINISTRATOR:
        RolePolicy.objects.create(
            role=role.value,
            scope=Scope.ALL.value,
            permissions=[permission.value for permission in (Permission.SEE_JOURNAL, Permission.EXPORT)],
            field_access={each.value: FieldAccess.READ.value for each in FieldGroup}
            | {group.value: access.value},
        )
    return make_user(role)


def test_table_holds_every_sensitive_field() -> None:
    from negoce.companies.permissions import SENSITIVE_FIELDS

    written = {
        (model, field): group for model, fields in SENSITIVE_FIELDS.items() for field, group in fields.items()
    }
    assert written == FIELDS


@pytest.mark.parametrize("outlet", OUTLETS)
@pytest.mark.parametrize(("model", "field"), FIELDS)
@pytest.mark.parametrize("access", FieldAccess)
@pytest.mark.parametrize("role", [Role.SALESPERSON, Role.MARKETING])
def test_field_is_shown_where_the_role_reads_it(
    client: Client, outlet: str, model: str, field: str, access: FieldAccess, role: Role
) -> None:
    client.force_login(reader(role, FIELDS[model, field], access))
    contact = make_contact(make_company("Laiterie"))
    shown = MARK in OUTLETS[outlet](client, contact, model, field)
    assert shown is (access is not FieldAccess.NONE)


@pytest.mark.parametrize("outlet", OUTLETS)
@pytest.mark.parametrize(("model", "field"), FIELDS)
def test_administrator_reads_everything(client: Client, outlet: str, model: str, field: str) -> None:
    client.force_login(make_user(Role.ADMINISTRATOR))
    assert MARK in OUTLETS[outlet](client, make_contact(make_company("Laiterie")), model, field)
