"""Who may use which route. Every view carries a stamp; a route without one does not exist."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, cast

from django.conf import settings
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.core.exceptions import PermissionDenied
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseNotAllowed,
    HttpResponseRedirect,
)
from django.shortcuts import resolve_url
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django_htmx.http import HttpResponseClientRedirect

from accrochage.portail.comptes import cgu
from accrochage.portail.comptes.enums import RoleOperateur
from accrochage.portail.comptes.models import Utilisateur
from accrochage.portail.comptes.second_facteur import a_un_second_facteur
from accrochage.portail.journal.services import Resultat, noter, reference
from accrochage.portail.organismes.enums import Droit
from accrochage.portail.organismes.models import Appartenance, Compte

METHODES_SURES = frozenset({"GET", "HEAD", "OPTIONS"})
CLE_COMPTE = "compte_id"
CONDITIONS = "conditions:accepter"
SECOND_FACTEUR = "mfa_index"
CLE_SUITE = "suite_second_facteur"


class Acces(StrEnum):
    """What a person must be to use a route."""

    PUBLIC = "PUBLIC"
    CONNECTE = "CONNECTE"
    LECTEUR = "LECTEUR"
    """Any member of the current account."""
    DEPOSANT = "DEPOSANT"
    """A member of the current account who may deposit: administrateur or déposant."""
    ADMINISTRATEUR = "ADMINISTRATEUR"
    OPERATEUR = "OPERATEUR"
    """Any agent of the operator."""
    GESTIONNAIRE = "GESTIONNAIRE"
    """An agent who treats requests and organismes: gestionnaire or superviseur."""
    SUPERVISEUR = "SUPERVISEUR"
    TECHNIQUE = "TECHNIQUE"
    """An agent who keeps the portal running: administrateur technique or superviseur."""


NIVEAUX_DE_COMPTE = frozenset({Acces.LECTEUR, Acces.DEPOSANT, Acces.ADMINISTRATEUR})
DROITS_D_AGENT = {
    RoleOperateur.GESTIONNAIRE: frozenset({Acces.OPERATEUR, Acces.GESTIONNAIRE}),
    RoleOperateur.SUPERVISEUR: frozenset(
        {Acces.OPERATEUR, Acces.GESTIONNAIRE, Acces.SUPERVISEUR, Acces.TECHNIQUE}
    ),
    RoleOperateur.TECHNIQUE: frozenset({Acces.OPERATEUR, Acces.TECHNIQUE}),
}


@dataclass(frozen=True, slots=True)
class Regle:
    """The stamp of a view: the access it asks, and whether it takes POST and its kind."""

    niveau: Acces
    ecrit: bool


def acces[Vue: Callable[..., Any]](niveau: Acces, *, ecrit: bool = False) -> Callable[[Vue], Vue]:
    """Stamp a view function or the result of ``as_view()``; usable as decorator and in ``urls.py``."""

    def marquer(vue: Vue) -> Vue:
        vue.acces = Regle(niveau, ecrit)  # type: ignore[attr-defined]
        return vue

    return marquer


def routes() -> Iterator[tuple[str, URLPattern]]:
    """Every route of the site with its whole path, third parties' included."""
    yield from _parcourir("/", get_resolver().url_patterns)


def _parcourir(prefixe: str, motifs: list[URLPattern | URLResolver]) -> Iterator[tuple[str, URLPattern]]:
    for motif in motifs:
        chemin = prefixe + str(motif.pattern)
        if isinstance(motif, URLResolver):
            yield from _parcourir(chemin, motif.url_patterns)
        else:
            yield chemin, motif


def droits_de(utilisateur: Any, appartenance: Appartenance | None) -> frozenset[Acces]:
    """All the accesses a person has, in the account of ``appartenance``."""
    droits = {Acces.PUBLIC}
    if not isinstance(utilisateur, Utilisateur) or not utilisateur.is_active:
        return frozenset(droits)
    droits.add(Acces.CONNECTE)
    if utilisateur.est_agent:
        droits |= DROITS_D_AGENT[RoleOperateur(utilisateur.role_operateur)]
    if appartenance is not None:
        droits.add(Acces.LECTEUR)
        if appartenance.droit in {Droit.DEPOSANT, Droit.ADMINISTRATEUR}:
            droits.add(Acces.DEPOSANT)
        if appartenance.droit == Droit.ADMINISTRATEUR:
            droits.add(Acces.ADMINISTRATEUR)
    return frozenset(droits)


def obstacle_de(utilisateur: Any, appartenance: Appartenance | None) -> str:
    """Route of the page where this person must go before any page of an account or of the operator."""
    if not isinstance(utilisateur, Utilisateur):
        return ""
    if cgu.a_accepter_par(utilisateur) is not None:
        return CONDITIONS
    exige = utilisateur.est_agent or (appartenance and appartenance.compte.second_facteur_exige)
    return SECOND_FACTEUR if exige and not a_un_second_facteur(utilisateur) else ""


class Requete(HttpRequest):
    """A request as views see it, for annotations: both middlewares have run."""

    user: Utilisateur
    compte: Compte | None
    appartenance: Appartenance | None
    appartenances: list[Appartenance]
    droits: frozenset[Acces]
    suite: str
    """Page to come back to once the second factor is set up."""
    obstacle: str
    """Route of what the person must do first (accept new conditions, set up a second factor); or empty."""


