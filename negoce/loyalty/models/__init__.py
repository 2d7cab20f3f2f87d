"""The tables of loyalty."""

from negoce.loyalty.models.contract import Contract, ContractLine, ContractPeriod

__all__ = ["Contract", "ContractLine", "ContractPeriod"]
