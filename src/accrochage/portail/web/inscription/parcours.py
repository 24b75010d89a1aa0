"""What the session remembers of a registration under way, on this device."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field

from django.http import HttpRequest

from accrochage.portail.organismes.enums import Role
from accrochage.portail.organismes.models import Compte, Organisme
from accrochage.portail.organismes.services import Ouverture

CLE = "inscription"


@dataclass
class Parcours:
    """One registration under way.

    ``organisme`` and ``role`` are set once the identifiers were right; ``saisie`` is what was
    typed on the first page, ``personne`` on the second; ``inscription`` is the row a corrected
    address writes over; ``jeton`` the secret of the opened link; ``identifiant`` the login, once
    it exists, for the last page; ``reste`` the role of the account that can be opened as well;
    ``compte_ouvert`` the account that right identifiers found open.
    """

    organisme: int | None = None
    role: str = ""
    saisie: dict[str, str] = field(default_factory=dict)
    personne: dict[str, str] = field(default_factory=dict)
    inscription: int | None = None
    jeton: str = ""
    identifiant: str = ""
    destinataire: str = ""
    reste: str = ""
    compte_ouvert: int | None = None

    @classmethod
    def de(cls, request: HttpRequest) -> Parcours:
        """Read it from the session; empty when there is none."""
        return cls(**request.session.get(CLE, {}))

    def garder(self, request: HttpRequest) -> None:
        """Write it to the session."""
        request.session[CLE] = asdict(self)

    def ouvrir(self, ouverture: Ouverture, saisie: dict[str, str]) -> None:
        """Keep what right identifiers open; another account is another registration."""
        if (self.organisme, self.role) != (ouverture.organisme.pk, ouverture.role.value):
            self.inscription = None
        self.organisme, self.role, self.saisie = ouverture.organisme.pk, ouverture.role.value, dict(saisie)

    def ouverture(self) -> Ouverture | None:
        """Return the account the identifiers opened; None before they were given."""
        organisme = Organisme.objects.filter(pk=self.organisme).first() if self.organisme else None
        return Ouverture(organisme, Role(self.role)) if organisme else None

    def compte_trouve_ouvert(self) -> Compte | None:
        """Return the account that the identifiers would have opened, had it not been open already."""
        if self.compte_ouvert is None:
            return None
        return Compte.objects.select_related("organisme").filter(pk=self.compte_ouvert).first()
