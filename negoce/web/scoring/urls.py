"""Addresses of scores."""

from django.urls import path

import negoce.web.companies.converters  # noqa: F401 - makes `<public_id:…>` known
from negoce.web.scoring import model, page, rules

app_name = "scoring"
urlpatterns = [
    path("", page.page, name="page"),
    path("rules/new/", rules.new, name="rule_new"),
    path("rules/from-list/", rules.from_list, name="rule_from_list"),
    path("rules/preview/", rules.preview, name="rule_preview"),
    path("rules/first/", rules.first, name="rules_first"),
    path("rules/<public_id:public_id>/", rules.change, name="rule"),
    path("rules/<public_id:public_id>/removal/", rules.removal, name="rule_removal"),
    path("model/", model.page, name="model"),
    path("model/fit/", model.fit, name="fit"),
    path("model/<public_id:public_id>/use/", model.use, name="use"),
]
