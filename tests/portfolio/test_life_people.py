"""A reason that names a person forgets the name with them."""

from __future__ import annotations

import pytest
from django.utils import timezone

from negoce.portfolio import models
from negoce.portfolio.life_people import STATUS_PEOPLE
from negoce.portfolio.models import StatusOverride
from tests.factories.companies import make_company, make_contact
from tests.factories.erasing import erasing

pytestmark = pytest.mark.django_db


def test_the_reason_forgets_the_name_at_any_company() -> None:
    today = timezone.localdate()
    contact = make_contact()
    for company in (contact.company, make_company()):
        StatusOverride.objects.create(
            company=company, status="lost", reason="Mme Garnier est partie", starts_on=today, ends_on=today
        )
    assert STATUS_PEOPLE.export(contact.pk) == ()
    assert STATUS_PEOPLE.house(erasing(contact.pk, "Garnier", "[…]")) == 2
    reasons = StatusOverride.objects.order_by("pk").values_list("reason", flat=True)
    assert list(reasons) == ["[…] est partie"] * 2


def test_a_testimonial_stays_without_the_name() -> None:
    contact = make_contact()
    for company in (contact.company, make_company()):
        models.Testimonial.objects.create(
            company=company, place="Salon, Mme Garnier", published_on=timezone.localdate()
        )
    assert STATUS_PEOPLE.house(erasing(contact.pk, "Garnier", "[…]")) == 2
    places = models.Testimonial.objects.order_by("pk").values_list("place", flat=True)
    assert list(places) == ["Salon, […]"] * 2
