"""Addresses of the matrix of offers and of reasons, below those of the portfolio."""

from django.urls import path

from negoce.web.matrices import offer_file, offers, reasons

MATRIX_PATHS = [
    path("matrix/", offers.page, name="offer_segments"),
    path("matrix/card/", offers.card, name="offer_segments_card"),
    path("matrix/file/", offer_file.download, name="offer_segments_file"),
    path("matrix/refreshing/", offers.refreshing, name="offer_segments_refreshing"),
    path("reasons/", reasons.page, name="reasons"),
]
