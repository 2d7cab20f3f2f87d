from django.urls import path

import negoce.web.companies.converters  # noqa: F401 - makes `<public_id:…>` known
from negoce.web.settings import bin, hub, tags

app_name = "settings"
urlpatterns = [
    path("settings/", hub.hub, name="hub"),
    path("settings/bin/", bin.show, name="bin"),
    path("settings/bin/<slug:kind>/<public_id:public_id>/restoration/", bin.restoration, name="restoration"),
    path("settings/tags/", tags.tags, name="tags"),
    path("settings/tags/<public_id:public_id>/", tags.tag, name="tag"),
    path("settings/tags/<public_id:public_id>/merge/", tags.merge, name="tag_merge"),
    path("settings/tags/<public_id:public_id>/deletion/", tags.deletion, name="tag_deletion"),
]
