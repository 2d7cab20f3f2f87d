"""Whatever an import makes can be named when its undo leaves it; a new kind fails here until it can."""

import pytest

from negoce.companies.models import ImportKept
from negoce.companies.queries.imports.targets import import_targets, import_undoers
from negoce.web.imports.kept import _MODELS, _RECORDS, CUSTOM, kept_context
from tests.factories.companies import make_company
from tests.factories.custom import make_field
from tests.factories.identity import make_actor
from tests.factories.imports import make_import, text_file


def test_every_kind_that_imports_make_is_put_back_and_named() -> None:
    kinds = {kind for target in import_targets() for kind in target.kinds}
    assert {kind.removesuffix(CUSTOM) for kind in import_undoers()} == kinds
    assert set(_RECORDS) == kinds
    # A company is what a kind is taken for that is not named.
    assert set(_MODELS) == kinds - {"company"}


@pytest.mark.django_db
def test_a_custom_field_kept_by_an_undo_is_told_by_its_label_beside_its_company() -> None:
    actor, row, field = make_actor(), make_company("Laiterie du Vercors"), make_field("Niveau de service")
    run = make_import(text_file("Raison sociale", "Laiterie du Vercors"), actor=actor)
    ImportKept.objects.create(
        run=run, kind="company_custom", object_id=row.pk, created=False, fields=[field.key]
    )
    run.kept_count = 1
    [(name, address, why, created)] = kept_context(actor, run)["kept"]
    assert (name, address) == ("Laiterie du Vercors", f"/companies/{row.public_id}/")
    assert (why, created) == ("Niveau de service", False)
