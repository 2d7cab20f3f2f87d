"""Every address that names a record, as every role, on a record that the person does not see.

The answer is 403 or 404 (405 where the method does not exist), it does not hold a word of the record, and no
row of the business tables has changed. A new address falls under the test by itself; one that names a record
in a new way must be given a foreign one in the fixture `foreign`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pytest
from django.apps import apps
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from negoce.catalogue.models import NegotiatedPrice, TermsOfSale
from negoce.companies.actions.imports.mappings import save_mapping
from negoce.companies.models import (
    ActivityContact,
    Address,
    BulkChange,
    Company,
    Contact,
    ContactPreference,
    DeclaredFact,
    DuplicatePair,
    MergeRecord,
    Observation,
    Opposition,
    Post,
    SavedView,
    Tag,
)
from negoce.identity.enums import Role, Scope
from negoce.identity.models import Device, Territory, User
from negoce.identity.rules.actor import system_actor
from negoce.jobs.models import Job
from negoce.orders.actions.delivery_make import deliver_order
from negoce.orders.actions.promise_change import change_promise
from negoce.orders.rules.shipment import Shipment
from negoce.outbox.actions.message_send import Attached
from negoce.outbox.models import MessageTemplate
from negoce.parameters.models import Parameter
from tests.factories.api import make_program
from tests.factories.companies import make_activity, make_company, make_contact
from tests.factories.custom import make_field
from tests.factories.handled_orders import make_accepted, make_contract, make_handled
from tests.factories.identity import make_actor, make_team, make_user
from tests.factories.imports import make_import, text_file
from tests.factories.journal import make_entry
from tests.factories.orders import make_product
from tests.factories.outbox import make_message
from tests.web.foreign_billing import of_billing, of_the_account
from tests.web.foreign_portfolio import HOUSE, of_the_portfolio
from tests.web.foreign_reports import of_the_reports
from tests.web.foreign_sales import PUBLIC_OFFERS, of_the_sale
from tests.web.hostile_post import MARK, POSTED

pytestmark = pytest.mark.django_db
REFUSED = {403, 404, 405}
WITHOUT_RECORDS = frozenset({"gallery"})  # its files name nothing of the house
# Named by something else: a list, a code of the trade, a role, a sign-in link. Products, calculations are everybody’s.
NOT_A_RECORD = frozenset(
    {
        *PUBLIC_OFFERS,
        *("deals:lane", "companies:check", "identity:enter", "calculators:calculator"),
        *("catalogue:product", "catalogue:field", "catalogue:retirement"),
        *("catalogue:family", "catalogue:family_deletion", "terms:version_file", "catalogue:price_items"),
        *("catalogue:price_list", "catalogue:price_list_edit", "catalogue:price_list_copy"),
        *("catalogue:price_list_retirement", "catalogue:price_grid", "catalogue:price_item"),
        "catalogue:price_item_deletion",
        *("payments:match", "payments:acceptance", "payments:setting_aside", "payments:taking_back"),
        *("billing:series_change", "targets:copy", "targets:paste", "reports:ready", *HOUSE),
        *("outbox:received", "outbox:received_letter", "outbox:received_file", "outbox:received_source"),
    }
)
# Lists take the record as a second part of their address; these name none.
LIST_RECORDS = frozenset({"lists:cell", "lists:bulk_undo", "lists:bulk_progress"})
# The tables that requests write without anybody's doing.
NOT_WATCHED = frozenset(
    {"sessions.session", "identity.device", "axes.accessattempt", "axes.accesslog", "companies.recentrecord"}
)
# At entry the name of a company that a colleague follows is told, with its owner: the house decided so.
TELLS_A_DUPLICATE = frozenset({"companies:similar", "companies:create", "contacts:companies"})


@dataclass(frozen=True)
class Foreign:
    """What somebody else has, that nobody of the test sees."""

    company: Company
    contact: Contact
    values: Mapping[str, Mapping[str, object]]
    view: SavedView


def addresses() -> Iterator[tuple[str, URLPattern]]:
    """Every name with its namespace, of the product's own packages."""
    for each in get_resolver().url_patterns:
        if isinstance(each, URLResolver) and each.namespace and each.namespace not in WITHOUT_RECORDS:
            for inner in each.url_patterns:
                assert isinstance(inner, URLPattern)
                yield f"{each.namespace}:{inner.name}", inner


