"""Business rules: what cannot be true, cannot be used, or deserves a look.

One module a family, one function a rule, named by its code; ``registre`` keeps their order.
"""

from accrochage.flux.rules.certification import controler_certification
from accrochage.flux.rules.contexte import Contexte, limite_de_retard
from accrochage.flux.rules.decalage import semble_decale
from accrochage.flux.rules.enveloppe import controler_enveloppe
from accrochage.flux.rules.registre import controler_et_nettoyer, controler_passage, nettoyer

__all__ = [
    "Contexte",
    "controler_certification",
    "controler_enveloppe",
    "controler_et_nettoyer",
    "controler_passage",
    "limite_de_retard",
    "nettoyer",
    "semble_decale",
]
