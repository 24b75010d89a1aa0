"""The world that the table of routes is played in: account A and its things, and those who knock.

Everything that a path names belongs to A. A route whose parameter is not declared in ``PARAMETRES``
fails with its name; what a route needs is made when it is asked for, since each route has its own world.
"""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from typing import Any

import fabriques
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from conftest_depots import deposer, flux, passage, titulaire
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from table_des_routes import AGENTS

from accrochage.portail.comptes.enums import RoleOperateur
from accrochage.portail.comptes.models import AppareilConnu, ChangementAdresse, VerrouConnexion
from accrochage.portail.courriels.enums import EtatCourriel
from accrochage.portail.courriels.models import Courriel
from accrochage.portail.organismes.enums import (
    Droit,
    EtatDemande,
    EtatDemandeInscription,
    EtatInscription,
    EtatQuestion,
    Role,
)
from accrochage.portail.organismes.models import (
    ContactAConfirmer,
    DemandeDepart,
    DemandeInscription,
    DemandeSecondFacteur,
    Inscription,
    Invitation,
    PieceJointe,
    Question,
)
from accrochage.portail.organismes.services import demandes
from accrochage.portail.reglages.models import Annonce

JETON = "secret-de-la-table-des-routes"
A = "Lycée Secret des Tilleuls"
PERSONNES = {"lecteur": "Lecadre", "deposant": "Depoix", "administrateur": "Adminet"}