class RequeteDeCompte(Requete):
    """The same, for views that ask LECTEUR or more: there is a current account."""

    compte: Compte
    appartenance: Appartenance


class CompteCourantMiddleware:
    """Set ``request.compte``, ``.appartenance``, ``.appartenances`` and ``.droits``.

    The session only remembers which account was chosen; the right to it is read from the
    database at each request, so that a suspension holds at once.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Look the memberships up, then go on."""
        requete = cast("Requete", request)
        toutes = self._appartenances(request)
        choisie = request.session.get(CLE_COMPTE)
        courante = next((a for a in toutes if a.compte_id == choisie), toutes[0] if toutes else None)
        requete.appartenances = toutes
        requete.appartenance = courante
        requete.compte = courante.compte if courante else None
        requete.droits = droits_de(request.user, courante)
        requete.suite = request.session.get(CLE_SUITE, "/")
        requete.obstacle = obstacle_de(_utilisateur(request), courante)
        return self.get_response(request)

    @staticmethod
    def _appartenances(request: HttpRequest) -> list[Appartenance]:
        if not isinstance(utilisateur := _utilisateur(request), Utilisateur):
            return []
        return list(Appartenance.objects.actives_de(utilisateur))


class AccesMiddleware:
    """Deny by default: no stamp, no page; visitors log in first; others get a 403 page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Go on; the decision is taken once the route is known."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, vue: Callable[..., Any], _args: Any, _kwargs: Any
    ) -> HttpResponseBase | None:
        """Let the view run, or answer in its place."""
        regle: Regle | None = getattr(vue, "acces", None)
        if regle is None:
            raise Http404
        if request.method not in METHODES_SURES and not regle.ecrit:
            return HttpResponseNotAllowed(sorted(METHODES_SURES))
        droits = cast("Requete", request).droits
        if regle.niveau in droits:
            return self._passer_ou_detourner(request, regle)
        if Acces.CONNECTE not in droits:
            return _vers_connexion(request)
        if regle.niveau in NIVEAUX_DE_COMPTE and not droits & (NIVEAUX_DE_COMPTE | {Acces.OPERATEUR}):
            # No account any more: the page that says which, and whom to ask.
            return _rediriger(request, resolve_url(settings.LOGIN_REDIRECT_URL))
        _noter_refus(request, regle)
        raise PermissionDenied

    @staticmethod
    def _passer_ou_detourner(request: HttpRequest, regle: Regle) -> HttpResponseBase | None:
        """Let go on, unless something must be done first; pages open to any login stay open."""
        obstacle = cast("Requete", request).obstacle
        if not obstacle or regle.niveau in {Acces.PUBLIC, Acces.CONNECTE}:
            return None
        retour = _retour(request)
        if obstacle == SECOND_FACTEUR:
            # Several pages lie between: the session remembers where the person was going.
            request.session[CLE_SUITE] = retour
        url = reverse(obstacle) + (f"?{urlencode({REDIRECT_FIELD_NAME: retour})}" if retour else "")
        return _rediriger(request, url)


def adresse_client(request: HttpRequest) -> str | None:
    """Address of the person, read through as many trusted proxies as the settings say."""
    from allauth.account.adapter import get_adapter  # noqa: PLC0415 - the adapter needs loaded settings

    try:
        return str(get_adapter().get_client_ip(request))
    except PermissionDenied:
        return None


def _utilisateur(request: HttpRequest) -> Any:
    # request.user is lazy: isinstance() must see the person behind it.
    return request.user if request.user.is_authenticated else None


def _vers_connexion(request: HttpRequest) -> HttpResponse:
    retour = _retour(request)
    url = resolve_url(settings.LOGIN_URL) + (f"?{urlencode({REDIRECT_FIELD_NAME: retour})}" if retour else "")
    return _rediriger(request, url)


def _rediriger(request: HttpRequest, url: str) -> HttpResponse:
    if getattr(request, "htmx", False):
        return HttpResponseClientRedirect(url)
    return HttpResponseRedirect(url)


def _retour(request: HttpRequest) -> str:
    """Page to come back to after the login: this one, or the one whose form was being sent."""
    if getattr(request, "htmx", False):
        return request.htmx.current_url_abs_path or ""  # type: ignore[attr-defined]
    if request.method in METHODES_SURES:
        return request.get_full_path()
    origine = request.headers.get("Referer", "")
    meme_site = url_has_allowed_host_and_scheme(
        origine, {request.get_host()}, require_https=request.is_secure()
    )
    return origine if meme_site else ""


def _noter_refus(request: HttpRequest, regle: Regle) -> None:
    route = request.resolver_match.view_name if request.resolver_match else ""
    noter(
        action="acces.refuse",
        acteur=reference(_utilisateur(request)),
        objet=f"route:{route}"[:120],
        compte=reference(cast("Requete", request).compte),
        adresse=adresse_client(request),
        resultat=Resultat.REFUS,
        details={"demande": regle.niveau.value},
    )
