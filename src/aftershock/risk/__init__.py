"""AIVSS: how severe a weakness is in the hands of an agent, by each of the forms in which the method was published."""

from aftershock.risk.aivss import aivss
from aftershock.risk.methods import METHODS
from aftershock.risk.table import score_file, score_table

__all__ = ["METHODS", "aivss", "score_file", "score_table"]