def _empreinte(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


@dataclass
class Monde:
    """Account A with its three members, a stranger who administers B, an agent of each role."""

    def __post_init__(self) -> None:
        self.personnes = {role: fabriques.utilisateur("Prénom", nom) for role, nom in PERSONNES.items()}
        entite = fabriques.organisme(A, contact_nom="Contactsecret")
        self.compte = fabriques.compte(entite, titulaire=self.personnes["administrateur"])
        fabriques.membre(self.compte, Droit.DEPOSANT, self.personnes["deposant"])
        fabriques.membre(self.compte, Droit.LECTEUR, self.personnes["lecteur"])
        autre = fabriques.compte(
            fabriques.organisme("Centre Voisin"), titulaire=fabriques.utilisateur("Bruno", "Blanc")
        )
        self.personnes["etranger"] = autre.titulaire_du_compte
        for role in AGENTS:
            self.personnes[role] = fabriques.gestionnaire(role=RoleOperateur[role.upper()])

    def client(self, role: str, *, confirme: bool = False) -> Client:
        """A browser of this role; ``confirme`` has just typed the password again."""
        client = Client(raise_request_exception=False)
        if role == "visiteur":
            return client
        client.force_login(self.personnes[role])
        if confirme:
            fabriques.confirmer(client, self.personnes[role])
        return client

    def noms_de_a(self) -> set[str]:
        """What nobody outside A may read."""
        entite = self.compte.organisme
        membres = [self.personnes[role] for role in PERSONNES]
        return {
            *(A, entite.matricule, entite.matricule_groupe, entite.siret, "Contactsecret"),
            *(p.nom for p in membres),
            *(p.email for p in membres),
            *(p.identifiant for p in membres),
        }

    @cached_property
    def depot(self) -> Any:
        """Processed, with an accepted passage and a refused one."""
        bons, mauvais = passage(), passage(titulaire(nom_naissance="INTROUVABLE"))
        return deposer(self.compte, flux(self.compte, bons, mauvais), "lot.xml")

    @cached_property
    def courriel(self) -> Courriel:
        """A mail that failed."""
        return Courriel.objects.create(
            gabarit="identifiants_inscription",
            objet=f"organisme:{self.compte.organisme_id}",
            destinataire="contact@exemple.test",
            sujet="Vos identifiants",
            etat=EtatCourriel.ECHEC,
        )

    @cached_property
    def mandat(self) -> Any:
        """Given by A to another organisme."""
        from accrochage.portail.organismes.models import Mandat

        recoit = fabriques.organisme("Organisme Mandaté")
        return Mandat.objects.create(
            certificateur=self.compte.organisme, deposant=recoit, debut=timezone.localdate()
        )

    @cached_property
    def invitation(self) -> Invitation:
        """Sent by the administrator of A, not taken up."""
        return Invitation.objects.create(
            compte=self.compte,
            nom="Invité",
            prenom="Prénom",
            email="invite@exemple.test",
            fonction="Responsable",
            droit=Droit.LECTEUR,
            jeton=_empreinte(JETON),
            invite_par=self.personnes["administrateur"],
            expire_le=timezone.now() + timedelta(days=3),
        )

    @cached_property
    def depart(self) -> DemandeDepart:
        """« The administrator of A has left », confirmed, to be decided."""
        return self._depart(EtatDemande.RECUE, timezone.now())

    @cached_property
    def depart_a_confirmer(self) -> DemandeDepart:
        """The same, before its link was opened."""
        return self._depart(EtatDemande.A_CONFIRMER, None)

    def _depart(self, etat: EtatDemande, confirmee_le: Any) -> DemandeDepart:
        from accrochage.portail.organismes import pieces

        octets = b"%PDF-1.4\n%%EOF\n"
        envoi = SimpleUploadedFile("preuve.pdf", octets, "application/pdf")
        return DemandeDepart.objects.create(
            reference="DEPTABLE001",
            compte=self.compte,
            partant=self.personnes["administrateur"],
            nom="Demandeur",
            prenom="Prénom",
            email="demandeur@exemple.test",
            fonction="Direction",
            explication="Cette personne est partie.",
            piece=pieces.ecrire("departs", envoi),
            piece_nom="preuve.pdf",
            piece_type="application/pdf",
            piece_taille=len(octets),
            piece_empreinte=hashlib.sha256(octets).hexdigest(),
            etat=etat,
            jeton=_empreinte(JETON),
            expire_le=timezone.now() + timedelta(days=3),
            confirmee_le=confirmee_le,
        )

    @cached_property
    def inscription(self) -> Inscription:
        """The registration of an organisme that has no account yet, before its link was opened."""
        return Inscription.objects.create(
            organisme=fabriques.organisme("Organisme Nouveau"),
            role=Role.CERTIFICATEUR,
            nom="Nouvelle",
            prenom="Prénom",
            email="nouvelle@exemple.test",
            fonction="Direction",
            cgu_version="1.0",
            cgu_acceptees_le=timezone.now(),
            etat=EtatInscription.COURRIEL_A_CONFIRMER,
            jeton=_empreinte(JETON),
            expire_le=timezone.now() + timedelta(days=3),
        )

    @cached_property
    def cle_de_securite(self) -> Authenticator:
        """A passkey of the administrator of A."""
        return Authenticator.objects.create(
            user=self.personnes["administrateur"],
            type=Authenticator.Type.WEBAUTHN,
            data={"name": "Clé du bureau", "credential": {}},
        )

    @cached_property
    def appareil_perdu(self) -> DemandeSecondFacteur:
        """A request of the reader of A, who lost their device."""
        return DemandeSecondFacteur.objects.create(utilisateur=self.personnes["lecteur"])

    @cached_property
    def verrou(self) -> VerrouConnexion:
        """The login of the administrator of A, locked after failures."""
        return VerrouConnexion.objects.create(
            cle="0" * 64,
            utilisateur=self.personnes["administrateur"],
            echecs=10,
            verrouille_le=timezone.now(),
            lien_envoye_le=timezone.now(),
            jeton=_empreinte(JETON),
        )

    @cached_property
    def changement_d_adresse(self) -> ChangementAdresse:
        """A change of the administrator of A, that waits for both addresses."""
        return ChangementAdresse.objects.create(
            utilisateur=self.personnes["administrateur"],
            nouvelle="nouvelle@exemple.test",
            jeton_ancienne=_empreinte(JETON),
            jeton_nouvelle=_empreinte("autre"),
            expire_le=timezone.now() + timedelta(days=1),
        )

    @cached_property
    def session(self) -> UserSession:
        """A session of the administrator of A, elsewhere."""
        cle = self.client("administrateur").session.session_key
        elle = self.personnes["administrateur"]
        return UserSession.objects.create(user=elle, session_key=cle, ip="10.0.0.1", user_agent="essai")

    @cached_property
    def appareil(self) -> AppareilConnu:
        """A browser of the administrator of A."""
        return AppareilConnu.objects.create(
            utilisateur=self.personnes["administrateur"], empreinte=_empreinte(JETON), libelle="Firefox"
        )

    @cached_property
    def demande(self) -> DemandeInscription:
        """A is asked to be known, confirmed, to be decided."""
        return self._demande(EtatDemandeInscription.RECUE, timezone.now())

    @cached_property
    def demande_a_confirmer(self) -> DemandeInscription:
        """The same, before its link was opened."""
        return self._demande(EtatDemandeInscription.A_CONFIRMER, None)

    @cached_property
    def annonce(self) -> Annonce:
        """A notice, shown to everybody."""
        return Annonce.objects.create(texte="Interruption prévue")

    @cached_property
    def question(self) -> Question:
        """Asked by A, confirmed, to be answered."""
        return self._question(EtatQuestion.RECUE, timezone.now())

    @cached_property
    def question_a_confirmer(self) -> Question:
        """The same, before its link was opened."""
        return self._question(EtatQuestion.A_CONFIRMER, None)

    def _question(self, etat: EtatQuestion, confirmee_le: Any) -> Question:
        return Question.objects.create(
            reference="QUETABLE001",
            nom="Contactsecret",
            prenom="Prénom",
            email="demandeur@exemple.test",
            sujet="Une question",
            organisme=self.compte.organisme,
            etat=etat,
            jeton=_empreinte(JETON),
            expire_le=timezone.now() + timedelta(days=3),
            confirmee_le=confirmee_le,
        )

    @cached_property
    def contact_a_confirmer(self) -> ContactAConfirmer:
        """A new address of the contact of A, before its link was opened."""
        return ContactAConfirmer.objects.create(
            organisme=self.compte.organisme,
            nouvelle="contact@exemple.test",
            jeton=_empreinte(JETON),
            demande_par=self.personnes["administrateur"],
            expire_le=timezone.now() + timedelta(days=3),
        )

    @cached_property
    def piece_de_demande(self) -> PieceJointe:
        """A file joined to an answer of A."""
        octets = b"%PDF-1.4\n%%EOF\n"
        envoi = SimpleUploadedFile("preuve.pdf", octets, "application/pdf")
        message = demandes.repondre(
            demande=self.demande, texte="Voici.", piece=envoi, piece_nom="preuve.pdf", adresse=None
        )
        return message.pieces.get()

    def _demande(self, etat: EtatDemandeInscription, confirmee_le: Any) -> DemandeInscription:
        return DemandeInscription.objects.create(
            reference="DEMTABLE001",
            siret=self.compte.organisme.siret,
            raison_sociale=A,
            contact_nom="Contactsecret",
            contact_prenom="Prénom",
            contact_email="demandeur@exemple.test",
            etat=etat,
            jeton=_empreinte(JETON),
            expire_le=timezone.now() + timedelta(days=3),
            confirmee_le=confirmee_le,
        )

    def membre(self) -> Any:
        """Membership of the reader of A."""
        return self.compte.appartenances.get(utilisateur=self.personnes["lecteur"])


def contenu(reponse: Any) -> str:
    """The whole answer as text, addresses of redirections included."""
    octets = io.BytesIO()
    octets.writelines([*(reponse.streaming_content if reponse.streaming else [reponse.content])])
    return octets.getvalue().decode(errors="replace") + reponse.get("Location", "")
