"""The table of fields and roles goes for custom fields too: same outlets, governed by the group of the field."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from negoce.companies.actions.search.index import index_records
from negoce.companies.models import Contact, CustomField
from negoce.identity.enums import FieldAccess, FieldGroup, Role
from negoce.identity.models import RolePolicy
from tests.factories.companies import make_company, make_contact
from tests.factories.custom import fill, make_field
from tests.identity.field_access_outlets import MARK, SCREENS, read
from tests.identity.test_field_access_table import BACKEND, OUTLETS, ROLES, reader

pytestmark = pytest.mark.django_db
# Where the value of a contact's own field is shown to who may read it.
SHOWN_ON = {"contact page", "list columns", "CSV", "XLSX"}

# Who reads asks what who writes asks.
ACCESSES = [
    FieldAccess.NONE,
    pytest.param(FieldAccess.READ, marks=pytest.mark.asked_already),
    FieldAccess.WRITE,
]


@pytest.fixture
def field() -> CustomField:
    return make_field("Surnom", kind="contact", group=FieldGroup.PERSONAL.value, searchable=True)


@pytest.fixture
def helene(field: CustomField) -> Contact:
    contact = make_contact(make_company("Laiterie"), first_name="Hélène", last_name="Garnier")
    make_contact(contact.company, last_name="Zuwelle")
    fill(contact, field, MARK)
    index_records("contact", [contact.pk])
    return contact


def signed_in(role: Role, access: FieldAccess) -> Client:
    RolePolicy.objects.all().delete()
    client = Client()
    client.force_login(reader(role, FieldGroup.PERSONAL, access), backend=BACKEND)
    return client


@pytest.mark.parametrize("access", ACCESSES)
@pytest.mark.parametrize("role", ROLES)
def test_screens_files_and_journal_show_it_to_who_reads_it(
    helene: Contact, field: CustomField, role: Role, access: FieldAccess
) -> None:
    client = signed_in(role, access)
    found = {name for name, (outlet, _fields) in SCREENS.items() if MARK in outlet(client, helene)}
    found |= {
        name for name, outlet in OUTLETS.items() if MARK in outlet(client, helene, "contact", field.key)
    }
    assert found == (set() if access is FieldAccess.NONE else SHOWN_ON | set(OUTLETS))


@pytest.mark.parametrize("access", FieldAccess)
def test_search_never_and_filters_only_answer_to_who_reads_it(
    helene: Contact, field: CustomField, access: FieldAccess
) -> None:
    client = signed_in(Role.SALESPERSON, access)
    reads = access is not FieldAccess.NONE
    found = read(client, f"{reverse('search:all')}?q={MARK}")
    filtered = read(client, f"{reverse('lists:contacts')}?filter={field.key}+contains+{MARK}&columns=name")
    # A field of a group is in no index, whoever asks; a filter that is not read is passed over, and said.
    assert ("Garnier" in found, "Zuwelle" in filtered, "Garnier" in filtered) == (False, not reads, True)
    for parameter in ("sort", "columns"):
        page = read(client, f"{reverse('lists:contacts')}?{parameter}={field.key}")
        assert ("votrerôlenelitpas" in page) is not reads


@pytest.mark.parametrize("access", FieldAccess)
def test_a_control_opens_to_who_writes_it(helene: Contact, field: CustomField, access: FieldAccess) -> None:
    client = signed_in(Role.SALESPERSON, access)
    address = reverse("lists:cell", args=["contacts", helene.public_id, field.key])
    opened = client.get(address, headers={"HX-Request": "true"})
    assert (opened.status_code == 200) is (access is FieldAccess.WRITE)
    if access is not FieldAccess.WRITE:
        client.post(address, {"value": "autre", "seen": MARK})
        assert MARK in read(
            signed_in(Role.SALESPERSON, FieldAccess.READ), f"{reverse('lists:contacts')}?columns={field.key}"
        )
