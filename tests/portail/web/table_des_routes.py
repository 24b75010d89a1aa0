"""Reading and writing of ``routes_par_role.txt``, and of the developers' page made from it."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from accrochage.portail.web.acces import Regle

FICHIER = Path(__file__).with_name("routes_par_role.txt")
PAGE = Path(__file__).parents[3] / "docs" / "developpeurs" / "routes.md"
AGENTS = ("gestionnaire", "superviseur", "technique")
ROLES = ("visiteur", "lecteur", "deposant", "administrateur", "etranger", *AGENTS)
ENTETE = f"""\
# What each role gets from each route. One line a route and method; the columns are the roles.
#   200, 403, 404…  the answer's code      connexion  sent to the login
#   >route          sent to that route     confirmer>X  asked the password or second factor again, then X
# The path's parameters name things of account A; « etranger » administers another account.
# POST is an empty form. A new route: the test shows its lines; judge each outcome, then paste them here.
{"# route":<44}{"méthode":<9}{" ".join(f"{role:<28}" for role in ROLES).rstrip()}
"""
PREAMBULE = """\
# Routes and roles

Made by `make routes` from `tests/portail/web/routes_par_role.txt`, which a test plays against every route
with every role: a route without a line fails, and so does a line without a route. « stamp » is that of
`@acces`; a route has a line for POST when its stamp says that it writes.

Outcomes: a code is the answer's; **login** leads to the login page; **→ route** leads to that route;
**confirm → X** asks the password or the second factor again, and then gives X. The parameters of a path name
things of account A, of which *lecteur*, *déposant* and *administrateur* are members; the *stranger*
administers another account; the three agents of the operator have a second factor. POST sends an empty form.

"""
TITRES = (
    *("visitor", "lecteur", "déposant", "administrateur", "stranger"),
    *("gestionnaire", "superviseur", "technique"),
)


@dataclass(frozen=True, slots=True)
class Route:
    """A route of the site: its whole path, its stamp, the names of its parameters."""

    nom: str
    chemin: str
    regle: Regle
    parametres: tuple[str, ...]

    @property
    def methodes(self) -> tuple[str, ...]:
        """The methods the table has a line for."""
        return ("GET", "POST") if self.regle.ecrit else ("GET",)


Ligne = dict[str, str]
"""Role → outcome."""


def toutes() -> dict[str, Route]:
    """Every route by its full name, in the order of the addresses."""
    from accrochage.portail.web.acces import routes

    trouvees: dict[str, Route] = {}
    for chemin, motif in routes():
        nom = _espace(motif) + str(motif.name)
        assert nom not in trouvees, f"two routes are called {nom}"
        trouvees[nom] = Route(
            nom, chemin, motif.callback.acces, tuple(motif.pattern.converters or _groupes(motif))
        )
    return trouvees


def _groupes(motif: Any) -> list[str]:
    return list(getattr(getattr(motif.pattern, "regex", None), "groupindex", {}))


def _espace(cherche: Any) -> str:
    """Namespace of a route, colon included; empty when it has none."""
    from django.urls import URLResolver, get_resolver

    for motif in get_resolver().url_patterns:
        if isinstance(motif, URLResolver) and any(m is cherche for m in motif.url_patterns):
            return f"{motif.namespace}:" if motif.namespace else ""
    return ""


def lire() -> dict[tuple[str, str], Ligne]:
    """The declared table: (route, method) → outcomes by role. Fails on a line said twice."""
    table: dict[tuple[str, str], Ligne] = {}
    for texte in FICHIER.read_text(encoding="utf-8").splitlines():
        if texte.strip() and not texte.startswith("#"):
            nom, methode, *issues = texte.split()
            assert (nom, methode) not in table, f"{nom} {methode} is there twice"
            table[nom, methode] = dict(zip(ROLES, issues, strict=True))
    return table


def ecrite(nom: str, methode: str, ligne: Ligne) -> str:
    """One line of the table."""
    return f"{nom:<44}{methode:<9}{' '.join(f'{ligne[role]:<28}' for role in ROLES)}".rstrip()


def page() -> str:
    """The developers' page."""
    table, connues = lire(), toutes()
    lignes = [
        f"| address | route | stamp | method | {' | '.join(TITRES)} |",
        f"| {' | '.join(['---'] * (4 + len(TITRES)))} |",
    ]
    for nom, route in connues.items():
        for methode in route.methodes:
            issues = table.get((nom, methode), dict.fromkeys(ROLES, "?"))
            cases = " | ".join(_en_mots(issues[role]) for role in ROLES)
            lignes.append(f"| `{route.chemin}` | `{nom}` | {route.regle.niveau} | {methode} | {cases} |")
    return PREAMBULE + f"{len(connues)} routes.\n\n" + "\n".join(lignes) + "\n"


def main() -> None:
    """Write the table in the order of the addresses, and the page."""
    table = lire()
    lignes = [
        ecrite(nom, methode, table[nom, methode])
        for nom, route in toutes().items()
        for methode in route.methodes
        if (nom, methode) in table
    ]
    FICHIER.write_text(ENTETE + "\n".join(lignes) + "\n", encoding="utf-8")
    PAGE.write_text(page(), encoding="utf-8")


def _en_mots(issue: str) -> str:
    premiere, _, suite = issue.partition(">")
    if premiere == "confirmer":
        return f"confirm → {_en_mots(suite)}"
    if suite:
        return f"→ `{suite}`"
    return "login" if premiere == "connexion" else premiere


if __name__ == "__main__":
    os.environ["ENVIRONNEMENT"] = "test"
    os.environ["DJANGO_SETTINGS_MODULE"] = "accrochage.portail.config.settings.test"
    import django

    django.setup()
    main()
