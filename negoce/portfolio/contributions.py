"""What the portfolio lends to the customer file: ranks follow a merge, classes are columns of the list."""

from __future__ import annotations

from negoce.companies.interfaces import KeptFilters
from negoce.portfolio.house_people import HOUSE_PEOPLE
from negoce.portfolio.life_links import LIFE_LINKED
from negoce.portfolio.life_people import STATUS_PEOPLE
from negoce.portfolio.life_timeline import STATUSES
from negoce.portfolio.queries.closed_companies import CLOSED_COMPANIES
from negoce.portfolio.queries.company_columns import COMPANY_COLUMNS
from negoce.portfolio.queries.life_columns import LIFE_COLUMNS
from negoce.portfolio.queries.linked import LINKED
from negoce.portfolio.scoring_columns import MODEL_SCORE_COLUMN, SCORING_LINKED
from negoce.portfolio.scoring_people import SCORING_PEOPLE
from negoce.portfolio.steering.contributions import STEERING_COLUMNS, STEERING_LINKED
from negoce.portfolio.visit_links import VISIT_LINKED

company_columns = (*LIFE_COLUMNS, *COMPANY_COLUMNS, *STEERING_COLUMNS, MODEL_SCORE_COLUMN)
timeline_sources = (STATUSES,)
person_data = (STATUS_PEOPLE, HOUSE_PEOPLE, SCORING_PEOPLE)
reach_limits = (CLOSED_COMPANIES,)
kept_filters = (KeptFilters("portfolio.SavedReport", "query", is_query=True),)
linked_records = (*LINKED, *LIFE_LINKED, *STEERING_LINKED, SCORING_LINKED, *VISIT_LINKED)
