from django.urls import path

import negoce.web.companies.converters  # noqa: F401 - makes `<public_id:…>` known
from negoce.web.settings import bin, custom_fields, hub, parameters, seller, tags

app_name = "settings"
urlpatterns = [
    path("settings/", hub.hub, name="hub"),
    path("settings/bin/", bin.show, name="bin"),
    path("settings/bin/<slug:kind>/<public_id:public_id>/restoration/", bin.restoration, name="restoration"),
    path("settings/fields/", custom_fields.fields, name="fields"),
    path("settings/fields/new/", custom_fields.new, name="field_new"),
    path("settings/fields/<public_id:public_id>/", custom_fields.field, name="field"),
    path("settings/fields/<public_id:public_id>/place/", custom_fields.place, name="field_place"),
    path("settings/fields/<public_id:public_id>/archiving/", custom_fields.archiving, name="field_archiving"),
    path("settings/fields/<public_id:public_id>/deletion/", custom_fields.deletion, name="field_deletion"),
    path("settings/parameters/", parameters.parameters, name="parameters"),
    path("settings/parameters/<slug:key>/", parameters.parameter, name="parameter"),
    path(
        "settings/parameters/<slug:key>/<public_id:public_id>/deletion/",
        parameters.deletion,
        name="parameter_deletion",
    ),
    path("settings/seller/", seller.seller, name="seller"),
    path("settings/seller/preview/", seller.preview, name="seller_preview"),
    path("settings/seller/sample.png", seller.picture, name="seller_picture"),
    path("settings/seller/sample.pdf", seller.sample, name="seller_sample"),
    path("settings/tags/", tags.tags, name="tags"),
    path("settings/tags/<public_id:public_id>/", tags.tag, name="tag"),
    path("settings/tags/<public_id:public_id>/merge/", tags.merge, name="tag_merge"),
    path("settings/tags/<public_id:public_id>/deletion/", tags.deletion, name="tag_deletion"),
]