def with_records() -> list[tuple[str, tuple[str, ...]]]:
    """The addresses that name a record, with the names of their parts."""
    found = []
    for name, pattern in addresses():
        parts = tuple(pattern.pattern.converters)
        if not parts or name in NOT_A_RECORD:
            continue
        if name.startswith("lists:") and name not in LIST_RECORDS:
            continue
        found.append((name, parts))
    return sorted(found)


@pytest.fixture
def owner() -> User:
    return make_user(Role.SALESPERSON, team=make_team(), last_name=f"{MARK}owner")


@pytest.fixture
def foreign(owner: User, settings: object, tmp_path: object) -> Foreign:
    settings.MEDIA_ROOT = tmp_path  # type: ignore[attr-defined]
    company = make_company(f"Laiterie {MARK}", owner=owner, city=f"{MARK}ville")
    contact = make_contact(company, last_name=MARK, email=f"{MARK.lower()}@x.example", mobile="+33639980001")
    view = SavedView.objects.create(owner=owner, list_key="companies", name=MARK, query="sort=name")
    values = {
        **_of_the_company(company),
        **_of_the_person(contact, company, owner),
        **_of_the_work(company, owner),
        **of_the_sale(company, contact, MARK),
        **_of_the_outbox(company, contact),
        "duplicates": _of_the_merge(company, owner),
        "account": {"public_id": _device(owner).public_id},
        "account:revoke_token": {"public_id": make_program(user=owner).token.public_id},
        "settings": {"kind": "company", "public_id": company.public_id},
        "companies:custom": {"public_id": company.public_id, "key": make_field("Quai").key},
        "contacts:custom": {"public_id": contact.public_id, "key": make_field("Cercle", kind="contact").key},
        **{key: {"public_id": company.public_id} for key in ("terms", "life")},
        "terms:version": {"public_id": _terms().public_id},
        "settings:parameter": {"key": "recovery_fee", "public_id": _rate().public_id},
        "settings:field": {"public_id": make_field("Ancien").public_id},
        "settings:tag": {"public_id": Tag.objects.create(name="Fidèle", name_key="fidele").public_id},
        "identity:team": {"public_id": owner.team.public_id},  # type: ignore[union-attr]
        "identity:territory": {"public_id": Territory.objects.create(name=MARK).public_id},
        "identity": {"public_id": owner.public_id, "name": "salesperson"},
        **of_the_reports(owner, MARK),
        **of_the_portfolio(company, MARK),
    }
    return Foreign(company, contact, values, view)


def _of_the_outbox(company: Company, contact: Contact) -> Values:
    attached = [Attached(f"{MARK}.pdf", b"%PDF")]
    message = make_message(contact, subject=MARK, text=MARK, attachments=attached)
    template = MessageTemplate.objects.create(name=MARK, kind="letter", subject=MARK, body=MARK)
    return {
        "outbox": {"public_id": message.public_id, "position": 0, "key": "20261120T090000-0"},
        "outbox:to_company": {"public_id": company.public_id},
        "outbox:to_contact": {"public_id": contact.public_id},
        "outbox:trust_address": {"public_id": contact.public_id},
        "outbox:template": {"public_id": template.public_id},
    }


def _device(owner: User) -> Device:
    return Device.objects.create(
        user=owner, session_key=MARK, auth_hash=owner.get_session_auth_hash(), last_seen_at=timezone.now()
    )


Values = dict[str, dict[str, object]]


def _of_the_company(company: Company) -> Values:
    address = Address.objects.create(company=company, kind="head_office", line1=f"1 rue {MARK}")
    names = {"public_id": company.public_id, "address_id": address.public_id, "key": "reach", "name": "name"}
    declared = DeclaredFact.objects.create(
        company=company, kind="process", text=MARK, source="interview", known_on=date(2026, 11, 1)
    )
    names |= {"kind": "process", "fact_id": declared.public_id}
    agreed = NegotiatedPrice.objects.create(company=company, product=make_product(), price=10, reason=MARK)
    return {
        "companies": names,
        "journal": {"kind": "company", "subject_id": company.pk},
        "tariffs": {"public_id": company.public_id, "price_id": agreed.public_id},
    }


