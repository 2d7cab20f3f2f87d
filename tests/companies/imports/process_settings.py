"""Settings of the workers that the tests of imports start as processes of their own."""

from negoce.companies.actions.imports import pace, rows_process
from negoce.config.settings.test import *  # noqa: F403

NEGOCE_SCHEDULES = "tests.jobs.conftest.schedules"
NEGOCE_JOB_LEASE_SECONDS = 1.5

# Small batches, so that a kill falls in the middle of an import however quick the machine is.
pace.MOST = 50
# Rows are read by a child however few they are, so that kills meet one.
rows_process.FEWEST_APART = 1
