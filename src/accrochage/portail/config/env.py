"""Typed reading of environment variables. A bad value stops the start, and says which one.

Everything that the portal reads from its environment goes through :data:`env`, so that
:data:`Lecteur.connues` is the whole list (``docs/exploitants/configuration.md`` is checked
against it). The test settings read a fixed mapping: no variable of a developer's shell, such
as the address of a real database, can reach the tests.
"""

from __future__ import annotations

import base64
import binascii
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from urllib.parse import urlsplit

TESTS: Mapping[str, str] = {
    "ENVIRONNEMENT": "test",
    "SECRET_KEY": "tests-seulement-" + "x" * 50,
    "CLE_CHIFFREMENT": "test:" + base64.b64encode(bytes(range(32))).decode(),
    "CLE_EMPREINTE": base64.b64encode(bytes(range(32, 64))).decode(),
    "DATABASE_URL": "postgresql://postgres@/postgres",
    "URL_PORTAIL": "http://testserver",
    "HOTES": "testserver,localhost,127.0.0.1,[::1]",
}
VRAI = frozenset({"1", "oui", "vrai", "true", "yes", "on"})
FAUX = frozenset({"0", "non", "faux", "false", "no", "off"})


class ConfigurationRefusee(Exception):  # noqa: N818 - it names what happened, in French as the message
    """A variable is missing or has a value that can't be used. The text names it, never a secret."""


class Lecteur:
    """Reads one mapping of variables, and remembers which were asked for.

    All readers raise :class:`ConfigurationRefusee`; ``defaut=None`` makes a variable required.
    """

    def __init__(self, valeurs: Mapping[str, str], connues: set[str] | None = None) -> None:
        self._valeurs = valeurs
        self.connues: set[str] = set() if connues is None else connues

    def avec_defauts(self, defauts: Mapping[str, str]) -> Lecteur:
        """Read ``defauts`` for what the environment leaves out."""
        donnees = {nom: valeur for nom, valeur in self._valeurs.items() if valeur.strip()}
        return Lecteur({**defauts, **donnees}, self.connues)

    def presente(self, nom: str) -> bool:
        """Whether the variable is set and not blank."""
        self.connues.add(nom)
        return bool(self._valeurs.get(nom, "").strip())

    def texte(self, nom: str, defaut: str | None = None, *, choix: Sequence[str] = ()) -> str:
        """Text without surrounding blanks; one of ``choix`` when given."""
        valeur = self._valeurs.get(nom, "").strip() if self.presente(nom) else defaut
        if valeur is None:
            raise ConfigurationRefusee(f"{nom} : variable absente, et il n’y a pas de valeur par défaut sûre")
        if choix and valeur not in choix:
            raise refus(nom, valeur, f"attendu : {', '.join(choix)}")
        return valeur

    def entier(
        self, nom: str, defaut: int | None = None, *, minimum: int = 0, maximum: int = 2**31 - 1
    ) -> int:
        """Whole number between ``minimum`` and ``maximum``, both included."""
        valeur = self.texte(nom, None if defaut is None else str(defaut))
        try:
            nombre = int(valeur)
        except ValueError:
            raise refus(nom, valeur, "un nombre entier est attendu") from None
        if not minimum <= nombre <= maximum:
            raise refus(nom, valeur, f"un nombre entre {minimum} et {maximum} est attendu")
        return nombre

    def booleen(self, nom: str, defaut: bool) -> bool:  # noqa: FBT001 - the default of a boolean is one
        """``oui``/``non``, and their usual spellings."""
        valeur = self.texte(nom, "oui" if defaut else "non").lower()
        if valeur not in VRAI | FAUX:
            raise refus(nom, valeur, "« oui » ou « non » est attendu")
        return valeur in VRAI

    def liste(self, nom: str, defaut: Sequence[str] = ()) -> list[str]:
        """Comma-separated texts, blanks dropped."""
        return [partie.strip() for partie in self.texte(nom, ",".join(defaut)).split(",") if partie.strip()]

    def url(self, nom: str, defaut: str | None = None, *, schemas: Sequence[str] = ("https", "http")) -> str:
        """Absolute address of one of ``schemas``, without a final slash."""
        valeur = self.texte(nom, defaut)
        parties = urlsplit(valeur)
        if parties.scheme not in schemas or not parties.netloc or parties.query or parties.fragment:
            raise ConfigurationRefusee(
                f"{nom} : une adresse {' ou '.join(s + '://…' for s in schemas)} est attendue"
            )
        return valeur.rstrip("/")

    def chemin(self, nom: str, defaut: str) -> Path:
        """Absolute path; a relative one starts from the current directory."""
        return Path(self.texte(nom, defaut)).expanduser().resolve()

    def cle(self, nom: str) -> bytes:
        """Key of 32 bytes in base64."""
        return decoder_cle(nom, self.texte(nom))

    def cles(self, nom: str) -> dict[str, bytes]:
        """``id:base64`` keys of 32 bytes, comma-separated; the first one encrypts, all decrypt."""
        cles: dict[str, bytes] = {}
        for partie in self.liste(nom):
            identifiant, separe, valeur = partie.partition(":")
            if not separe or not _identifiant_de_cle(identifiant) or identifiant in cles:
                raise ConfigurationRefusee(
                    f"{nom} : « identifiant:clé » est attendu, chaque identifiant une fois"
                )
            cles[identifiant] = decoder_cle(nom, valeur)
        if not cles:
            raise ConfigurationRefusee(f"{nom} : au moins une clé est attendue")
        return cles


def _identifiant_de_cle(texte: str) -> bool:
    return texte.isascii() and texte.isalnum() and len(texte) <= 20  # noqa: PLR2004 - as chiffrement stores it


def refus(nom: str, valeur: str, attendu: str) -> ConfigurationRefusee:
    """Error for a value that may be shown: never call it with a secret."""
    return ConfigurationRefusee(f"{nom} : « {valeur} » est refusé ; {attendu}")


def decoder_cle(nom: str, valeur: str) -> bytes:
    """Bytes of a key in base64. Raises :class:`ConfigurationRefusee` unless it is 32 bytes long."""
    try:
        octets = base64.b64decode(valeur, validate=True)
    except (binascii.Error, ValueError):
        octets = b""
    if len(octets) != 32:  # noqa: PLR2004 - AES-256 and HMAC-SHA-256
        raise ConfigurationRefusee(f"{nom} : une clé de 32 octets en base64 est attendue")
    return octets


def source() -> Mapping[str, str]:
    """Environment of the process, or the fixed one of the tests."""
    essais = os.environ.get("DJANGO_SETTINGS_MODULE", "").endswith(".settings.test")
    return TESTS if essais else os.environ


env = Lecteur(source())
