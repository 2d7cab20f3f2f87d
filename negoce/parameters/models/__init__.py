"""The tables of parameters."""

from negoce.parameters.models.counter import Counter
from negoce.parameters.models.parameter import Parameter
from negoce.parameters.models.seller import Seller

__all__ = ["Counter", "Parameter", "Seller"]