def _of_the_merge(company: Company, owner: User) -> dict[str, object]:
    other = make_company(f"Laiterie {MARK} bis", owner=owner)
    gone = make_company(f"Laiterie {MARK} ter", owner=owner, deleted_at=timezone.now())
    merge = MergeRecord.objects.create(
        kind="company",
        kept_id=company.pk,
        absorbed_id=gone.pk,
        merged_at=timezone.now(),
        images={"steps": []},
    )
    low, high = sorted((company.pk, other.pk))
    pair = DuplicatePair.objects.create(kind="company", low_key=low, high_key=high, score=0.9)
    return {
        "pair_id": pair.public_id,
        "kind": "company",
        "public_id": company.public_id,
        "other_id": other.public_id,
        "merge_id": merge.public_id,
    }


def _of_the_person(contact: Contact, company: Company, owner: User) -> Values:
    activity = make_activity(company, subject=f"Visite {MARK}", kind="visit", owner=owner)
    ActivityContact.objects.create(activity=activity, contact=contact)
    Observation.objects.create(contact=contact, activity=activity, kind="interest", value="price")
    day = date(2026, 1, 1)
    preference = ContactPreference.objects.create(contact=contact, text=MARK, told_for="visites", told_on=day)
    opposition = Opposition.objects.create(contact=contact, channel="email", opposed_on=day, source=MARK)
    entry = make_entry(
        subject_kind="company", subject_id=company.pk, company_key=company.pk, subject_name=MARK
    )
    return {
        "contacts": {
            "public_id": contact.public_id,
            "post_id": Post.objects.get(contact=contact).public_id,
            "preference_id": preference.public_id,
            "batch": entry.batch or "0" * 12,
            "key": "posts",
            "name": "last_name",
        },
        "privacy": {"public_id": contact.public_id, "key": opposition.pk},
        "activities": {"public_id": activity.public_id, "contact_id": contact.public_id, "name": "subject"},
    }


def _of_the_work(company: Company, owner: User) -> Values:
    manager = make_actor(Role.MANAGER)
    run = make_import(text_file("Raison sociale;Ville", f"{MARK};{MARK}"), f"{MARK}.csv", actor=manager)
    mapping = save_mapping(manager, run, name=MARK)
    job = Job.objects.create(task="companies.import", run_after=timezone.now(), actor=owner, message=MARK)
    change = {"column": "relation", "value": "customer", "state": "done", "matched": 1, "changed": 1}
    bulk = BulkChange.objects.create(actor=owner, list_key="companies", **change)
    return {
        "imports": {"public_id": run.public_id, "number": 2, "mapping_id": mapping.pk},
        **_of_the_orders(company),
        **of_billing(company, MARK),
        **of_the_account(company, MARK),
        "jobs": {"public_id": job.public_id},
        "lists": {
            "key": "companies",
            "public_id": company.public_id,
            "column": "phone",
            "change_id": bulk.public_id,
        },
    }


def _of_the_orders(company: Company) -> Values:
    handled = make_handled(company)
    part = Shipment({handled.agreed_lines.get().pk: Decimal(1)})
    delivery = deliver_order(system_actor(), handled.order, shipment=part)
    change_promise(system_actor(), handled.order, promised_on=date(2030, 1, 1), reason=MARK)
    return {
        "orders": {"public_id": handled.order.public_id},
        "orders:delivery": {"public_id": delivery.public_id},
        **{
            key: {"public_id": company.public_id}
            for key in ("orders:enter", "orders:preview", "contracts:enter", "contracts:preview")
        },
        "contracts": {"public_id": make_contract(company).public_id},
        "orders:from_quote": {"public_id": make_accepted(company).public_id},
    }


