"""The thread of a record: merged, paged, filtered, folded, in as many queries whatever its length."""

from datetime import datetime, timedelta
from decimal import Decimal

from negoce.companies.actions.activities.create import create_activity
from negoce.companies.actions.company_update import update_company
from negoce.companies.models import ActivityContact, Company, Contact, ReportItem
from negoce.companies.queries.timeline.search import folded_pattern
from negoce.companies.queries.timeline.thread import Timeline, timeline
from negoce.companies.wired import wired
from negoce.identity.actions.journal import Entry, record
from negoce.identity.enums import Role
from negoce.identity.rules.actor import Actor
from negoce.orders.models import Order
from tests.companies.activities.conftest import NOW
from tests.factories.companies import PARIS, make_activity, make_company, make_contact
from tests.factories.identity import make_actor
from tests.harness.queries import Queries


def order(company: Company, day: int, reference: str) -> Order:
    when = datetime(2026, 11, day, tzinfo=PARIS).date()
    return Order.objects.create(company=company, reference=reference, ordered_on=when, net=Decimal("120.50"))


def change(actor: Actor, company: Company, at: datetime, field: str = "phone") -> None:
    entry = Entry(
        verb="changed", subject_kind="company", subject_id=company.pk, company_key=company.pk,
        changes={field: ("a", "b")},
    )  # fmt: skip
    record(actor, entry, at=at)


def told(page: Timeline) -> list[str]:
    names = []
    for item in page.items:
        context = item.context
        if "activity" in context:
            names.append(context["activity"].subject)
        else:
            names.append(context.get("title") or f"{len(context['entries'])} changes")
    return names


def at(day: int, hour: int = 9) -> datetime:
    return datetime(2026, 11, day, hour, tzinfo=PARIS)


def test_sources_are_merged_newest_first(actor: Actor, company: Company) -> None:
    make_activity(company, subject="Appel du 12", starts_at=at(12))
    make_activity(company, subject="Visite du 5", kind="visit", starts_at=at(5))
    order(company, 12, "C-12")
    order(company, 3, "C-3")
    change(actor, company, at(10))
    make_activity(company, subject="Annulé", state="cancelled")
    make_activity(subject="D’une autre")
    page = timeline(actor, company)
    assert told(page) == ["Appel du 12", "Commande C-12", "1 changes", "Visite du 5", "Commande C-3"]
    assert page.next_cursor == ""
    assert {key: str(label) for key, label in page.groups.items()} == {
        "visits": "Visites",
        "calls": "Appels",
        "documents": "Documents",
        "changes": "Modifications",
    }


def test_pages_follow_without_a_gap_or_a_double(actor: Actor, company: Company) -> None:
    same = at(10)
    for number in range(7):
        make_activity(company, subject=f"Appel {number}", starts_at=same)
        order(company, 10, f"C-{number}")
        change(make_actor(), company, same - timedelta(minutes=number))
    whole = told(timeline(actor, company, limit=50))
    assert len(whole) == 21
    paged: list[str] = []
    cursor = ""
    for _ in range(20):
        page = timeline(actor, company, before=cursor, limit=2)
        paged += told(page)
        cursor = page.next_cursor
        if not cursor:
            break
    assert sorted(paged) == sorted(whole)
    assert paged == whole


def test_a_cursor_typed_by_hand_starts_over(actor: Actor, company: Company) -> None:
    make_activity(company, subject="Appel")
    for cursor in ("x", "activities:9999999999999999999999:1", "activities:1", "../..", "é:1:1"):
        assert told(timeline(actor, company, before=cursor)) == ["Appel"]


def test_changes_of_one_sitting_are_one_item(actor: Actor, company: Company) -> None:
    other = make_actor()
    for minute in (0, 2, 20):
        change(actor, company, at(10) + timedelta(minutes=minute))
    change(other, company, at(10, 10))
    change(actor, company, at(10, 12))
    sizes = [len(item.context["entries"]) for item in timeline(actor, company).items]
    assert sizes == [1, 1, 3]


def test_a_real_change_of_the_record_is_on_its_thread(actor: Actor, company: Company) -> None:
    update_company(actor, company, changes={"phone": "01 99 00 12 34"})
    assert told(timeline(actor, company)) == ["1 changes"]


