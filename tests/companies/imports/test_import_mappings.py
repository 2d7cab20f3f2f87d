"""Where columns go, kept under a name: proposed again, shared, renamed, deleted."""

from __future__ import annotations

import pytest

from negoce.companies.actions.imports.layout import change_mapping
from negoce.companies.actions.imports.mappings import (
    apply_mapping,
    change_mapping_name,
    delete_mapping,
    save_mapping,
)
from negoce.companies.actions.imports.start import start_import
from negoce.companies.models import ImportMapping
from negoce.companies.queries.imports.mappings import fitting_mappings, mapping_in_use, visible_mappings
from negoce.identity.enums import Role
from negoce.identity.permissions import NotAllowed
from negoce.kit.refusal import Refused
from tests.factories.identity import make_actor
from tests.factories.imports import make_import, text_file

pytestmark = pytest.mark.django_db
FILE = text_file("Enseigne;Libellé;Commune", "Cave;Cave du Lac;Die")


@pytest.fixture
def boss():
    return make_actor(Role.ADMINISTRATOR)


def named(boss, name="Salon de Lyon", *, shared=False) -> ImportMapping:
    run = make_import(FILE, actor=boss)
    change_mapping(boss, run, mapping={1: "name", 2: "city"})
    return save_mapping(boss, run, name=name, shared=shared)


def test_a_file_with_the_same_headers_gets_it_by_itself(boss):
    mapping = named(boss)
    again = make_import(FILE, "autre.csv", actor=boss)
    assert again.mapping == {"1": "name", "2": "city"}
    assert mapping_in_use(again, fitting_mappings(boss, again)) == mapping


def imported(boss, mapping) -> None:
    run = make_import(FILE, actor=boss)
    change_mapping(boss, run, mapping=mapping)
    start_import(boss, run)


def chosen(boss, **given) -> tuple[dict[str, str], ImportMapping | None]:
    """What a new file with these columns gets, and the name that the page shows chosen."""
    run = make_import(FILE, actor=boss, **given)
    return run.mapping, mapping_in_use(run, fitting_mappings(boss, run))


def test_one_saved_after_an_import_comes_back_by_itself(boss):
    imported(boss, {0: "name"})
    mapping = named(boss)
    assert chosen(boss) == ({"1": "name", "2": "city"}, mapping)
    imported(boss, {1: "name", 2: "city"})
    assert chosen(boss) == ({"1": "name", "2": "city"}, mapping)
    imported(boss, {0: "name"})
    assert chosen(boss) == ({"0": "name"}, None)


def test_one_chosen_for_a_file_comes_back_though_the_file_was_left(boss):
    mapping = named(boss)
    imported(boss, {0: "name"})
    apply_mapping(boss, make_import(FILE, actor=boss), key=mapping.pk)
    assert chosen(boss) == ({"1": "name", "2": "city"}, mapping)


def test_an_import_of_other_records_does_not_hide_it(boss):
    mapping = named(boss)
    other = make_import(FILE, actor=boss, target="contacts")
    change_mapping(boss, other, mapping={1: "last_name", 2: "company_name"})
    start_import(boss, other)
    assert chosen(boss, target="companies") == ({"1": "name", "2": "city"}, mapping)


def test_of_two_that_say_the_same_one_s_own_is_chosen_then_the_latest(boss):
    colleague = make_actor(Role.ADMINISTRATOR)
    named(boss, "B")
    latest = named(boss, "C")
    named(colleague, "A", shared=True)
    imported(boss, {1: "name", 2: "city"})
    assert chosen(boss) == ({"1": "name", "2": "city"}, latest)


def test_a_colleague_gets_what_is_shared_and_nothing_else(boss):
    mine, common = named(boss, "La mienne"), named(boss, "La nôtre", shared=True)
    colleague = make_actor(Role.ADMINISTRATOR)
    assert list(visible_mappings(colleague)) == [common]
    assert make_import(FILE, actor=colleague).mapping == {"1": "name", "2": "city"}
    with pytest.raises(Refused, match="n’existe plus"):
        delete_mapping(colleague, key=mine.pk)


def test_another_is_put_on_the_columns_only_where_it_fits(boss):
    mapping = named(boss)
    run = make_import(FILE, actor=boss)
    change_mapping(boss, run, mapping={0: "name"})
    apply_mapping(boss, run, key=mapping.pk)
    assert run.mapping == {"1": "name", "2": "city"}
    other = make_import(text_file("Nom;Ville", "Cave;Die"), actor=boss)
    with pytest.raises(Refused, match="ne sont pas dans ce fichier"):
        apply_mapping(boss, other, key=mapping.pk)


def test_one_s_own_name_is_kept_once(boss):
    named(boss)
    named(boss, "  Salon de   Lyon ")
    assert list(visible_mappings(boss).values_list("name", flat=True)) == ["Salon de Lyon"]
    second = named(boss, "Salon de Paris")
    with pytest.raises(Refused, match="porte déjà ce nom"):
        change_mapping_name(boss, key=second.pk, name="Salon de Lyon", shared=False)
    with pytest.raises(Refused, match="Donnez un nom"):
        change_mapping_name(boss, key=second.pk, name="  ", shared=False)
    changed = change_mapping_name(boss, key=second.pk, name="Salons", shared=True)
    assert (changed.name, changed.shared, delete_mapping(boss, key=second.pk)) == ("Salons", True, "Salons")


def test_a_shared_one_is_changed_by_who_saved_it(boss):
    seller = make_actor(Role.MANAGER)
    mapping = named(boss, shared=True)
    with pytest.raises(NotAllowed):
        change_mapping_name(seller, key=mapping.pk, name="À moi", shared=False)
    run = make_import(FILE, actor=boss)
    change_mapping(boss, run, mapping={})
    with pytest.raises(Refused, match="Aucune colonne"):
        save_mapping(boss, run, name="Vide")
