"""Addresses of the qualification of a company and of its referrals."""

from django.urls import path

import negoce.web.companies.converters  # noqa: F401 - makes `<public_id:…>` known
from negoce.web.prospecting import path as contact_path
from negoce.web.prospecting import qualification, referrals

app_name = "prospecting"
_COMPANY = "<public_id:public_id>/"
urlpatterns = [
    path(f"{_COMPANY}path/", contact_path.plan, name="path"),
    path(f"{_COMPANY}qualification/", qualification.card, name="qualification"),
    path(f"{_COMPANY}qualification/<int:criterion>/", qualification.answer, name="answer"),
    path(f"{_COMPANY}referrals/new/<slug:side>/", referrals.new, name="referral_new"),
    path(f"{_COMPANY}referrals/<public_id:referral_id>/", referrals.change, name="referral"),
    path(f"{_COMPANY}referrals/<public_id:referral_id>/removal/", referrals.removal, name="referral_removal"),
]