# Of those who see their own records alone, one asks PostgreSQL what the others would ask it: they may do other things.
@pytest.fixture(
    params=[
        "salesperson",
        "manager of another team",
        *(
            pytest.param(name, marks=pytest.mark.asked_already)
            for name in ("marketing", "read-only", "sales administration")
        ),
    ]
)
def intruder(request: pytest.FixtureRequest) -> User:
    """People of every role who see neither the owner's records nor everything."""
    roles = {
        "salesperson": Role.SALESPERSON,
        "manager of another team": Role.MANAGER,
        "marketing": Role.MARKETING,
        "read-only": Role.READ_ONLY,
        "sales administration": Role.SALES_ADMINISTRATION,
    }
    role = roles[request.param]
    scope = Scope.TEAM if role is Role.MANAGER else Scope.OWN
    return make_user(role, scope=scope.value, team=make_team() if role is Role.MANAGER else None)


def signed_in(person: User) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def snapshot() -> dict[str, list[tuple[object, ...]]]:
    """Every row of the tables of the house."""
    return {
        model._meta.label_lower: sorted(
            (tuple(map(repr, row)) for row in model._default_manager.order_by().values_list()), key=str
        )
        for model in apps.get_models()
        if model.__module__.startswith("negoce.") and model._meta.label_lower not in NOT_WATCHED
    }


def _terms() -> TermsOfSale:
    return TermsOfSale.objects.create(
        version="1", title="CGV", starts_on=date(2020, 1, 1), pdf=b"%PDF-", pdf_sha256="x", pdf_size=5
    )


def _rate() -> Parameter:
    return Parameter.objects.create(key="recovery_fee", starts_on=date(2030, 1, 1), value=40, source=MARK)


def kinds_of_thread(foreign: Foreign) -> list[dict[str, object]]:
    return [
        {"kind": "company", "public_id": foreign.company.public_id},
        {"kind": "contact", "public_id": foreign.contact.public_id},
    ]


def urls_of(name: str, parts: tuple[str, ...], foreign: Foreign) -> list[str]:
    """The addresses of the foreign record under this name."""
    if name == "activities:thread":
        return [reverse(name, kwargs=each) for each in kinds_of_thread(foreign)]
    if name == "journal:record":
        kinds = [("company", foreign.company.pk), ("contact", foreign.contact.pk)]
        return [reverse(name, args=each) for each in kinds]
    space = name.partition(":")[0]
    # `identity:team_delete` takes what is given for `identity:team`.
    space = next((each for each in (name, name.rpartition("_")[0]) if each in foreign.values), space)
    assert space in foreign.values, f"{name} names a record: say in `foreign` which one is somebody else's"
    known = foreign.values[space]
    missing = set(parts) - set(known)
    assert not missing, f"{name}: {missing} must be said in `foreign`"
    return [reverse(name, kwargs={part: known[part] for part in parts})]


def ask(client: Client, method: str, url: str) -> tuple[int, str]:
    """The status and the text of an answer, streamed or not."""
    headers = {"HX-Request": "true"}
    answer = (
        client.post(url, POSTED, headers=headers) if method == "post" else client.get(url, headers=headers)
    )
    content = b"".join(answer) if answer.streaming else answer.content
    return answer.status_code, content.decode(errors="replace")


def test_a_record_of_somebody_else_is_not_there(intruder: User, foreign: Foreign) -> None:
    client = signed_in(intruder)
    before = snapshot()
    problems = []
    for name, parts in with_records():
        for url in urls_of(name, parts, foreign):
            for method in ("get", "post"):
                status, text = ask(client, method, url)
                if status not in REFUSED or MARK in text:
                    problems.append((name, method, status, MARK in text))
    assert (problems, changed_tables(before)) == ([], [])


def test_the_records_are_there_for_who_sees_them(foreign: Foreign) -> None:
    """Without this, an address built wrongly would answer 404 and the test above would hold for nothing."""
    client = signed_in(make_user(Role.ADMINISTRATOR))
    # A row is mended once its import is over: this one has not begun.
    made_by_others = {"lists:bulk_undo", "lists:bulk_progress", "companies:suggestions", "imports:row"}
    # Nobody writes the review of somebody else's meeting: tests/web/debriefs opens one's own.
    made_by_others.add("debriefs:writing")
    missing = [
        name
        for name, parts in with_records()
        for url in urls_of(name, parts, foreign)
        if name not in made_by_others and ask(client, "get", url)[0] not in {200, 302, 405}
    ]
    # Who kept a report has it alone until it is shared, whatever the role of others: tests/web/reports opens them.
    assert [name for name in missing if not name.startswith("reports:")] == []


