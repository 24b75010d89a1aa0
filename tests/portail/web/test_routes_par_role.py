"""All routes × all roles, compared with the declared table (``routes_par_role.txt``)."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from django.core.cache import cache
from django.db import transaction
from django.urls import Resolver404, resolve, reverse
from monde_des_routes import Monde, contenu
from parametres_des_routes import HORS_DE_A, NOMS_PERMIS, PARAMETRES
from table_des_routes import AGENTS, PAGE, ROLES, Route, ecrite, lire, page, toutes

from accrochage.portail.comptes.enums import RoleOperateur
from accrochage.portail.web.acces import DROITS_D_AGENT, Acces

ROUTES = toutes()
NIVEAUX_D_AGENT = {Acces.OPERATEUR, Acces.GESTIONNAIRE, Acces.SUPERVISEUR, Acces.TECHNIQUE}
CONFIRMATIONS = {"account_reauthenticate", "mfa_reauthenticate", "mfa_reauthenticate_webauthn"}
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("registre")]


def adresse(route: Route, monde: Monde) -> str:
    if not route.parametres:
        return reverse(route.nom)
    assert route.nom in PARAMETRES, f"declare {route.nom} in monde_des_routes.PARAMETRES"
    return reverse(route.nom, kwargs=PARAMETRES[route.nom](monde))


def essayer(monde: Monde, role: str, methode: str, url: str, *, confirme: bool = False) -> tuple[str, str]:
    """Knock, give the outcome and the whole answer, and leave the world as it was."""
    cache.clear()
    retour = transaction.savepoint_create()
    try:
        client = monde.client(role, confirme=confirme)
        reponse = client.generic("GET", url) if methode == "GET" else client.post(url, {})
        return issue(reponse, resolve(url).view_name), contenu(reponse)
    finally:
        transaction.savepoint_rollback(retour)


def issue(reponse, ici: str) -> str:
    if reponse.status_code != 302:
        return str(reponse.status_code)
    vers = urlsplit(reponse.url).path
    try:
        route = resolve(vers).view_name
    except Resolver404:
        return f">{vers}"
    if route in CONFIRMATIONS and ici not in CONFIRMATIONS:
        return "confirmer"
    return "connexion" if route == "account_login" else f">{route}"


def frapper(monde: Monde, role: str, methode: str, url: str) -> tuple[str, str]:
    """The same, and what comes after the password was typed again when that is asked."""
    resultat, texte = essayer(monde, role, methode, url)
    if resultat != "confirmer":
        return resultat, texte
    apres, texte = essayer(monde, role, methode, url, confirme=True)
    return f"confirmer>{apres}", texte


@pytest.mark.parametrize("nom", ROUTES)
def test_each_role_gets_what_the_table_says(nom: str):
    route, table, monde = ROUTES[nom], lire(), Monde()
    url = adresse(route, monde)
    vues = {m: {role: frapper(monde, role, m, url) for role in ROLES} for m in route.methodes}
    obtenu = "\n".join(ecrite(nom, m, {r: i for r, (i, _) in vu.items()}) for m, vu in vues.items())
    declare = "\n".join(ecrite(nom, m, table[nom, m]) for m in route.methodes if (nom, m) in table)
    assert obtenu == declare, f"observed, to be judged before it is pasted in routes_par_role.txt:\n{obtenu}"
    if nom not in NOMS_PERMIS:
        for methode, vu in vues.items():
            assert {n for n in monde.noms_de_a() if n in vu["etranger"][1]} == set(), methode


def test_every_line_of_the_table_has_its_route():
    attendues = {(nom, methode) for nom, route in ROUTES.items() for methode in route.methodes}
    assert set(lire()) - attendues == set()


def test_a_stranger_is_told_that_things_of_others_do_not_exist():
    d_un_compte = {n for n, r in ROUTES.items() if r.parametres and n not in HORS_DE_A}
    bavardes = {
        (nom, methode): ligne["etranger"]
        for (nom, methode), ligne in lire().items()
        if nom in d_un_compte and ROUTES[nom].regle.niveau not in NIVEAUX_D_AGENT
        if ligne["etranger"].rpartition(">")[2] != "404"
    }
    assert len(d_un_compte) > 10
    assert bavardes == {}


def test_each_page_of_the_operators_side_opens_to_the_roles_of_its_stamp_and_to_nobody_else():
    vus = set()
    for (nom, _), ligne in lire().items():
        niveau = ROUTES[nom].regle.niveau
        assert (niveau in NIVEAUX_D_AGENT) == nom.startswith("gestion:"), nom
        if niveau in NIVEAUX_D_AGENT:
            vus.add(niveau)
            ouvre = {role for role in AGENTS if niveau in DROITS_D_AGENT[RoleOperateur[role.upper()]]}
            assert ligne["visiteur"] == "connexion"
            assert {role for role in ROLES if ligne[role] not in {"403", "connexion"}} == ouvre, nom
    assert vus == NIVEAUX_D_AGENT


def test_visitors_come_to_the_login_from_all_that_is_not_public():
    for (nom, _), ligne in lire().items():
        if ROUTES[nom].regle.niveau != Acces.PUBLIC:
            assert ligne["visiteur"] == "connexion", nom


def test_no_route_fails():
    assert [cle for cle, ligne in lire().items() if any("500" in issue for issue in ligne.values())] == []


@pytest.mark.parametrize("table", [PARAMETRES, HORS_DE_A, NOMS_PERMIS], ids=["parameters", "others", "names"])
def test_what_is_declared_of_routes_is_of_routes_that_exist(table):
    assert set(table) - set(ROUTES) == set()


def test_the_developers_page_is_that_of_the_table():
    assert PAGE.read_text(encoding="utf-8") == page(), "run `make routes`"
