"""One table: sensitive field × role × outlet.

For each sensitive field, a record is made whose value occurs nowhere else; each outlet is then read as each
role. The value shows exactly where the role reads the field's group. Another room adds an outlet by adding a
function to SCREENS (field_access_outlets.py), another field by adding a row to FIELDS and to VALUES.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest
from django.test import Client
from django.urls import reverse

from negoce.companies.actions.saved_view_save import create_view
from negoce.companies.models import Contact
from negoce.companies.permissions import SENSITIVE_FIELDS
from negoce.companies.queries.lists.definition import all_columns
from negoce.companies.queries.lists.registry import LISTS
from negoce.identity.enums import FieldAccess, FieldGroup, Permission, Role, Scope
from negoce.identity.models import RolePolicy, User
from negoce.identity.queries.actors import actor_for
from tests.factories.companies import make_company, make_contact
from tests.factories.identity import make_actor, make_user
from tests.factories.imports import run_import_of, text_file
from tests.factories.journal import make_entry
from tests.identity.field_access_outlets import (
    HTMX,
    MARK,
    MARKED,
    MOBILE,
    SCREENS,
    VALUES,
    Key,
    field_control,
    give,
    move_dialog,
    plain,
    read,
)

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
# What a role may do besides: every door is open, so that only the field's group closes one.
PERMISSIONS = (
    Permission.SEE_JOURNAL,
    Permission.EXPORT,
    Permission.CREATE,
    Permission.EDIT,
    Permission.BULK_EDIT,
    Permission.IMPORT,
)

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

# Both see every record: the second asks a database what the first asked.
ROLES = (Role.SALESPERSON, pytest.param(Role.MARKETING, marks=pytest.mark.asked_already))

# What a field is called changes no question: the first one of each group is asked of every database.
ASKED_FIRST = {("contact", "mobile"), ("post", "decision_power")}
EACH_FIELD = [
    pytest.param(*key, marks=() if key in ASKED_FIRST else pytest.mark.asked_already) for key in FIELDS
]


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
            permissions=[permission.value for permission in PERMISSIONS],
            field_access={each.value: FieldAccess.READ.value for each in FieldGroup}
            | {group.value: access.value},
        )
    return make_user(role)


def test_table_holds_every_sensitive_field() -> None:
    written = {
        (model, field): group for model, fields in SENSITIVE_FIELDS.items() for field, group in fields.items()
    }
    assert written == FIELDS


@pytest.mark.parametrize("outlet", OUTLETS)
@pytest.mark.parametrize(("model", "field"), EACH_FIELD)
@pytest.mark.parametrize("access", FieldAccess)
@pytest.mark.parametrize("role", ROLES)
def test_field_is_shown_where_the_role_reads_it(
    client: Client, outlet: str, model: str, field: str, access: FieldAccess, role: Role
) -> None:
    client.force_login(reader(role, FIELDS[model, field], access))
    contact = make_contact(make_company("Laiterie"))
    shown = MARK in OUTLETS[outlet](client, contact, model, field)
    assert shown is (access is not FieldAccess.NONE)


@pytest.mark.asked_already  # as a role that reads
@pytest.mark.parametrize("outlet", OUTLETS)
@pytest.mark.parametrize(("model", "field"), FIELDS)
def test_administrator_reads_everything(client: Client, outlet: str, model: str, field: str) -> None:
    client.force_login(make_user(Role.ADMINISTRATOR))
    assert MARK in OUTLETS[outlet](client, make_contact(make_company("Laiterie")), model, field)


def signed_in(role: Role, group: FieldGroup, access: FieldAccess) -> Client:
    client = Client()
    client.force_login(reader(role, group, access), backend=BACKEND)
    return client


@pytest.fixture
def helene() -> Contact:
    return make_contact(
        make_company("Laiterie"), first_name="Hélène", last_name="Garnier", phone="+33476951010"
    )


# A group that is read while the other one is too: the same whichever of them is named. Who writes asks most of a
# database, and who reads nothing personal the least.
ACCESSES = [
    (FieldGroup.PERSONAL, FieldAccess.NONE),
    pytest.param(FieldGroup.OBSERVATIONS, FieldAccess.NONE, marks=pytest.mark.asked_already),
    pytest.param(FieldGroup.PERSONAL, FieldAccess.READ, marks=pytest.mark.asked_already),
    pytest.param(FieldGroup.PERSONAL, FieldAccess.WRITE, marks=pytest.mark.asked_already),
    (FieldGroup.OBSERVATIONS, FieldAccess.WRITE),
]


@pytest.mark.parametrize(("group", "access"), ACCESSES)
@pytest.mark.parametrize("role", ROLES)
def test_screens_and_files_show_it_to_who_reads_it(
    helene: Contact, role: Role, group: FieldGroup, access: FieldAccess
) -> None:
    """Every field is held at once, each value unlike the others: a screen is read once for all of them."""
    for key in VALUES:
        give(helene, key)
    # A company's page gives the mobile of who has no other number.
    Contact.objects.filter(pk=helene.pk).update(phone="")
    client = signed_in(role, group, access)
    read_here = {key for key in VALUES if access is not FieldAccess.NONE or FIELDS[key] is not group}
    for name, (outlet, fields) in SCREENS.items():
        content = outlet(client, helene)
        found = {key for key, (_stored, shown) in VALUES.items() if plain(shown) in content}
        assert (name, found) == (name, read_here & fields)


@pytest.mark.asked_already  # one record and what it may: the page of a person asks it in tests/web/contacts
@pytest.mark.parametrize("key", VALUES, ids=lambda key: key[1])
@pytest.mark.parametrize("access", FieldAccess)
def test_a_control_opens_to_who_writes_it(helene: Contact, access: FieldAccess, key: Key) -> None:
    give(helene, key)
    client = signed_in(Role.SALESPERSON, FIELDS[key], access)
    held = VALUES[key][0] if key[1] == "decision_power" else plain(VALUES[key][1])
    in_place = {"mobile", "linkedin", "note", "decision_power", "decision_ceiling", "gatekeeper_advice"}
    assert (str(held) in field_control(key)(client, helene)) is (
        access is FieldAccess.WRITE and key[1] in in_place
    )
    assert (plain(VALUES[key][1]) in move_dialog(client, helene)) is (
        access is FieldAccess.WRITE and key[1] == "mobile"
    )
    if access is not FieldAccess.WRITE and key[1] in in_place:
        answer = client.post(reverse("contacts:field", args=[helene.public_id, key[1]]), {"value": "x"})
        assert answer.status_code == 403


LISTED = {
    ("contact", "mobile"): ("mobile", "contains 3998"),
    ("contact", "linkedin"): ("linkedin", f"contains {MARK}"),
    ("contact", "note"): ("note", f"contains {MARK}"),
    ("post", "decision_power"): ("decision_power", "is prescribes"),
}


@pytest.mark.parametrize("key", LISTED, ids=lambda key: key[1])
@pytest.mark.parametrize("reads", [False, True])
def test_a_filter_typed_by_hand_tells_nothing_of_a_hidden_field(
    helene: Contact, key: Key, reads: bool
) -> None:
    """Neither by its rows, nor by its counts, nor by the rows of an export, nor by what it proposes."""
    give(helene, key)
    make_contact(helene.company, last_name="Autre")
    access = FieldAccess.READ if reads else FieldAccess.NONE
    client = signed_in(Role.SALESPERSON, FIELDS[key], access)
    column, condition = LISTED[key]
    for text in (
        f"{column} {condition}",
        f"{column} filled",
        f"(name contains Autre and {column} {condition})",
    ):
        query = f"?filter={text}&columns=name"
        page = client.get(f"{reverse('lists:contacts')}{query}").content.decode()
        assert ("votre rôle ne lit pas" in page) is not reads
        footer = client.get(f"{reverse('lists:footer', args=['contacts'])}{query}").content.decode()
        export = client.get(f"{reverse('lists:export', args=['contacts'])}{query}&format=csv")
        rows = b"".join(export.streaming_content).decode("utf-8-sig").count("\r\n")
        if not reads:
            alone = f"?columns=name{'&filter=name+contains+Autre' if 'Autre' in text else ''}"
            assert page.count('name="selected"') == (1 if "Autre" in text else 2)
            assert rows == (2 if "Autre" in text else 3)
            same = client.get(f"{reverse('lists:footer', args=['contacts'])}{alone}").content.decode()
            assert plain(footer) == plain(same)
        else:
            assert page.count('name="selected"') == (0 if "Autre" in text else 1)
    proposed = f"{reverse('lists:suggestions', args=['contacts'])}?column={column}&value-0=z"
    assert MARK not in client.get(proposed).content.decode()
    if not reads:
        refused = client.post(
            reverse("lists:bulk", args=["contacts", "owner"]) + f"?filter={column} {condition}",
            {"all": "1", "value": "nobody"},
        )
        assert "plus entièrement valable" in refused.content.decode()


@pytest.mark.parametrize("key", LISTED, ids=lambda key: key[1])
@pytest.mark.parametrize("parameter", ["sort", "group", "columns"])
def test_a_list_is_neither_sorted_nor_grouped_by_a_hidden_field(
    helene: Contact, key: Key, parameter: str
) -> None:
    """The order of the rows stays that of the names, and the refusal is said."""
    give(helene, key)
    for name in ("Aaa", "Zzz"):
        make_contact(helene.company, last_name=name)
    client = signed_in(Role.SALESPERSON, FIELDS[key], FieldAccess.NONE)
    column = LISTED[key][0]
    given = f"-{column}" if parameter == "sort" else column
    page = client.get(f"{reverse('lists:contacts')}?{parameter}={given}").content.decode()
    assert "votre rôle ne lit pas" in page
    assert page.index("Aaa") < page.index("Garnier") < page.index("Zzz")
    assert (plain(VALUES[key][1]) in plain(page), "data-group" in page) == (False, False)


@pytest.mark.parametrize("access", FieldAccess)
@pytest.mark.parametrize("typed", ["0639987654", "06 39 98 76 54", "39987654", "987654", "+33639987654"])
def test_search_does_not_answer_by_a_hidden_number(helene: Contact, access: FieldAccess, typed: str) -> None:
    give(helene, ("contact", "mobile"))
    client = signed_in(Role.SALESPERSON, FieldGroup.PERSONAL, access)
    for name in ("results", "all"):
        answer = client.get(reverse(f"search:{name}"), {"q": typed}).content.decode()
        assert ("Garnier" in answer) is (access is not FieldAccess.NONE)


@pytest.mark.parametrize("key", MARKED, ids=lambda key: key[1])
def test_search_does_not_answer_by_texts_about_people(helene: Contact, key: Key) -> None:
    """Notes, preferences and observations are in no index, whoever asks."""
    give(helene, key)
    for access in (FieldAccess.NONE, FieldAccess.READ):
        RolePolicy.objects.all().delete()
        client = signed_in(Role.SALESPERSON, FIELDS[key], access)
        for name in ("results", "all"):
            assert (
                "Garnier" not in client.get(reverse(f"search:{name}"), {"q": VALUES[key][1]}).content.decode()
            )


@pytest.mark.parametrize("access", FieldAccess)
def test_what_is_typed_is_not_checked_against_a_hidden_number(helene: Contact, access: FieldAccess) -> None:
    """« This number is known » would tell whose it is."""
    give(helene, ("contact", "mobile"))
    client = signed_in(Role.SALESPERSON, FieldGroup.PERSONAL, access)
    for name in ("phone", "mobile"):
        answer = read(client, f"{reverse('contacts:similar')}?{name}={MOBILE.replace('+', '%2B')}")
        assert ("Garnier" in answer) is (access is not FieldAccess.NONE)
    checked = read(client, f"{reverse('companies:check', args=['phone'])}?value=0639987654")
    assert "Garnier" not in checked


@pytest.mark.parametrize("access", FieldAccess)
@pytest.mark.parametrize(
    ("column", "field", "typed", "stored"),
    [
        ("Mobile", "mobile", "06 39 98 00 01", "+33639980001"),
        ("LinkedIn", "linkedin", "https://www.linkedin.com/in/autre", "https://www.linkedin.com/in/autre"),
        ("Note", "note", "Autre chose", "Autre chose"),
    ],
)
def test_an_import_writes_only_what_its_author_writes(
    helene: Contact, access: FieldAccess, column: str, field: str, typed: str, stored: str
) -> None:
    """Not over what is held; who reads the field brings it with people who are new. Nothing held is told."""
    key = ("contact", field)
    give(helene, key)
    RolePolicy.objects.all().delete()
    user = reader(Role.SALESPERSON, FIELDS[key], access)
    lines = (f"Laiterie;Garnier;Hélène;{typed}", f"Laiterie;Nouveau;Paul;{typed}")
    run = run_import_of(
        text_file(f"Société;Nom;Prénom;{column}", *lines), actor=actor_for(user), target="contacts"
    )
    held = dict(Contact.objects.values_list("last_name", field))
    writes = access is FieldAccess.WRITE
    assert held == {
        "Garnier": stored if writes else VALUES[key][0],
        "Nouveau": "" if access is FieldAccess.NONE else stored,
    }
    codes = {each.code for each in run.issues.all()}
    assert codes == (set() if writes else {"row.not_allowed"})
    client = Client()
    client.force_login(user, backend=BACKEND)
    pages = "".join(
        read(client, reverse(f"imports:{name}", args=[run.public_id]))
        for name in ("detail", "issues", "rows")
    )
    assert (plain(VALUES[key][1]) in pages) is False


def test_every_column_that_reads_a_sensitive_field_says_its_group() -> None:
    """Whichever list it stands in, and however far its path goes."""
    names = {name: group for fields in SENSITIVE_FIELDS.values() for name, group in fields.items()}
    wrong = []
    for definition in LISTS.values():
        for column in all_columns(definition):
            for path in (column.path, column.sort_path, column.folded_path, *column.more_paths):
                model, field = _end_of(definition.model, path)
                group = SENSITIVE_FIELDS.get(model, {}).get(field)
                if group is not None and column.group is not group:
                    wrong.append((definition.key, column.key, path))
    assert (wrong, "mobile" in names) == ([], True)


def _end_of(model: type, path: str) -> tuple[str, str]:
    """The model and the field that a path ends at."""
    *steps, last = path.split("__")
    for step in steps:
        model = model._meta.get_field(step).related_model  # type: ignore[attr-defined]
    return model._meta.model_name, last.removesuffix("_id")  # type: ignore[attr-defined]


@pytest.mark.parametrize("reads", [False, True])
@pytest.mark.parametrize(
    ("kind", "field", "text"),
    [
        ("list_contacts", "filter", f"mobile contains {MARK}"),
        ("saved_view", "query", f"filter=mobile+contains+{MARK}&sort=name"),
    ],
)
def test_the_journal_does_not_tell_a_filter_on_a_hidden_field(
    reads: bool, kind: str, field: str, text: str
) -> None:
    access = FieldAccess.READ if reads else FieldAccess.NONE
    client = signed_in(Role.SALESPERSON, FieldGroup.PERSONAL, access)
    make_entry(subject_kind=kind, subject_id=None, changes={field: (None, text)})
    assert (MARK in client.get(reverse("journal:search")).content.decode()) is reads


def test_a_shared_view_does_not_tell_its_filter_on_a_hidden_field(helene: Contact) -> None:
    manager = make_actor(Role.ADMINISTRATOR)
    view = create_view(
        manager, list_key="contacts", name="À appeler", query=f"filter=mobile+contains+{MARK}", is_shared=True
    )
    client = signed_in(Role.SALESPERSON, FieldGroup.PERSONAL, FieldAccess.NONE)
    page = client.get(f"{reverse('lists:contacts')}?view={view.public_id}", headers=HTMX).content.decode()
    assert ("votre rôle ne lit pas" in page, MARK in page) == (True, False)
