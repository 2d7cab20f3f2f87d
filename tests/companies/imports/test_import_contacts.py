"""How rows become contacts: in their company, recognised, without what must not be written."""

from __future__ import annotations

import pytest

from negoce.companies.models import Company, Contact, ImportImage, Post
from negoce.companies.words.import_findings import say_issue
from negoce.identity.enums import Role
from tests.factories.companies import make_company, make_contact
from tests.factories.identity import make_actor
from tests.factories.imports import counts, run_import_of, text_file

pytestmark = pytest.mark.django_db
HEADER = "Société;Civilité;Nom;Prénom;Fonction;Service;E-mail;Téléphone;Portable;Ville;Note"
HELENE = (
    "Laiterie du Vercors;Mme;Garnier;Hélène;Acheteuse;Achats;helene@vercors.example;"
    "0476000001;06 12 34 56 78;Villard;"
)


def codes(run: object) -> set[tuple[str, str, str]]:
    return {(each.severity, each.field, each.code) for each in run.issues.all()}  # type: ignore[attr-defined]


def test_a_row_becomes_a_contact_with_an_open_post_in_a_new_company():
    run = run_import_of(text_file(HEADER, HELENE), "salon.csv")
    assert (run.target, counts(run)) == ("contacts", {"created": 1})
    contact = Contact.objects.get()
    assert (contact.civility, contact.first_name, contact.last_name) == ("madam", "Hélène", "Garnier")
    assert (contact.email, contact.phone, contact.mobile) == (
        "helene@vercors.example",
        "+33476000001",
        "+33612345678",
    )
    assert (contact.name_key, contact.information_source) == ("garnier helene", "salon.csv")
    post = Post.objects.get()
    assert (post.function, post.department, post.ended_on) == ("Acheteuse", "purchasing", None)
    assert (contact.current_post_id, contact.company.name, contact.company.city) == (
        post.pk,
        "Laiterie du Vercors",
        "Villard",
    )
    assert [(image.kind, image.records) for image in ImportImage.objects.order_by("kind")] == [
        ("company", {"created": [contact.company_id], "updated": {}}),
        ("contact", {"created": [contact.pk], "updated": {}}),
    ]


def test_a_second_time_doubles_nothing():
    content = text_file(HEADER, HELENE, HELENE.replace("Hélène", "Paul").replace("helene@", "paul@"))
    assert counts(run_import_of(content)) == {"created": 2}
    assert counts(run_import_of(content)) == {"unchanged": 2}
    assert (Company.objects.count(), Contact.objects.count(), Post.objects.count()) == (1, 2, 2)


def test_a_second_row_completes_the_person_of_the_first_and_their_post():
    bare = "Laiterie du Vercors;Mme;Garnier;Hélène;;;helene@vercors.example;;;Villard;"
    assert counts(run_import_of(text_file(HEADER, bare, HELENE))) == {"created": 1, "updated": 1}
    contact, post = Contact.objects.get(), Post.objects.get()
    assert (contact.phone, post.function, post.department) == ("+33476000001", "Acheteuse", "purchasing")


def test_a_person_is_recognised_by_their_address_and_completed():
    company = make_company("Laiterie du Vercors", city="Villard")
    contact = make_contact(
        company, first_name="Hélène", last_name="Garnier", email="helene@vercors.example", function=""
    )
    run = run_import_of(text_file(HEADER, HELENE.replace("Garnier;", "Garnier-Roux;")))
    contact.refresh_from_db()
    assert counts(run) == {"updated": 1}
    assert (contact.last_name, contact.name_key, contact.mobile) == (
        "Garnier-Roux",
        "garnier roux helene",
        "+33612345678",
    )
    assert Post.objects.get().function == "Acheteuse"


def test_a_shared_address_is_no_person():
    rows = [
        HELENE.replace("helene@", "contact@"),
        HELENE.replace("helene@", "contact@").replace("Hélène", "Paul"),
    ]
    assert counts(run_import_of(text_file(HEADER, *rows))) == {"created": 2}


