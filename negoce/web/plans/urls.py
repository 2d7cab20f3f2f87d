"""Addresses of prospecting: signals, plans, channels."""

from django.urls import path

import negoce.web.companies.converters  # noqa: F401 - makes `<public_id:…>` known
from negoce.web.plans import channels, choice, dialogs, form, listing, page, signals, targeting

app_name = "plans"
urlpatterns = [
    path("", signals.page, name="signals"),
    path("signals/refreshing/", signals.refreshing, name="signals_refreshing"),
    path("signals/facts/new/", signals.fact_new, name="fact_new"),
    path("signals/facts/<public_id:public_id>/removal/", signals.fact_removal, name="fact_removal"),
    path("signals/thresholds/", signals.thresholds, name="thresholds"),
    path("plans/", listing.listing, name="list"),
    path("plans/new/", form.new, name="new"),
    path("plans/from-list/", targeting.from_list, name="from_list"),
    path("plans/target/", targeting.target, name="target"),
    path("plans/count/", targeting.count, name="count"),
    path("plans/preview/", form.preview, name="preview"),
    path("plans/<public_id:public_id>/", page.page, name="plan"),
    path("plans/<public_id:public_id>/change/", form.change, name="change"),
    path("plans/<public_id:public_id>/start/", dialogs.start, name="start"),
    path("plans/<public_id:public_id>/close/", dialogs.close, name="close"),
    path("plans/<public_id:public_id>/deletion/", dialogs.deletion, name="deletion"),
    path("plans/<public_id:public_id>/refreshing/", dialogs.refreshing, name="refreshing"),
    path("plans/<public_id:public_id>/costs/new/", dialogs.cost_new, name="cost_new"),
    path(
        "plans/<public_id:public_id>/costs/<public_id:cost_id>/removal/",
        dialogs.cost_removal,
        name="cost_removal",
    ),
    path("plans/<public_id:public_id>/channels/", channels.of_plan, name="choice_of"),
    path("channels/", channels.listing, name="choices"),
    path("channels/new/", channels.new, name="choice_new"),
    path("channels/<public_id:public_id>/", choice.choice, name="choice"),
    path("channels/<public_id:public_id>/preview/", choice.preview, name="choice_preview"),
    path("channels/<public_id:public_id>/figures/", choice.figures, name="choice_figures"),
]
