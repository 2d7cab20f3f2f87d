"""Addresses of contacts."""

from django.urls import path

import negoce.web.companies.converters  # noqa: F401 - makes `<public_id:…>` known
from negoce.web.contacts import (
    company_choice,
    creation,
    deletion,
    field_edit,
    move,
    page,
    posts,
    preferences,
    recovered,
    second_posts,
)
from negoce.web.custom import field_edit as custom_edit

app_name = "contacts"
_RECORD = "<public_id:public_id>/"
urlpatterns = [
    path("new/", creation.create, name="create"),
    path("new/recovered/", recovered.recovered, name="recovered"),
    path("new/similar/", creation.similar, name="similar"),
    path("new/companies/", company_choice.companies, name="companies"),
    path("link/", second_posts.link, name="link"),
    path("link/people/", second_posts.people, name="link_people"),
    path(_RECORD, page.record, name="record"),
    path(f"{_RECORD}custom/<slug:key>/", custom_edit.contact, name="custom"),
    path(f"{_RECORD}panels/<slug:key>/", page.panel, name="panel"),
    path(f"{_RECORD}fields/<slug:name>/", field_edit.field, name="field"),
    path(f"{_RECORD}move/", move.move, name="move"),
    path(f"{_RECORD}move/<public_id:batch>/undo/", move.undo, name="move_undo"),
    path(f"{_RECORD}posts/new/", posts.new, name="post_new"),
    path(f"{_RECORD}posts/<public_id:post_id>/end/", posts.end, name="post_end"),
    path(f"{_RECORD}preferences/new/", preferences.new, name="preference_new"),
    path(
        f"{_RECORD}preferences/<public_id:preference_id>/removal/",
        preferences.removal,
        name="preference_removal",
    ),
    path(f"{_RECORD}deletion/", deletion.deletion, name="deletion"),
    path(f"{_RECORD}restoration/", deletion.restoration, name="restoration"),
]
