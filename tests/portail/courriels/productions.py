"""How each mail of the portal comes about, and what it may carry: one declared row a template."""

from __future__ import annotations

import re
from datetime import timedelta

import fabriques
import fabriques_demandes
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from fabriques_departs import acceptee, confirmee, deposer
from monde_des_courriels import MOT_DE_PASSE, PORTE, PRODUCTIONS, Monde, _annoncer, courriel, secret

from accrochage.portail.comptes import adresses, cgu, verrous
from accrochage.portail.comptes import services as comptes
from accrochage.portail.comptes.models import Utilisateur, VerrouConnexion
from accrochage.portail.courriels import services as courriels
from accrochage.portail.courriels.models import Courriel
from accrochage.portail.depots.models import Depot
from accrochage.portail.organismes import services
from accrochage.portail.organismes.enums import Droit, Role
from accrochage.portail.organismes.models import Appartenance
from accrochage.portail.organismes.services import (
    departs,
    dormance,
    instruction,
    invitations,
    membres,
    openid,
    questions,
    second_facteur,
    vie,
)

__all__ = ["PORTE", "PRODUCTIONS", "Monde"]


@courriel("identifiants_inscription", "matricule", "contrat")
def _(_m: Monde) -> None:
    fabriques.organisme("Institut & Neuf")


@courriel("inscription_lien", "jeton")
def _(m: Monde) -> None:
    m.inscrire(services.Ouverture(fabriques.organisme(), Role.CERTIFICATEUR))


@courriel("identifiant_connexion", "identifiant")
def _(m: Monde) -> None:
    m.inscrire(services.Ouverture(fabriques.organisme(), Role.CERTIFICATEUR))


@courriel("compte_ouvert")
def _(m: Monde) -> None:
    services.ouvrir_avec_identifiant(
        ouverture=services.Ouverture(fabriques.organisme(), Role.CERTIFICATEUR),
        utilisateur=m.titulaire,
        cgu_acceptees="",
        adresse=None,
    )


def _deposant(m: Monde):
    """A mandate received by a body whose account of déposant is open."""
    entite = fabriques.deposant(fabriques.organisme("Premier mandant"))
    fabriques.compte(entite, titulaire=m.titulaire, role=Role.DEPOSANT)
    return fabriques.mandat(m.compte.organisme, entite)


@courriel("mandat_donne")
def _(m: Monde) -> None:
    _deposant(m)


@courriel("mandat_modifie")
def _(m: Monde) -> None:
    services.modifier_mandat(mandat=_deposant(m), fin=None, certifications=["RNCP1"], par="essai:1")


@courriel("mandat_revoque")
def _(m: Monde) -> None:
    services.revoquer_mandat(mandat=_deposant(m), par="essai:1")


@courriel("invitation", "jeton")
def _(m: Monde) -> None:
    m.inviter()


@courriel("membre_arrive")
def _(m: Monde) -> None:
    m.inviter()
    invitations.accepter_en_creant(
        jeton=secret("invitation"), mot_de_passe=MOT_DE_PASSE, cgu_acceptees=cgu.installer().version
    )


@courriel("compte_rejoint")
def _(m: Monde) -> None:
    m.inviter()
    invitations.accepter_avec(jeton=secret("invitation"), utilisateur=fabriques.utilisateur())


@courriel("acces_modifie")
def _(m: Monde) -> None:
    membres.changer_droit(appartenance=m.appartenance(m.collegue), droit=Droit.LECTEUR, par=m.titulaire)


@courriel("dormance_annoncee")
def _(m: Monde) -> None:
    longtemps = timezone.now() - timedelta(days=1000)
    Utilisateur.objects.filter(pk=m.collegue.pk).update(last_login=longtemps, cree_le=longtemps)
    Appartenance.objects.filter(compte=m.compte).update(depuis=longtemps)
    dormance.surveiller()


@courriel("titulaire_change")
def _(m: Monde) -> None:
    membres.transmettre(a=m.appartenance(m.collegue), par=m.titulaire)


@courriel("second_facteur_exige")
def _(m: Monde) -> None:
    fabriques.second_facteur(m.titulaire)
    membres.exiger_second_facteur(compte=m.compte, exige=True, par=m.titulaire)


@courriel("second_facteur_perdu")
@courriel("second_facteur_a_lever")
def _perdre(m: Monde):
    fabriques.second_facteur(m.titulaire)
    return second_facteur.demander(utilisateur=m.titulaire)


@courriel("second_facteur_garde")
def _(m: Monde) -> None:
    second_facteur.refuser(demande=_perdre(m), par=m.agent)


@courriel("second_facteur_leve")
def _(m: Monde) -> None:
    second_facteur.lever(demande=_perdre(m), par=m.collegue)


@courriel("second_facteur_modifie")
def _(m: Monde) -> None:
    _annoncer("mfa/email/totp_activated", m)


@courriel("openid_rattache")
def _rattacher(m: Monde) -> None:
    openid.rattacher(
        sujet="identite-du-titulaire",
        revendications={"email": m.titulaire.email, "siret": m.compte.organisme.siret},
        adresse=None,
    )


def _corriger(m: Monde, *, confirmer: bool) -> None:
    vie.corriger(
        organisme=m.compte.organisme,
        valeurs={"contact_email": "neuve@exemple.test"},
        confirmer_contact=confirmer,
        geste=vie.Geste(m.titulaire, None),
    )


@courriel("openid_delie")
def _(m: Monde) -> None:
    _rattacher(m)
    openid.delier(utilisateur=m.titulaire, adresse=None)


