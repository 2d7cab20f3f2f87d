"""Days on the road: a tour, its visits in order with their hours, when companies receive (S4)."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from negoce.companies.enums import AddressKind
from negoce.companies.models import Activity, Company
from negoce.kit.choices import choices
from negoce.kit.public_id import new_public_id
from negoce.portfolio.enums import LeftOut, TourState
from negoce.prospecting.models import ProspectingPlan


def _euros() -> models.DecimalField:
    return models.DecimalField(max_digits=14, decimal_places=2, default=0)


class VisitTour(models.Model):
    """One person's visits over some days, from one place and back each evening.

    `days` are ISO dates in order, `day_start` and `day_end` minutes of the day, `terms` the settings of the moment it
    was asked for. `with_margins` says that the worth of visits was made of margins.
    """

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    plan = models.ForeignKey(
        ProspectingPlan, on_delete=models.SET_NULL, null=True, blank=True, related_name="visit_tours"
    )
    first_day = models.DateField()
    days = models.JSONField(default=list)
    start_name = models.CharField(max_length=100)
    start_code = models.CharField(max_length=5)
    latitude = models.FloatField()
    longitude = models.FloatField()
    roads = models.CharField(max_length=10)
    day_start = models.PositiveSmallIntegerField(default=480)
    day_end = models.PositiveSmallIntegerField(default=1_080)
    terms = models.JSONField(default=dict)
    with_margins = models.BooleanField(default=False)
    unseen = models.PositiveIntegerField(default=0, help_text="candidates beyond those that were looked at")
    state = models.CharField(
        max_length=9, choices=choices(TourState), default=TourState.COMPUTING.value, db_default="computing"
    )
    seconds = models.FloatField(null=True, help_text="what working it out took")
    revision = models.PositiveIntegerField(default=0)
    in_calendar_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-first_day", "-id"]
        indexes = [models.Index(fields=["owner", "-first_day", "-id"], name="visit_tour_by_owner")]


class VisitStop(models.Model):
    """One company of a tour: on a `day` at a `position`, or left out with the reason why.

    Hours are minutes of the day, `km` and `driving` those of the road to it. `worth` is `value` × `need`, in euros;
    `reasons` hold `{"code": …, "figures": {…}}`. `fixed_at` is the minute a person fixed.
    """

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    tour = models.ForeignKey(VisitTour, on_delete=models.CASCADE, related_name="stops", db_index=False)
    company = models.ForeignKey(Company, on_delete=models.CASCADE, related_name="+")
    place = models.CharField(max_length=100, blank=True)
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    roads = models.CharField(max_length=10, blank=True)
    value = _euros()
    need = models.DecimalField(max_digits=6, decimal_places=2, default=0)
    worth = _euros()
    reasons = models.JSONField(default=list)
    minutes = models.PositiveSmallIntegerField(default=45)

    day = models.DateField(null=True)
    position = models.PositiveSmallIntegerField(default=0)
    fixed_at = models.PositiveSmallIntegerField(null=True)
    arrival = models.PositiveSmallIntegerField(null=True)
    start = models.PositiveSmallIntegerField(null=True)
    end = models.PositiveSmallIntegerField(null=True)
    km = models.FloatField(default=0)
    driving = models.PositiveSmallIntegerField(default=0)
    problem = models.CharField(max_length=8, blank=True)
    left_out = models.CharField(max_length=9, choices=choices(LeftOut), blank=True)
    activity = models.ForeignKey(Activity, on_delete=models.SET_NULL, null=True, related_name="+")
    is_appointment = models.BooleanField(
        default=False, db_default=False, help_text="stood in the calendar before the tour, and stays there"
    )

    class Meta:
        ordering = ["day", "position", "id"]
        constraints = [models.UniqueConstraint(fields=["tour", "company"], name="a_company_once_a_tour")]
        indexes = [models.Index(fields=["tour", "day", "position"], name="visit_stop_in_order")]


class VisitHours(models.Model):
    """When a place of a company receives visitors, where somebody said so.

    `closed` are days of the week, Monday being 0.
    """

    company = models.ForeignKey(Company, on_delete=models.CASCADE, related_name="visit_hours", db_index=False)
    kind = models.CharField(
        max_length=12, choices=choices(AddressKind), default=AddressKind.HEAD_OFFICE.value
    )
    hours = models.CharField(max_length=80, blank=True)
    closed = models.CharField(max_length=13, blank=True)
    minutes = models.PositiveSmallIntegerField(null=True, help_text="how long a visit lasts there")
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["company", "kind"], name="hours_once_a_place")]


class VisitStart(models.Model):
    """Where and when a person's days on the road begin."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    postal_code = models.CharField(max_length=5)
    name = models.CharField(max_length=100)
    day_start = models.PositiveSmallIntegerField(default=480)
    day_end = models.PositiveSmallIntegerField(default=1_080)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(day_end__gt=models.F("day_start")), name="a_day_on_the_road_ends_after_it_begins"
            )
        ]
