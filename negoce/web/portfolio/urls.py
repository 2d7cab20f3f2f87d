"""Addresses of the portfolio."""

from negoce.web.attitudes.paths import ATTITUDE_PATHS
from negoce.web.budgets.paths import BUDGET_PATHS
from negoce.web.foresight.paths import FORESIGHT_PATHS
from negoce.web.matrices.portfolio_paths import MATRIX_PATHS
from negoce.web.overview.paths import OVERVIEW_PATHS
from negoce.web.plan.paths import PLAN_PATHS

app_name = "portfolio"
urlpatterns = [
    *OVERVIEW_PATHS,
    *ATTITUDE_PATHS,
    *BUDGET_PATHS,
    *MATRIX_PATHS,
    *PLAN_PATHS,
    *FORESIGHT_PATHS,
]
