"""Addresses of the pitch of a deal."""

from django.urls import path

import negoce.web.companies.converters  # noqa: F401 - makes `<public_id:…>` known
from negoce.web.pitches import deal, pieces

app_name = "deal_pitch"
_DEAL = "<public_id:public_id>/pitch/"
_PIECE = f"{_DEAL}<public_id:piece_id>/"
urlpatterns = [
    path(_DEAL, deal.page, name="page"),
    path(f"{_DEAL}speaking/", deal.speaking, name="speaking"),
    path(f"{_DEAL}adding/", pieces.adding, name="adding"),
    path(f"{_DEAL}citing/<public_id:testimonial_id>/", pieces.citing, name="citing"),
    path(f"{_DEAL}new/<slug:part>/", pieces.new, name="new"),
    path(_PIECE, pieces.piece, name="piece"),
    path(f"{_PIECE}place/", pieces.place, name="place"),
    path(f"{_PIECE}removal/", pieces.removal, name="removal"),
]