def test_lists_and_pickers_tell_nothing_of_what_is_not_seen(intruder: User, foreign: Foreign) -> None:
    """Everything that is not an address of a record: lists, exports, pickers, search, agenda, journal."""
    client = signed_in(intruder)
    typed = dict.fromkeys(
        ("q", "name", "company_name", "text", "value", "parent_of", "who", "postal_code"), MARK
    )
    typed |= {
        "view": foreign.view.public_id,
        "company": foreign.company.public_id,
        "contact": foreign.contact.public_id,
    }
    words = "&".join(f"{name}={value}" for name, value in typed.items())
    problems = []
    for name, pattern in addresses():
        parts = tuple(pattern.pattern.converters)
        if (
            name in TELLS_A_DUPLICATE
            or set(parts) - {"key", "action"}
            or name in ("imports:new", "lists:bulk", "lists:bulk_reach")
        ):
            continue
        keys = ("companies", "contacts", "activities") if "key" in parts else ("",)
        for key in keys:
            url = reverse(name, kwargs={"key": key} if key else {})
            for query in (words, "", f"filter=name:{MARK}&column=name&value-0={MARK}"):
                status, text = ask(client, "get", f"{url}?{query}")
                # What was typed may come back as it was typed; a record of the house has more to it.
                if status >= 500 or any(
                    told in text for told in (f"Laiterie {MARK}", f"Hélène {MARK}", f"Visite {MARK}")
                ):
                    problems.append((name, key, query, status))
    assert problems == []


def test_a_view_of_somebody_else_stays_theirs(intruder: User, foreign: Foreign) -> None:
    client = signed_in(intruder)
    before = snapshot()
    for name in ("view_save", "view_edit", "view_delete"):
        url = reverse(f"lists:{name}", args=["companies"]) + f"?view={foreign.view.public_id}"
        assert ask(client, "post", url)[0] == 404
    foreign.view.is_shared = True
    foreign.view.save()
    before = snapshot()
    for name in ("view_save", "view_edit", "view_delete"):
        url = reverse(f"lists:{name}", args=["companies"]) + f"?view={foreign.view.public_id}"
        assert ask(client, "post", url)[0] == 403
    assert changed_tables(before) == []


def test_a_change_of_many_rows_does_not_reach_what_is_not_seen(intruder: User, foreign: Foreign) -> None:
    client = signed_in(intruder)
    url = reverse("lists:bulk_reach", args=["companies", "owner"])
    said = {}
    for public_id in (foreign.company.public_id, "zzzzzzzzzzzz"):
        answer = client.post(url, {"selected": public_id}, headers={"HX-Request": "true"})
        assert answer.status_code in (200, 403)
        said[public_id] = answer.content
    # A record of somebody else reads as one that does not exist.
    assert len(set(said.values())) == 1


@pytest.mark.asked_already  # refused for the role, after the questions that the records above are asked with
def test_who_only_reads_changes_nothing(foreign: Foreign) -> None:
    """Every address, posted to by somebody who sees the record and may only read it."""
    client = signed_in(make_user(Role.READ_ONLY, scope=Scope.ALL.value))
    before = snapshot()
    allowed = []
    for name, parts in with_records():
        for url in urls_of(name, parts, foreign):
            status, _text = ask(client, "post", url)
            if status not in REFUSED:
                allowed.append((name, status))
    for action in ("owner", "tags", "field"):
        url = reverse("lists:bulk", args=["companies", action])
        for posted in ({"all": "1", "value": ""}, {"selected": foreign.company.public_id, "value": ""}):
            assert client.post(url, posted).status_code == 403
            assert client.post(f"{url}reach/", posted).status_code == 403
    for name in ("companies:create", "contacts:create", "activities:create", "imports:new"):
        assert ask(client, "post", reverse(name))[0] == 403
    assert client.get(reverse("lists:export", args=["contacts"])).status_code == 403
    assert (allowed, changed_tables(before)) == ([], [])


def changed_tables(before: Mapping[str, object]) -> list[str]:
    after = snapshot()
    return [table for table in before if before[table] != after[table]]
