"""What old imports keep: counts and reasons, no file and no image."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from negoce.companies.models import Company, ImportImage, ImportRun
from negoce.companies.queries.imports.source import prepared_path
from negoce.files.models import StoredFile
from negoce.jobs.queue import enqueue
from negoce.jobs.worker import work_off
from tests.factories.imports import make_import, run_import_of, text_file

pytestmark = pytest.mark.django_db
CONTENT = text_file("Nom;SIRET", "Laiterie;", "Faux;123")


def test_files_and_images_go_after_90_days_counts_and_reasons_stay():
    old, recent, draft = (
        run_import_of(CONTENT),
        run_import_of(CONTENT.replace(b"Laiterie", b"Cave")),
        make_import(CONTENT),
    )
    past = timezone.now() - timedelta(days=91)
    ImportRun.objects.filter(pk__in=[old.pk, draft.pk]).update(created_at=past)
    ImportRun.objects.filter(pk=old.pk).update(finished_at=past)
    enqueue("companies.purge_imports")
    work_off()
    assert (old.file.path.exists(), prepared_path(old).exists(), draft.file.path.exists()) == (
        False,
        False,
        False,
    )
    assert (recent.file.path.exists(), prepared_path(recent).exists()) == (True, True)
    assert list(ImportImage.objects.values_list("run_id", flat=True)) == [recent.pk]
    assert list(ImportRun.objects.order_by("pk").values_list("pk", flat=True)) == [old.pk, recent.pk]
    assert StoredFile.objects.count() == 2
    assert [(each.value, each.code) for each in old.issues.all()] == [("", "siret.length")]
    assert recent.issues.get().value == "123"
    assert Company.objects.count() == 2


def test_drafts_that_nobody_began_go_after_30_days_with_their_files():
    old, recent = make_import(CONTENT), make_import(CONTENT.replace(b"Laiterie", b"Cave"))
    for run, days in ((old, 31), (recent, 29)):
        ImportRun.objects.filter(pk=run.pk).update(created_at=timezone.now() - timedelta(days=days))
    enqueue("companies.purge_imports")
    work_off()
    assert list(ImportRun.objects.values_list("pk", flat=True)) == [recent.pk]
    assert (old.file.path.exists(), recent.file.path.exists()) == (False, True)
    assert StoredFile.objects.get() == recent.file
