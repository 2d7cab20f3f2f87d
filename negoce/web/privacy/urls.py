"""Addresses of a person's rights, under those of the contact."""

from django.urls import path

import negoce.web.companies.converters  # noqa: F401 - makes `<public_id:…>` known
from negoce.web.privacy import channels, oppositions, requests

app_name = "privacy"
_RECORD = "<public_id:public_id>/privacy/"
urlpatterns = [
    path(f"{_RECORD}informed/", oppositions.informed, name="informed"),
    path(f"{_RECORD}oppositions/new/", oppositions.new, name="opposition_new"),
    path(f"{_RECORD}oppositions/<int:key>/lift/", oppositions.lift, name="opposition_lift"),
    path(f"{_RECORD}channels/", channels.channels, name="channels"),
    path(f"{_RECORD}export/", requests.export, name="export"),
    path(f"{_RECORD}erasure/", requests.erasure, name="erasure"),
]
