"""Settings of the workers that the tests of imports start as processes of their own."""

from negoce.config.settings.test import *  # noqa: F403

NEGOCE_SCHEDULES = "tests.jobs.conftest.schedules"
NEGOCE_JOB_LEASE_SECONDS = 1.5
