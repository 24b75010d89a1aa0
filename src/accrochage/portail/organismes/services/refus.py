"""Why a registration does not go on. Each has its page; none is a failure of the program."""

from __future__ import annotations

from accrochage.portail.comptes.models import Utilisateur
from accrochage.portail.organismes.models import Appartenance, Compte


class IdentifiantsRefuses(Exception):  # noqa: N818 - a refusal of the domain
    """One same answer, whichever of the two is wrong, or the pair."""


class TropDEssais(Exception):  # noqa: N818 - same
    """Too many refused attempts from this network or for this matricule within the hour."""


class TropDeCourriels(Exception):  # noqa: N818 - same
    """Too many links mailed for this organisme within the hour."""


class LienInconnu(Exception):  # noqa: N818 - same
    """The link never existed, was replaced by a newer one, or is long past."""


class LienExpire(Exception):  # noqa: N818 - same
    """The registration is older than 72 hours."""


class LienDejaUtilise(Exception):  # noqa: N818 - same
    """The registration is finished."""


class OuvertureRetiree(Exception):  # noqa: N818 - same
    """The contract or the mandate that allowed the account ended while the registration was under way."""


class IdentifiantsMalFormes(Exception):  # noqa: N818 - same
    """What was typed does not have the public shape of a matricule or of a contract number."""

    def __init__(self, *, matricule: bool, second: bool) -> None:
        """Say which of the two is ill-formed."""
        self.matricule, self.second = matricule, second
        super().__init__()


class DejaInscrit(Exception):  # noqa: N818 - same
    """The account exists. Raised after right identifiers only."""

    def __init__(self, compte: Compte) -> None:
        """Carry the account, and whom to contact: name and first name may be shown, the address never."""
        self.compte = compte
        self.administrateur: Utilisateur = Appartenance.objects.a_contacter(compte)
        super().__init__()
