"""Address of the list of referrals."""

from django.urls import path

from negoce.web.prospecting import referral_list

app_name = "referrals"
urlpatterns = [path("", referral_list.listing, name="list")]
