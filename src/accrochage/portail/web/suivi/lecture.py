"""A deposit as its page shows it. Nothing here decides: it words what the row says."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from django.utils.text import slugify

from accrochage.flux.findings import Constat, Regle, Severite
from accrochage.portail.depots.enums import FINAUX, EtatDepot
from accrochage.portail.depots.models import Depot
from accrochage.portail.depots.progression import Avancement, avancement
from accrochage.portail.depots.synthese import GroupeConstats, groupes
from accrochage.portail.design.nombres import nombre, pluriel
from accrochage.portail.design.textes import sans_parametres

APERCU = 10
"""Examples that unfold on the page; the rest has its own pages."""
LARGEUR = 1000
PART_VISIBLE = 6
_SANS_REMARQUE = "accepté sans remarque,acceptés sans remarque"
_AVERTIS = "accepté avec un avertissement,acceptés avec un avertissement"


@dataclass(frozen=True, slots=True)
class Part:
    """One segment of the bar, in thousandths of its width; ``formes`` is singular, plural."""

    ton: str
    icone: str
    formes: str
    nombre: int
    debut: int = 0
    largeur: int = 0


@dataclass(frozen=True)
class Exemples:
    """Findings of one rule as a table; columns that say nothing are left out."""

    constats: list[Constat]

    @property
    def messages(self) -> bool:
        """Whether each has its own message to show."""
        return len({c.message for c in self.constats}) > 1

    @property
    def champs(self) -> bool:
        """Whether some name a field."""
        return any(c.champ for c in self.constats)

    @property
    def valeurs(self) -> bool:
        """Whether some quote what was sent."""
        return any(c.valeur for c in self.constats)


@dataclass(frozen=True)
class Groupe:
    """The findings of one rule, worded once for all when they say the same."""

    groupe: GroupeConstats

    @property
    def regle(self) -> Regle:
        """The catalogue's entry."""
        return self.groupe.regle

    @property
    def severite(self) -> Severite:
        """How far these findings reach."""
        return self.groupe.severite

    @property
    def constats(self) -> list[Constat]:
        """The first ones."""
        return self.groupe.constats

    @property
    def compte(self) -> str:
        """``12 remarques``; nothing for what speaks of the file."""
        return "" if self.sur_fichier else pluriel(self.groupe.nombre, "remarque")

    @cached_property
    def sur_fichier(self) -> bool:
        """Whether they speak of the file as a whole."""
        return all(c.id_technique is None for c in self.constats)

    @cached_property
    def officiel(self) -> str:
        """The official sentence, its particulars left out."""
        return sans_parametres(self.regle.officiel or "")

    @cached_property
    def message(self) -> str:
        """Our sentence when all the examples say the same; else the rule's, its particulars left out."""
        textes = {c.message for c in self.constats}
        return textes.pop() if len(textes) == 1 else sans_parametres(self.regle.message)

    @cached_property
    def remede(self) -> str:
        """What to do, in the same way."""
        textes = {c.remede for c in self.constats}
        return textes.pop() if len(textes) == 1 else self.regle.remede

    @property
    def exemples(self) -> Exemples:
        """The first ones, as a table."""
        return Exemples(self.constats)

    @property
    def invitation(self) -> str:
        """The words that unfold the examples."""
        if self.groupe.nombre == 1:
            seul = self.constats[0]
            ou = f", ligne {nombre(seul.ligne)}" if seul.ligne else ""
            return f"Passage {seul.id_technique or ''}{ou}"
        if self.reste:
            return f"Voir les {len(self.constats)} premières remarques sur {nombre(self.groupe.nombre)}"
        return f"Voir les {nombre(self.groupe.nombre)} remarques"

    @property
    def reste(self) -> int:
        """How many are not among the examples."""
        return self.groupe.reste


