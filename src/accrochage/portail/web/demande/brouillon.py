"""What the session remembers of a request that is being written, on this device."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

CLE = "demande"


@dataclass
class Brouillon:
    """One request being written: what each page got, as clean values.

    ``deposants`` are ``{"siret", "raison_sociale", "nature"}``. ``robot``: the trap was filled.
    """

    organisme: dict[str, str] = field(default_factory=dict)
    contact: dict[str, str] = field(default_factory=dict)
    certifications: list[str] = field(default_factory=list)
    certifications_vues: bool = False
    depose_elle_meme: bool = True
    deposants: list[dict[str, str]] = field(default_factory=list)
    deposants_vus: bool = False
    robot: bool = False

    @classmethod
    def de(cls, request: HttpRequest) -> Brouillon:
        """Read it from the session; empty when there is none."""
        return cls(**request.session.get(CLE, {}))

    def garder(self, request: HttpRequest) -> None:
        """Write it to the session."""
        request.session[CLE] = asdict(self)

    def continuer(self, request: HttpRequest) -> HttpResponse:
        """Keep it, and go to the first page that is not filled yet, or to the summary."""
        self.garder(request)
        return redirect(self.manque or "demande:resume")

    @property
    def manque(self) -> str:
        """Route of the first page that is not filled yet; empty when all are."""
        pages = (
            ("demande:organisme", bool(self.organisme)),
            ("demande:contact", bool(self.contact)),
            ("demande:certifications", self.certifications_vues),
            ("demande:deposants", self.deposants_vus),
        )
        return next((route for route, remplie in pages if not remplie), "")