@courriel("contact_a_confirmer", "jeton")
def _(m: Monde) -> None:
    _corriger(m, confirmer=True)


@courriel("contact_change")
def _(m: Monde) -> None:
    _corriger(m, confirmer=False)


@courriel("organisme_change")
def _(m: Monde) -> None:
    vie.fermer(organisme=m.compte.organisme, geste=vie.Geste(m.agent, None, "Fin d’activité."))


@courriel("depart_lien", "jeton")
def _(m: Monde) -> None:
    deposer(m.compte)


@courriel("depart_recu")
@courriel("depart_signale")
def _(m: Monde) -> None:
    confirmee(m.compte)


@courriel("depart_refuse")
def _(m: Monde) -> None:
    departs.refuser(demande=confirmee(m.compte), motif="Pièce <illisible>.", par=m.agent, adresse=None)


@courriel("depart_accepte", "jeton")
def _(m: Monde) -> None:
    acceptee(m.compte, m.agent)


@courriel("depart_remplace")
@courriel("depart_titulaire")
def _(m: Monde) -> None:
    acceptee(m.compte, m.agent)
    invitations.accepter_en_creant(
        jeton=secret("depart_accepte"), mot_de_passe=MOT_DE_PASSE, cgu_acceptees=cgu.installer().version
    )


@courriel("demande_lien", "jeton")
def _(_m: Monde) -> None:
    fabriques_demandes.deposer()


@courriel("demande_recue")
def _(_m: Monde) -> None:
    fabriques_demandes.confirmee()


@courriel("demande_information")
def _(m: Monde) -> None:
    instruction.demander_information(
        demande=fabriques_demandes.confirmee(), texte="Qui êtes-vous ?", par=m.agent, adresse=None
    )


@courriel("demande_acceptee")
def _(m: Monde) -> None:
    instruction.accepter(demande=fabriques_demandes.confirmee(), par=m.agent, adresse=None)


@courriel("demande_refusee")
def _(m: Monde) -> None:
    instruction.refuser(
        demande=fabriques_demandes.confirmee(), motif="Rien <à> déclarer.", par=m.agent, adresse=None
    )


def _question(m: Monde):
    return questions.poser(
        nom="Martin",
        prenom="Ana",
        email="",
        sujet="Accès",
        texte="Comment faire ?",
        auteur=m.titulaire,
        adresse=None,
    )


@courriel("question_recue")
def _(m: Monde) -> None:
    _question(m)


@courriel("question_lien", "jeton")
def _(_m: Monde) -> None:
    questions.poser(
        nom="Martin", prenom="Ana", email="ana@exemple.test", sujet="Accès", texte="Quoi ?", adresse=None
    )


@courriel("question_reponse")
def _(m: Monde) -> None:
    questions.repondre(question=_question(m), texte="Ainsi.", par=m.agent, adresse=None)


@courriel("gestionnaire_cree", "jeton", "identifiant")
def _(_m: Monde) -> None:
    comptes.creer_gestionnaire(nom="Durand", prenom="Gaëlle", email="agente@exemple.test")


@courriel("mot_de_passe_oublie", "jeton", "identifiant")
def _(m: Monde) -> None:
    comptes.demander_nouveau_mot_de_passe(email=m.titulaire.email, utilisateurs=[m.titulaire])


@courriel("mot_de_passe_oublie_inconnu")
def _(_m: Monde) -> None:
    comptes.demander_nouveau_mot_de_passe(email="inconnue@exemple.test", utilisateurs=[])


@courriel("identifiant_oublie", "identifiant")
def _(m: Monde) -> None:
    comptes.rappeler_identifiants(email=m.titulaire.email)


@courriel("mot_de_passe_modifie", "identifiant")
def _(m: Monde) -> None:
    _annoncer("account/email/password_changed", m)


@courriel("acces_verrouille", "jeton")
def _(m: Monde) -> None:
    for _ in range(100):
        if verrous.compter_echec(saisie=m.titulaire.identifiant):
            break
    verrous.envoyer_le_lien(cle=VerrouConnexion.objects.get().pk)


@courriel("appareil_nouveau")
def _(m: Monde) -> None:
    for _ in range(2):
        Client().post(
            reverse("account_login"),
            {"login": m.titulaire.identifiant, "password": fabriques.MOT_DE_PASSE},
            headers={"user-agent": "Mozilla/5.0 (Windows NT 10.0) Firefox/140.0"},
        )


@courriel("adresse_a_confirmer", "jeton")
def _(m: Monde) -> None:
    adresses.demander(utilisateur=m.titulaire, nouvelle="nouvelle@exemple.test")


@courriel("adresse_changee")
def _(m: Monde) -> None:
    adresses.demander(utilisateur=m.titulaire, nouvelle="nouvelle@exemple.test")
    for parti in Courriel.objects.filter(gabarit="adresse_a_confirmer"):
        adresses.confirmer(jeton=re.search(r"/([\w-]{40,})/", parti.texte)[1])


@courriel("depot_traite")
def _(m: Monde) -> None:
    depot = Depot(
        numero=12,
        nom_fichier="passages <mars>.xml",
        etat="ERREURS",
        compte=m.compte,
        depose_par=m.titulaire,
        recu_le=timezone.now(),
        nb_passages=3,
        nb_acceptes=2,
        nb_refuses=1,
    )
    courriels.envoyer(
        gabarit="depot_traite",
        destinataire=m.titulaire.email,
        contexte={"depot": depot, "etat": depot.get_etat_display()},
    )
