"""What production refuses to start with, whatever command is run."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from accrochage.portail.config.env import TESTS, ConfigurationRefusee

DEMONSTRATION = "accrochage.portail.demo"
EXAMINES = (
    "ALLOWED_HOSTS",
    "CLES_CHIFFREMENT",
    "CLE_EMPREINTE",
    "DEBUG",
    "EMBARQUEE",
    "ENVIRONNEMENT",
    "INSTALLED_APPS",
    "MAILERS",
    "SECRET_KEY",
    "URL_PORTAIL",
)
"""Settings that :func:`dangers` looks at."""
PUBLICS = frozenset({TESTS["SECRET_KEY"], TESTS["CLE_CHIFFREMENT"], TESTS["CLE_EMPREINTE"]})
"""Values that stand in the source code: nobody may use them for real."""


def refuser_si_dangereux(reglages: Mapping[str, Any]) -> None:
    """Raise :class:`ConfigurationRefusee` with all the faults at once, in production only."""
    if reglages["ENVIRONNEMENT"] != "production":
        return
    if fautes := list(dangers(reglages)):
        raise ConfigurationRefusee(
            "réglages dangereux en production\n" + "\n".join(f"  - {f}" for f in fautes)
        )


def dangers(reglages: Mapping[str, Any]) -> Iterator[str]:
    """One sentence for each unsafe setting, naming the variable to change."""
    yield from _cles(reglages)
    yield from _adresses(reglages)
    if reglages["DEBUG"]:
        yield "DEBUG : les pages d’erreur montreraient le code et les données"
    if DEMONSTRATION in reglages["INSTALLED_APPS"]:
        yield "ENVIRONNEMENT : l’application de démonstration est installée"
    if reglages["EMBARQUEE"]:
        yield "DATABASE_URL : la base embarquée n’est pas faite pour la production"
    if not reglages["MAILERS"]["default"]["BACKEND"].endswith(".smtp.EmailBackend"):
        yield "SMTP_HOTE : les courriels ne partiraient pas"


def _cles(reglages: Mapping[str, Any]) -> Iterator[str]:
    secret = reglages["SECRET_KEY"]
    if len(secret) < 50 or len(set(secret)) < 10 or secret in PUBLICS:  # noqa: PLR2004 - Django's own limit
        yield "SECRET_KEY : cinquante caractères tirés au hasard, au moins, sont attendus"
    connues = _cles_publiques()
    if any(cle in connues or _faible(cle) for cle in reglages["CLES_CHIFFREMENT"].values()):
        yield "CLE_CHIFFREMENT : une clé est publique ou trop simple"
    if reglages["CLE_EMPREINTE"] in connues or _faible(reglages["CLE_EMPREINTE"]):
        yield "CLE_EMPREINTE : la clé est publique ou trop simple"
    if reglages["CLE_EMPREINTE"] in reglages["CLES_CHIFFREMENT"].values():
        yield "CLE_EMPREINTE : la clé sert déjà à chiffrer"


def _cles_publiques() -> frozenset[bytes]:
    return frozenset({bytes(range(32)), bytes(range(32, 64))})


def _faible(cle: bytes) -> bool:
    return len(set(cle)) < 12  # noqa: PLR2004 - 32 random bytes hold fewer than 12 values once in 10**19


def _adresses(reglages: Mapping[str, Any]) -> Iterator[str]:
    if not reglages["URL_PORTAIL"].startswith("https://"):
        yield "URL_PORTAIL : une adresse https:// est attendue"
    if not reglages["ALLOWED_HOSTS"] or any(h == "*" or h.startswith(".") for h in reglages["ALLOWED_HOSTS"]):
        yield "HOTES : des noms de machine complets sont attendus, sans joker"
