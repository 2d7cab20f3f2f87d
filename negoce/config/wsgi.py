"""The WSGI entry point that the server loads."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "negoce.config.settings.dev")
# Uploads and whatever else a page writes are personal data: for the owner of the process alone.
os.umask(os.umask(0o077) | 0o077)
application = get_wsgi_application()
