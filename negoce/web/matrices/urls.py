"""Addresses of the matrix of potential and accessibility."""

from django.urls import path

import negoce.web.companies.converters  # noqa: F401 - makes `<public_id:…>` known
from negoce.web.matrices import criteria, targets

app_name = "matrices"
urlpatterns = [
    path("", targets.page, name="targets"),
    path("figure/", targets.figure, name="figure"),
    path("card/", targets.card, name="card"),
    path("weights/", targets.weights, name="weights"),
    path("refreshing/", targets.refreshing, name="refreshing"),
    path("criteria/new/", criteria.new, name="criterion_new"),
    path("criteria/<public_id:public_id>/", criteria.change, name="criterion"),
    path("criteria/<public_id:public_id>/removal/", criteria.removal, name="criterion_removal"),
]
