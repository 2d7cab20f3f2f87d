"""A whole import taken back: what it made goes, what it changed comes back, what people did since stays."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from negoce.companies.actions.address_update import update_address
from negoce.companies.actions.company_update import update_company
from negoce.companies.actions.imports import undo as engine
from negoce.companies.actions.imports.undo import undo_import
from negoce.companies.actions.people.opposition_record import record_opposition
from negoce.companies.enums import Channel
from negoce.companies.models import (
    Address,
    Company,
    Contact,
    ImportImage,
    ImportKept,
    ImportRun,
    Opposition,
    OppositionDigest,
    Post,
    SearchEntry,
    SearchWord,
)
from negoce.identity.enums import Role, Scope
from negoce.identity.models import JournalEntry
from negoce.identity.permissions import NotAllowed
from negoce.identity.rules.actor import Actor
from negoce.jobs.worker import work_off
from negoce.kit.refusal import Refused
from tests.factories.companies import make_activity, make_company, make_contact
from tests.factories.identity import make_actor
from tests.factories.imports import counts, run_import_of, text_file

pytestmark = pytest.mark.django_db
HEADER = "Raison sociale;SIRET;CP;Ville;Téléphone;E-mail;Adresse"
LAITERIE = (
    "Laiterie du Vercors;73282932000074;38250;Villard-de-Lans;"
    "04 76 95 10 10;contact@laiterie.example;1 rue du Lait"
)
CAVE = "Cave Zéphyrine;;26150;Die;;;2 rue du Vin"


@pytest.fixture
def boss() -> Actor:
    return make_actor(Role.ADMINISTRATOR)


def known() -> Company:
    return make_company(
        "Laiterie du Vercors", siret="73282932000074", siren="732829320", postal_code="38250", city="Villard",
        department="38", email="ancien@laiterie.example",
    )  # fmt: skip


def undone(actor: Actor, run: ImportRun) -> ImportRun:
    undo_import(actor, run)
    work_off()
    run.refresh_from_db()
    assert run.job is not None
    assert (run.job.state, run.job.error) == ("done", "")
    return run


def rows() -> list[dict[str, object]]:
    return [*Company.objects.order_by("pk").values(), *Address.objects.order_by("pk").values()]


def kept() -> list[tuple[str, bool, list[str], list[str]]]:
    return [(each.kind, each.created, each.fields, each.links) for each in ImportKept.objects.all()]


def test_everything_is_as_it_was_before(boss):
    company = known()
    address = Address.objects.create(company=company, kind="head_office", postal_code="38250", city="Villard")
    before = rows()
    run = run_import_of(text_file(HEADER, LAITERIE, CAVE), actor=boss)
    assert counts(run) == {"created": 1, "updated": 1}
    address.refresh_from_db()
    assert (address.line1, address.city, SearchWord.objects.filter(word="zephyrine").exists()) == (
        "1 rue du Lait", "Villard-de-Lans", True,
    )  # fmt: skip
    run = undone(boss, run)
    assert rows() == before
    assert (run.state, run.undone_count, run.kept_count, kept()) == ("undone", 2, 0, [])
    assert SearchEntry.objects.count() == 1
    assert SearchEntry.objects.get().words == "laiterie du vercors villard 38250"
    assert not SearchWord.objects.filter(word="zephyrine").exists()
    entry = JournalEntry.objects.get(verb="import_undone")
    assert (entry.subject_kind, entry.subject_id, entry.batch) == ("import", run.pk, run.public_id)
    assert entry.values == {"undone_count": [None, 2]}


def test_a_head_office_that_the_file_gave_goes_again(boss):
    known()
    before = rows()
    run = run_import_of(text_file(HEADER, LAITERIE), actor=boss)
    assert Address.objects.count() == 1
    undone(boss, run)
    assert rows() == before


def test_edits_made_since_are_kept_and_said_field_by_field(boss):
    company = known()
    run = run_import_of(text_file(HEADER, LAITERIE, CAVE), actor=boss)
    update_company(boss, company, changes={"phone": "04 76 00 00 01"})
    update_company(
        boss, Company.objects.get(name="Cave Zéphyrine"), changes={"email": "cave@zephyrine.example"}
    )
    run = undone(boss, run)
    company.refresh_from_db()
    assert (company.phone, company.email, company.city, company.department) == (
        "+33476000001", "ancien@laiterie.example", "Villard", "38",
    )  # fmt: skip
    assert Company.objects.get(name="Cave Zéphyrine").email == "cave@zephyrine.example"
    assert (run.undone_count, run.kept_count) == (0, 2)
    assert sorted(kept()) == [("company", False, ["phone"], []), ("company", True, ["email"], [])]


def test_an_address_edited_since_keeps_the_company_that_was_made(boss):
    run = run_import_of(text_file(HEADER, CAVE), actor=boss)
    update_address(boss, Address.objects.get(), changes={"line1": "3 rue du Vin"})
    undone(boss, run)
    assert Address.objects.get().line1 == "3 rue du Vin"
    assert kept() == [("company", True, ["line1"], [])]


def test_new_records_with_exchanges_or_contacts_are_kept_and_said(boss):
    run = run_import_of(text_file(HEADER, CAVE, LAITERIE, "Ferme;;38000;Grenoble;;;"), actor=boss)
    make_activity(Company.objects.get(name="Cave Zéphyrine"))
    make_contact(Company.objects.get(name="Ferme"))
    run = undone(boss, run)
    assert sorted(Company.objects.values_list("name", flat=True)) == ["Cave Zéphyrine", "Ferme"]
    assert kept() == [
        ("company", True, [], ["companies.activity"]),
        ("company", True, [], ["companies.contact", "companies.post"]),
    ]
    assert (run.undone_count, run.kept_count) == (1, 2)


def test_an_older_import_leaves_what_a_later_one_wrote_and_both_go_in_reverse(boss):
    company = known()
    before = rows()
    first = run_import_of(
        text_file("Nom;SIRET;Tél;E-mail", "Laiterie du Vercors;73282932000074;0476951010;un@l.example"),
        actor=boss,
    )
    second = run_import_of(
        text_file("Nom;SIRET;E-mail", "Laiterie du Vercors;73282932000074;deux@l.example"), actor=boss
    )
    after_first_undo = undone(boss, first)
    company.refresh_from_db()
    assert (company.email, company.phone) == ("deux@l.example", "")
    assert kept() == [("company", False, ["email"], [])]
    assert after_first_undo.kept_count == 1
    undone(boss, second)
    company.refresh_from_db()
    assert company.email == "un@l.example"
    third = run_import_of(
        text_file("Nom;SIRET;E-mail", "Laiterie du Vercors;73282932000074;trois@l.example"), actor=boss
    )
    fourth = run_import_of(
        text_file("Nom;SIRET;E-mail", "Laiterie du Vercors;73282932000074;quatre@l.example"), actor=boss
    )
    undone(boss, fourth)
    undone(boss, third)
    company.refresh_from_db()
    assert company.email == "un@l.example"
    assert len(before) == len(rows())


def test_a_record_that_a_later_import_completed_is_kept_and_goes_after_it(boss):
    first = run_import_of(text_file(HEADER, CAVE), actor=boss)
    second = run_import_of(text_file("Nom;CP;E-mail", "Cave Zéphyrine;26150;cave@z.example"), actor=boss)
    undone(boss, second)
    undone(boss, first)
    assert (Company.objects.count(), kept()) == (0, [])


def test_contacts_posts_and_companies_go_and_come_back(boss):
    home = make_company("Laiterie", postal_code="38000", city="Grenoble")
    anne = make_contact(home, first_name="Anne", last_name="Marie")
    Post.objects.filter(contact=anne).update(function="Aide")
    before = [*Contact.objects.values(), *Post.objects.values(), *Company.objects.values()]
    run = run_import_of(
        text_file(
            "Nom;Prénom;E-mail;Fonction;Société;CP;Ville",
            "Marie;Anne;anne@l.example;Acheteuse;Laiterie;38000;Grenoble",
            "Petit;Paul;paul@c.example;Chef;Cave Neuve;26150;Die",
        ),
        actor=boss,
        target="contacts",
    )
    assert counts(run) == {"created": 1, "updated": 1}
    assert (Contact.objects.count(), Company.objects.count()) == (2, 2)
    run = undone(boss, run)
    assert [*Contact.objects.values(), *Post.objects.values(), *Company.objects.values()] == before
    assert (run.undone_count, run.kept_count) == (3, 0)


def test_a_channel_that_the_import_closed_is_open_again_and_the_refusal_stays(boss):
    home = make_company("Laiterie", postal_code="38000", city="Grenoble")
    opposed = make_contact(home, last_name="Durand", email="stop@l.example")
    record_opposition(boss, opposed, channels=[Channel.EMAIL], opposed_on=timezone.localdate(), source="mail")
    make_contact(home, first_name="Anne", last_name="Marie")
    before = [*Opposition.objects.values_list("contact_id", "channel"), OppositionDigest.objects.count()]
    run = run_import_of(
        text_file(
            "Nom;Prénom;E-mail;Ligne directe;Société;CP;Ville",
            "Marie;Anne;stop@l.example;;Laiterie;38000;Grenoble",
            "Petit;Paul;stop@l.example;;Cave Neuve;26150;Die",
        ),
        actor=boss,
        target="contacts",
    )
    undone(boss, run)
    assert [
        *Opposition.objects.values_list("contact_id", "channel"),
        OppositionDigest.objects.count(),
    ] == before
    assert Contact.objects.count() == 2


def test_one_takes_back_only_what_is_theirs_ended_and_not_yet_undone(boss):
    run = run_import_of(text_file(HEADER, CAVE), actor=boss)
    with pytest.raises(NotAllowed):
        undo_import(make_actor(Role.SALESPERSON, scope=Scope.ALL), run)
    ImportRun.objects.filter(pk=run.pk).update(state="started")
    with pytest.raises(Refused, match="pas terminé"):
        undo_import(boss, run)
    ImportRun.objects.filter(pk=run.pk).update(state="done")
    undo_import(boss, run)
    with pytest.raises(Refused, match="déjà en cours"):
        undo_import(boss, run)
    work_off()
    with pytest.raises(Refused, match="déjà annulé"):
        undo_import(boss, run)
    assert Company.objects.count() == 0


def test_an_import_whose_images_are_gone_cannot_be_undone(boss):
    run = run_import_of(text_file(HEADER, CAVE), actor=boss)
    ImportRun.objects.filter(pk=run.pk).update(finished_at=timezone.now() - timedelta(days=91))
    ImportImage.objects.all().delete()
    with pytest.raises(Refused, match="90 jours"):
        undo_import(boss, run)
    run.refresh_from_db()
    assert (run.state, Company.objects.count()) == ("done", 1)


def test_an_undo_taken_up_after_a_crash_ends_the_same(boss, monkeypatch):
    known()
    before = rows()
    lines = [f"Ferme {number:03d};;38000;Grenoble;;;" for number in range(450)]
    run = run_import_of(text_file(HEADER, *lines, LAITERIE), actor=boss)
    assert ImportImage.objects.filter(run=run).count() >= 2
    undo_import(boss, run, enqueued=False)
    run.refresh_from_db()
    real, seen = engine.import_undoers, []

    def breaking():
        seen.append(1)
        if len(seen) == 2:
            raise RuntimeError("killed")
        return real()

    monkeypatch.setattr(engine, "import_undoers", breaking)
    with pytest.raises(RuntimeError):
        engine.run_undo(boss, run, progress=lambda done, total: None, hold=lambda: None)
    assert Company.objects.count() > 1
    monkeypatch.setattr(engine, "import_undoers", real)
    engine.run_undo(boss, run, progress=lambda done, total: None, hold=lambda: None)
    assert rows() == before
    assert (run.state, run.undone_count, run.kept_count) == ("undone", 451, 0)
