"""The demo's forms and fairs: alive when somebody opens them, and written once."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client

from negoce.companies.models import Activity
from negoce.demo.seeding.forms import write_forms
from negoce.portfolio.queries.form_results import fair_results, form_results
from negoce.prospecting.models import Fair, FairEntry, FormSubmission, PublicForm
from tests.conftest import TODAY
from tests.demo.test_seed import SCALE, seeded_world

pytestmark = pytest.mark.django_db


def test_forms_are_open_have_requests_and_are_written_once(settings: object, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path  # type: ignore[attr-defined]
    seeded_world(scale=SCALE)
    write_forms(TODAY, 0)
    counts = (PublicForm.objects.count(), FormSubmission.objects.count(), FairEntry.objects.count())
    write_forms(TODAY, 0)
    assert counts == (
        PublicForm.objects.count(),
        FormSubmission.objects.count(),
        FairEntry.objects.count(),
    )
    forms = list(PublicForm.objects.order_by("pk"))
    results = form_results(forms)
    assert [form.state for form in forms] == ["open", "open"]
    assert [results[form.pk].views > 100 for form in forms] == [True, True]
    assert min(counts[1:]) > 0
    confirmed = FormSubmission.objects.filter(state="confirmed")
    told = Activity.objects.filter(
        kind="message", direction="incoming", company__in=confirmed.values("company_id")
    )
    assert confirmed.filter(task=None).count() == 0
    assert told.count() >= confirmed.count() > 0
    fair = Fair.objects.order_by("starts_on").first()
    assert fair is not None
    assert fair_results([fair])[fair.pk].cost_per_contact is not None
    assert Client().get(f"/f/{forms[0].token}/").status_code == 200