@dataclass(frozen=True)
class Lecture:
    """All that the page says of a deposit."""

    depot: Depot

    @property
    def fini(self) -> bool:
        """Whether nothing more will happen to it."""
        return self.depot.etat in FINAUX

    @property
    def annulable(self) -> bool:
        """Whether it may still be withdrawn."""
        return self.depot.etat == EtatDepot.RECU

    @property
    def recevable(self) -> bool:
        """Whether the accusé de réception said so: rejected later is another matter."""
        return self.depot.etat != EtatDepot.REJETE or self.depot.commence_le is not None

    @cached_property
    def avancement(self) -> Avancement:
        """How far the processing is."""
        return avancement(self.depot)

    @property
    def dizaine(self) -> int:
        """Tenths of the progress: what is worth reading out."""
        return self.avancement.pourcentage // 10

    @property
    def etat_dit(self) -> str:
        """What the page last read out, as it sends it back."""
        return f"{slugify(self.avancement.etape)}-{self.dizaine}"

    @cached_property
    def groupes(self) -> list[Groupe]:
        """Findings by rule, gravest then biggest first."""
        return [Groupe(g) for g in groupes(self.depot, exemples=APERCU)]

    @property
    def fautes(self) -> list[Groupe]:
        """What refused the file, or passages."""
        return [g for g in self.groupes if g.severite != Severite.AVERTISSEMENT]

    @property
    def avertissements(self) -> list[Groupe]:
        """What refused nothing."""
        return [g for g in self.groupes if g.severite == Severite.AVERTISSEMENT]

    @property
    def a_un_bilan(self) -> bool:
        """Whether passages were accepted or refused one by one."""
        return self.depot.etat in {EtatDepot.SUCCES, EtatDepot.ERREURS}

    @cached_property
    def parts(self) -> list[Part]:
        """The bar: accepted without remark, accepted with a warning, refused."""
        d = self.depot
        bruts = [
            Part("succes", "coche-cercle", _SANS_REMARQUE, d.nb_acceptes - d.nb_avertis),
            Part("attention", "alerte", _AVERTIS, d.nb_avertis),
            Part("echec", "croix-cercle", "refusé,refusés", d.nb_refuses),
        ]
        return _repartir(bruts)

    @property
    def reponse(self) -> str:
        """The page's one sentence."""
        if self.depot.etat == EtatDepot.SUCCES:
            return _succes(self.depot)
        return (
            _erreurs(self.depot)
            if self.depot.etat == EtatDepot.ERREURS
            else _PHRASES[EtatDepot(self.depot.etat)]
        )


def _repartir(parts: list[Part]) -> list[Part]:
    """Share the width out; what exists is always visible, what does not is left out."""
    parts = [p for p in parts if p.nombre]
    total = sum(p.nombre for p in parts)
    larges = [max(PART_VISIBLE, round(LARGEUR * p.nombre / total)) for p in parts]
    if larges:
        larges[larges.index(max(larges))] += LARGEUR - sum(larges)
    debuts = [sum(larges[:rang]) for rang in range(len(larges))]
    return [
        Part(p.ton, p.icone, p.formes, p.nombre, debut, large)
        for p, debut, large in zip(parts, debuts, larges, strict=True)
    ]


def _succes(depot: Depot) -> str:
    verbe = "retiré" if depot.action == "SUPPRESSION" else "accepté"
    if depot.nb_passages == 1:
        return f"Le passage est {verbe}."
    return f"Les {pluriel(depot.nb_passages, 'passage')} sont {verbe}s."


def _erreurs(depot: Depot) -> str:
    acceptes = pluriel(depot.nb_acceptes, "passage accepté,passages acceptés")
    if not depot.nb_acceptes:
        return f"Aucun passage accepté : {nombre(depot.nb_refuses)} à corriger."
    return f"{acceptes}, {nombre(depot.nb_refuses)} à corriger."


_PHRASES = {
    EtatDepot.RECU: "Votre fichier est bien reçu. Son traitement va commencer.",
    EtatDepot.EN_COURS: "Le traitement est en cours. Vous pouvez fermer cette page : il continue.",
    EtatDepot.REJETE: "Le fichier est rejeté : rien n’est enregistré. Corrigez-le et déposez-le de nouveau.",
    EtatDepot.ANNULE: "Ce dépôt est annulé : rien n’est enregistré.",
}
