"""The snapshots of the portfolio."""

from negoce.portfolio.models.attitude import AttitudeEvidence, AttitudeFigures, Testimonial
from negoce.portfolio.models.budgets import CustomerProfit, OrderRankMargin, StatusBudget, StatusFigures
from negoce.portfolio.models.customer_life import CustomerLife
from negoce.portfolio.models.customer_rank import CustomerRank
from negoce.portfolio.models.forecast import ForecastDeal, ForecastSnapshot, StepOdds
from negoce.portfolio.models.foresight_fit import ForesightFit
from negoce.portfolio.models.offer_segment import OfferSegmentSnapshot
from negoce.portfolio.models.past_status import PastStatus
from negoce.portfolio.models.plan import PlannedAction
from negoce.portfolio.models.plan_figures import PlanFigures
from negoce.portfolio.models.portfolio_setting import PortfolioSetting
from negoce.portfolio.models.portfolio_snapshot import PortfolioSnapshot
from negoce.portfolio.models.report import ReportRun, ReportSchedule, SavedReport
from negoce.portfolio.models.sales_target import MonthlySales, SalesTarget, TargetChange
from negoce.portfolio.models.scoring_fit import ModelScore, ScoringFit
from negoce.portfolio.models.signal_figures import SignalFigures
from negoce.portfolio.models.status_change import StatusChange, StatusOverride
from negoce.portfolio.models.told_reason import ToldReason
from negoce.portfolio.models.visit_tour import VisitHours, VisitStart, VisitStop, VisitTour
from negoce.portfolio.models.win_chance import WinChance, WinChanceFit

__all__ = [
    "AttitudeEvidence",
    "AttitudeFigures",
    "CustomerLife",
    "CustomerProfit",
    "CustomerRank",
    "ForecastDeal",
    "ForecastSnapshot",
    "ForesightFit",
    "ModelScore",
    "MonthlySales",
    "OfferSegmentSnapshot",
    "OrderRankMargin",
    "PastStatus",
    "PlanFigures",
    "PlannedAction",
    "PortfolioSetting",
    "PortfolioSnapshot",
    "ReportRun",
    "ReportSchedule",
    "SalesTarget",
    "SavedReport",
    "ScoringFit",
    "SignalFigures",
    "StatusBudget",
    "StatusChange",
    "StatusFigures",
    "StatusOverride",
    "StepOdds",
    "TargetChange",
    "Testimonial",
    "ToldReason",
    "VisitHours",
    "VisitStart",
    "VisitStop",
    "VisitTour",
    "WinChance",
    "WinChanceFit",
]