def test_somebody_known_elsewhere_is_left_there_and_told():
    make_contact(
        make_company("Fromagerie"), first_name="Hélène", last_name="Garnier", email="helene@vercors.example"
    )
    run = run_import_of(text_file(HEADER, HELENE))
    assert counts(run) == {"unchanged": 1, "incomplete": 1}
    assert codes(run) == {("warning", "company_name", "row.other_company")}
    assert Contact.objects.get().company.name == "Fromagerie"


def test_a_note_that_must_not_be_written_is_left_out():
    run = run_import_of(text_file(HEADER, HELENE + "adhérente CGT"))
    assert codes(run) == {("warning", "note", "row.note_guard")}
    assert Contact.objects.get().note == ""


def test_a_note_that_is_too_long_is_not_even_read():
    run = run_import_of(text_file(HEADER, HELENE + "adhérente CGT " * 300))
    assert codes(run) == {("warning", "note", "text.too_long")}


def test_fields_that_the_role_may_not_write_come_with_new_people_and_change_nobody_else():
    known = make_contact(
        make_company("Laiterie du Vercors", city="Villard"),
        email="helene@vercors.example",
        mobile="+33611111111",
    )
    other = HELENE.replace("Hélène", "Anne").replace("helene@", "anne@").replace("12 34 56 78", "12 34 56 79")
    run = run_import_of(text_file(HEADER, HELENE, other), actor=make_actor(Role.MARKETING))
    assert codes(run) == {("warning", "mobile", "row.not_allowed")}
    assert list(Contact.objects.order_by("pk").values_list("mobile", flat=True)) == [
        known.mobile,
        "+33612345679",
    ]


def test_rows_without_a_person_or_a_company_are_refused():
    rows = (";M;Sans;Société;;;;;;;", "Laiterie;;;;;;contact@laiterie.example;;;;")
    run = run_import_of(text_file(HEADER, HELENE, *rows))
    assert counts(run) == {"created": 1, "refused": 2}
    assert codes(run) == {
        ("error", "company_name", "row.no_company"),
        ("error", "last_name", "row.no_person"),
    }


@pytest.mark.parametrize(
    ("whole", "civility", "first", "last"),
    [
        ("Mme Hélène Garnier", "madam", "Hélène", "Garnier"),
        ("GARNIER Hélène", "", "Hélène", "GARNIER"),
        ("M. Paul de la Roche", "sir", "Paul", "de la Roche"),
        ("Garnier", "", "", "Garnier"),
    ],
)
def test_a_whole_name_is_taken_apart(whole, civility, first, last):
    run_import_of(text_file("Société;Nom complet;E-mail", f"Laiterie;{whole};h@laiterie.example"))
    contact = Contact.objects.get()
    assert (contact.civility, contact.first_name, contact.last_name) == (civility, first, last)


def test_companies_are_found_by_the_code_that_their_own_file_gave():
    run_import_of(text_file("Code client;Raison sociale;Ville", "C1;Laiterie du Vercors;Villard"))
    run = run_import_of(
        text_file(
            "Code client;Nom;Prénom;E-mail", "C1;Garnier;Hélène;h@v.example", "C9;Roche;Paul;p@v.example"
        )
    )
    assert counts(run) == {"created": 1, "refused": 1}
    assert Contact.objects.get().company.name == "Laiterie du Vercors"
    assert codes(run) == {("error", "company_name", "order.no_customer")}


def test_where_somebody_works_is_told_only_to_who_sees_the_company():
    hidden = make_company("Laiterie cachée")
    make_contact(hidden, last_name="Garnier", first_name="Hélène", email="helene@vercors.example")
    run = run_import_of(text_file(HEADER, HELENE), actor=make_actor(Role.MANAGER))
    issue = run.issues.get(field="company_name")
    assert (issue.code, issue.figures) == ("row.known_elsewhere", {})
    assert "cachée" not in say_issue(issue)
    assert Contact.objects.get(company=hidden).mobile == ""
