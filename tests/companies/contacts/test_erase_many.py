"""Many people erased a lot at a time: what is left is what one erasure after the other leaves."""

from __future__ import annotations

from typing import Any

import pytest
from django.apps import apps
from django.db import connection, models, transaction
from django.test.utils import CaptureQueriesContext

from negoce.companies.actions.people import erase_many
from negoce.companies.actions.people.erase import erase_person
from negoce.companies.actions.people.erase_many import erase_people
from negoce.companies.models import Activity, ActivityContact, Contact, SavedView
from negoce.identity.actions.journal import Entry, record
from tests.factories.accounts import make_receivable
from tests.factories.companies import make_activity, make_company, make_contact
from tests.factories.identity import make_actor, make_user
from tests.factories.plans import make_plan

pytestmark = pytest.mark.django_db
# What tells nothing of anybody, and differs by the moment alone.
_LEFT_OUT = {"jobs.Job", "sessions.Session", "contenttypes.ContentType", "auth.Permission"}


def people() -> list[Contact]:
    """Five people of three companies: a shared name, a shared exchange, one told of elsewhere."""
    laiterie, moulin, scierie = make_company("Laiterie"), make_company("Moulin"), make_company("Scierie")
    several = [
        make_contact(laiterie, first_name="Hélène", last_name="Quenneville", email="helene@laiterie.example"),
        make_contact(laiterie, first_name="Paul", last_name="Étienne-Roux", phone="+33238412233"),
        make_contact(moulin, first_name="Anne", last_name="Quenneville", mobile="+33612345678"),
        make_contact(moulin, first_name="Zoé", last_name="Durand", email="zoe.durand@moulin.example"),
        make_contact(scierie, first_name="Marc", last_name="Vasseur"),
    ]
    helene, paul, anne, _zoe, marc = several
    body = "Mme Quenneville et M. Etienne Roux (02 38 41 22 33), copie ZOE DURAND zoe.durand@moulin.example"
    for company, contacts in (
        (laiterie, [helene]),
        (laiterie, [helene, paul]),
        (moulin, [anne]),
        (scierie, [marc]),
    ):
        row = make_activity(company, body=body, subject="Hélène, Anne et Marc Vasseur")
        ActivityContact.objects.bulk_create(ActivityContact(activity=row, contact=each) for each in contacts)
        record(make_actor(), Entry("created", "activity", row.pk, row.subject, company.pk))
    make_activity(make_company("Ailleurs"), body="Zoé Durand (0612345678) nous connaît, Marc moins")
    make_receivable(moulin, "10", dispute_reason="Vu avec Zoé Durand et Hélène Quenneville")
    make_plan(make_user(), name="Réseau de Marc Vasseur", filter_text='name contains "Quenneville"')
    SavedView.objects.create(owner=make_user(), list_key="companies", name="Quenneville", query="filter=q")
    for contact in several:
        change = {"email": (f"ancien.{contact.pk}@x.example", contact.email)}
        record(
            make_actor(),
            Entry("changed", "contact", contact.pk, contact.full_name, contact.company_id, change),
        )
    return several


def held() -> dict[str, list[Any]]:
    """Everything that is stored, but moments and the keys that rows were given."""
    found = {}
    for model in apps.get_models():
        label = model._meta.label
        if label in _LEFT_OUT or not model._meta.managed:
            continue
        moments = (models.DateTimeField, models.AutoField)
        columns = [field for field in model._meta.concrete_fields if not isinstance(field, moments)]
        names = [field.attname for field in columns if field.attname != "public_id"]
        found[label] = sorted(map(repr, model._base_manager.order_by().values_list(*names)))
    return found


def test_a_lot_leaves_what_one_after_the_other_leaves() -> None:
    several, actor = people(), make_actor()
    with transaction.atomic():
        for each in several:
            erase_person(actor, each, reason="Délai", typed_name=each.full_name)
        one_by_one = held()
        transaction.set_rollback(True)
    before = held()
    told: list[tuple[int, int]] = []
    keys = [each.pk for each in several]
    done = erase_people(actor, keys, reason="Délai", progress=lambda at, of: told.append((at, of)))
    assert (done, told) == (5, [(0, 5), (5, 5)])
    at_once = held()
    assert {label: rows for label, rows in at_once.items() if rows != one_by_one[label]} == {}
    assert at_once != before
    texts = " ".join(Activity.objects.order_by("pk").values_list("body", flat=True))
    assert [name for name in ("Quenneville", "DURAND", "Durand", "38 41 22") if name in texts] == []


def test_as_many_queries_for_two_people_more() -> None:
    several, actor = people(), make_actor()

    def queries(some: list[Contact]) -> int:
        with CaptureQueriesContext(connection) as seen, transaction.atomic():
            erase_people(actor, [each.pk for each in some], reason="Délai", progress=lambda _at, _of: None)
            transaction.set_rollback(True)
        return len(seen)

    queries(several[:4])
    assert abs(queries(several) - queries(several[:4])) <= 12


def test_what_was_stopped_between_two_lots_is_taken_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(erase_many, "_LOT", 2)
    several, actor = people(), make_actor()
    keys = [each.pk for each in several]

    class Killed(BaseException):
        pass

    def kill(done: int, _total: int) -> None:
        if done == 2:
            raise Killed

    with pytest.raises(Killed):
        erase_people(actor, keys, reason="Délai", progress=kill)
    gone = Contact.objects.filter(erased_at__isnull=False).order_by("pk")
    assert list(gone.values_list("pk", flat=True)) == keys[:2]
    assert erase_people(actor, keys, reason="Délai", progress=lambda _at, _of: None) == 3
    assert gone.count() == 5
