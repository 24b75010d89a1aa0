"""The deposit, its log of states, and its findings."""

from accrochage.portail.depots.models.constat import Constat
from accrochage.portail.depots.models.depot import Depot, Transition

__all__ = ["Constat", "Depot", "Transition"]