def test_pinned_and_planned_stand_above(actor: Actor, company: Company) -> None:
    make_activity(company, subject="Note", kind="note", is_pinned=True)
    make_activity(company, subject="Plus tard", state="planned", starts_at=at(30))
    make_activity(company, subject="Bientôt", state="planned", starts_at=at(22))
    make_activity(company, subject="Fait", starts_at=at(2))
    page = timeline(actor, company)
    assert [row.subject for row in page.pinned] == ["Note"]
    assert [row.subject for row in page.planned] == ["Bientôt", "Plus tard"]
    assert told(page) == ["Fait"]


def test_filters(actor: Actor, company: Company) -> None:
    make_activity(company, subject="Visite", kind="visit")
    make_activity(company, subject="Visio", kind="video")
    make_activity(company, subject="Appel")
    order(company, 3, "C-3")
    change(actor, company, at(2))
    assert sorted(told(timeline(actor, company, kinds=frozenset({"visits"})))) == ["Visio", "Visite"]
    assert told(timeline(actor, company, kinds=frozenset({"documents"}))) == ["Commande C-3"]
    assert told(timeline(actor, company, kinds=frozenset({"changes"}))) == ["1 changes"]
    assert told(timeline(actor, company, kinds=frozenset({"nothing"}))) == []


def test_search_ignores_accents_and_case(actor: Actor, company: Company) -> None:
    make_activity(company, subject="Été à l’ÉCHANTILLON")
    make_activity(company, subject="Appel", body="Le cœur de la gamme")
    make_activity(company, subject="Visite")
    with_report = make_activity(company, subject="Réunion")
    ReportItem.objects.create(activity=with_report, kind="agreement", text="Livraison le mardi à Tours")
    change(actor, company, at(2), field="note")

    def found(words: str) -> list[str]:
        return told(timeline(actor, company, search=words))

    assert found("echantillon") == ["Été à l’ÉCHANTILLON"]
    assert found("l'échan") == ["Été à l’ÉCHANTILLON"]
    assert found("COEUR") == ["Appel"]
    assert found("a tours") == ["Réunion"]
    assert found("(") == []
    assert found("[a-z]+") == []
    assert found("a\\") == []
    assert found("😀") == []


def test_a_pattern_for_nothing_is_nothing() -> None:
    assert folded_pattern("  ") == ""
    assert len(folded_pattern("e" * 10_000)) < 2_000


def test_the_thread_of_a_person(actor: Actor, company: Company, contact: Contact) -> None:
    create_activity(actor, values={"kind": "call", "subject": "Avec"}, company=company, contacts=[contact])
    make_activity(company, subject="Sans")
    order(company, 3, "C-3")
    assert told(timeline(actor, contact)) == ["Avec"]


def test_what_is_elsewhere_is_not_seen_through_a_person(company: Company, contact: Contact) -> None:
    seller = make_actor(Role.SALESPERSON)
    Company.objects.filter(pk=company.pk).update(owner=seller.user_id)
    hidden = make_activity(make_company("Autre"), subject="Chez un autre")
    ActivityContact.objects.create(activity=hidden, contact=contact)
    assert told(timeline(seller, contact)) == []


def test_as_many_queries_for_one_item_as_for_twenty(actor: Actor, company: Company, queries: Queries) -> None:
    def make() -> None:
        for number in range(5):
            row = make_activity(company, starts_at=NOW - timedelta(days=number))
            ActivityContact.objects.create(activity=row, contact=make_contact(company))
            task = make_activity(company, kind="task", state="planned", starts_at=at(30))
            ReportItem.objects.create(activity=row, kind="promise", text="Échantillon", task=task)
            order(company, 3, f"C-{Order.objects.count()}")
            change(make_actor(), company, at(number + 1))

    def read() -> None:
        for item in timeline(actor, company).items:
            if "activity" in item.context:
                row = item.context["activity"]
                str(row.owner)
                [link.contact.full_name for link in row.activity_contacts.all()]
                [part.task for part in row.report_items.all()]

    # One query for each source that the rooms above lend.
    sources = len(wired().timeline_sources)
    assert queries.same(make, read) == 5 + sources
    # Beyond a page, the filters that would find something are asked for: one query, however long the thread.
    make()
    assert queries.same(make, read) == 6 + sources
    page = timeline(actor, company)
    with queries.at_most(4 + sources):
        timeline(actor, company, before=page.next_cursor)
