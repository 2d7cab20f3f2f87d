"""Addresses of the pyramid of attitudes, below those of the portfolio."""

from django.urls import path

import negoce.web.companies.converters  # noqa: F401 - makes `<public_id:…>` known
from negoce.web.attitudes import page, testimonials

_OWN = "attitudes/<public_id:public_id>/testimonials/"
ATTITUDE_PATHS = [
    path("attitudes/", page.page, name="attitudes"),
    path(f"{_OWN}new/", testimonials.new, name="testimonial_new"),
    path(f"{_OWN}<public_id:testimonial_id>/removal/", testimonials.removal, name="testimonial_removal"),
]
