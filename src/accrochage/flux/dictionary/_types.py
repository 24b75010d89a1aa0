"""The vocabulary that the dictionary is written in: simple types, fields, groups of fields."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

VersionSchema = Literal["1.1.2", "1.1.5"]
VERSIONS: tuple[VersionSchema, ...] = ("1.1.2", "1.1.5")


class Base(StrEnum):
    """The XML Schema type that a simple type restricts."""

    TEXTE = "string"
    DATE = "date"
    DATE_HEURE = "dateTime"
    ENTIER = "int"
    BOOLEEN = "boolean"


class Contenu(StrEnum):
    """How the children of a group stand."""

    TOUS = "all"
    SUITE = "sequence"
    CHOIX = "choice"
    CHOIX_REPETE = "choice*"


class Obligation(StrEnum):
    """What the operator's dictionary says of a datum."""

    OBLIGATOIRE = "Obligatoire"
    SAUF_NIL = "Obligatoire (sauf nil)"
    FACULTATIF = "Facultatif"
    CONDITIONNEL = "Conditionnel"


@dataclass(frozen=True, slots=True, kw_only=True)
class Simple:
    """A value's type: base, length in characters, bounds, list of values, pattern.

    ``motif`` is an XML Schema pattern, ``forme`` says in French what it asks for.
    """

    base: Base
    longueur_min: int | None = None
    longueur_max: int | None = None
    minimum: int | None = None
    maximum: int | None = None
    valeurs: tuple[str, ...] = ()
    motif: str | None = None
    forme: str | None = None

    def regle(self) -> str:
        """Say in a few French words what is expected."""
        if self.valeurs:
            return ", ".join(self.valeurs)
        if self.forme:
            return self.forme
        if self.base is Base.BOOLEEN:
            return "true ou false"
        if self.base is Base.ENTIER:
            return f"un nombre entier de {self.minimum} à {self.maximum}"
        return self._longueur()

    def _longueur(self) -> str:
        pluriel = "s" if (self.longueur_max or 0) > 1 else ""
        if self.longueur_min == self.longueur_max:
            return f"{self.longueur_max} caractère{pluriel} exactement"
        return f"de {self.longueur_min} à {self.longueur_max} caractères"


@dataclass(frozen=True, slots=True, kw_only=True)
class Groupe:
    """A complex type: its name in the schema, how its children stand, the children."""

    nom: str
    contenu: Contenu
    champs: tuple[Champ, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Champ:
    """An element: its type, how often it stands, and what people need to know to fill it.

    ``maximum`` None means any number. ``depuis`` is the first schema that knows it.
    ``divergence`` says where the operator's dictionary and schema disagree.
    """

    nom: str
    type: Simple | Groupe
    libelle: str
    aide: str
    minimum: int = 1
    maximum: int | None = 1
    nillable: bool = False
    depuis: VersionSchema = "1.1.2"
    conditionnel: bool = False
    exemple: str | None = None
    divergence: str | None = None

    @property
    def obligation(self) -> Obligation:
        """What the operator's dictionary calls it."""
        if self.conditionnel:
            return Obligation.CONDITIONNEL
        if self.minimum == 0:
            return Obligation.FACULTATIF
        return Obligation.SAUF_NIL if self.nillable else Obligation.OBLIGATOIRE


def texte(minimum: int, maximum: int) -> Simple:
    """Return a text of so many characters."""
    return Simple(base=Base.TEXTE, longueur_min=minimum, longueur_max=maximum)


def liste(*valeurs: str) -> Simple:
    """Return a choice in a fixed list."""
    return Simple(base=Base.TEXTE, valeurs=valeurs)


def entier(minimum: int, maximum: int) -> Simple:
    """Return a whole number within bounds."""
    return Simple(base=Base.ENTIER, minimum=minimum, maximum=maximum)


BOOLEEN = Simple(base=Base.BOOLEEN)
DATE = Simple(
    base=Base.DATE,
    motif=r"(19|20)[0-9]{2}-[0-9]{2}-[0-9]{2}",
    forme="une date AAAA-MM-JJ, de 1900 à 2099, sans fuseau horaire",
)
# The operator's own pattern, to the letter: its `:2[0-3]` branch can never match a dateTime.
HORODATAGE = Simple(
    base=Base.DATE_HEURE,
    motif=(
        r"(19|20)[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
        r"T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9][+\-](:2[0-3]|[01][0-9]):[0-5][0-9]"
    ),
    forme="AAAA-MM-JJThh:mm:ss+hh:mm, de 1900 à 2099",
)
NIR = Simple(
    base=Base.TEXTE,
    motif=r"[12]\d{4}(2[AB]|\d{2})\d{6}",
    forme="les 13 premiers caractères du NIR, sans espace ni clé",
)
