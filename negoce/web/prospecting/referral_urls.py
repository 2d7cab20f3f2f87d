"""Address of the list of referrals."""

from django.urls import path

from negoce.web.prospecting import referral_list, referral_start

app_name = "referrals"
urlpatterns = [
    path("", referral_list.listing, name="list"),
    path("new/", referral_start.new, name="new"),
]
