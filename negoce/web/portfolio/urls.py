"""Addresses of the portfolio."""

from negoce.web.attitudes.paths import ATTITUDE_PATHS

app_name = "portfolio"
urlpatterns = [
    *ATTITUDE_PATHS,
]
