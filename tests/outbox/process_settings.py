"""Settings of the workers that a test starts as processes of their own: its server is named by the environment."""

import os

from negoce.config.settings.test import *  # noqa: F403
from negoce.integrations.smtp.types import Security, SmtpServer

NEGOCE_MAIL_ROUTE = SmtpServer("127.0.0.1", int(os.environ["TEST_SMTP_PORT"]), security=Security.NONE)
NEGOCE_JOB_LEASE_SECONDS = 1.5
