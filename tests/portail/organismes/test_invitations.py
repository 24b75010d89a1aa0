"""Invitations: one address, one link, one answer; only administrators of the account send them."""

import re
import threading
from datetime import timedelta

import fabriques
import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.urls import reverse

from accrochage.portail.comptes import cgu
from accrochage.portail.comptes.models import AcceptationCgu, Utilisateur
from accrochage.portail.courriels.models import Courriel
from accrochage.portail.journal.models import Entree
from accrochage.portail.organismes.enums import Droit
from accrochage.portail.organismes.models import Appartenance, Invitation
from accrochage.portail.organismes.services import (
    LienDejaUtilise,
    LienExpire,
    LienInconnu,
    invitations,
    membres,
)

NORA = {"nom": "Nest", "prenom": "Nora", "email": "nora@exemple.test"}


def inviter(compte, par, **champs) -> Invitation:
    return invitations.inviter(compte=compte, par=par, **{"droit": Droit.DEPOSANT, **NORA, **champs})


def secret() -> str:
    """The secret of the latest invitation, from its mail."""
    texte = Courriel.objects.filter(gabarit="invitation").latest("pk").texte
    return re.search(r"/invitation/([\w-]{43})", texte)[1]


def accepter(jeton: str) -> Appartenance:
    return invitations.accepter_en_creant(
        jeton=jeton, mot_de_passe=fabriques.MOT_DE_PASSE, cgu_acceptees=cgu.installer().version
    )


@pytest.mark.django_db
def test_the_secret_is_only_in_the_mail(certificateur_a, administrateur):
    inviter(certificateur_a, administrateur)
    assert secret() not in str(Invitation.objects.values())
    assert secret() not in str(Entree.objects.values())
    assert NORA["email"] not in str(Entree.objects.values())


@pytest.mark.django_db
def test_the_answer_creates_a_login_that_accepted_the_conditions(certificateur_a, administrateur):
    inviter(certificateur_a, administrateur, email="  NORA@Exemple.test ", nom=" Nest  Dubois ")
    arrivee = accepter(secret())
    assert (arrivee.compte, arrivee.droit) == (certificateur_a, Droit.DEPOSANT)
    personne = arrivee.utilisateur
    assert (personne.email, personne.nom) == ("nora@exemple.test", "Nest Dubois")
    assert personne.check_password(fabriques.MOT_DE_PASSE)
    assert AcceptationCgu.objects.filter(utilisateur=personne).count() == 1
    assert set(Courriel.objects.filter(destinataire=personne.email).values_list("gabarit", flat=True)) == {
        "invitation",
        "identifiant_connexion",
        "compte_rejoint",
    }
    assert "Nora Nest Dubois" in Courriel.objects.get(gabarit="membre_arrive").texte
    entree = Entree.objects.get(action="invitation.acceptee")
    assert entree.compte == f"compte:{certificateur_a.pk}"


@pytest.mark.django_db
def test_a_weak_password_leaves_the_invitation_open(certificateur_a, administrateur):
    inviter(certificateur_a, administrateur)
    with pytest.raises(ValidationError):
        invitations.accepter_en_creant(
            jeton=secret(), mot_de_passe="nora", cgu_acceptees=cgu.installer().version
        )
    assert not Utilisateur.objects.filter(email=NORA["email"]).exists()
    assert accepter(secret()).droit == Droit.DEPOSANT


@pytest.mark.django_db
def test_conditions_published_while_the_page_was_read_are_read_first(client, certificateur_a, administrateur):
    inviter(certificateur_a, administrateur)
    client.get(reverse("invitation:ouvrir", args=[secret()]))
    lue = cgu.installer().version
    cgu.publier(version="2.0", texte="Autre texte.", acteur="essai:1")
    saisie = {"mot_de_passe": fabriques.MOT_DE_PASSE, "cgu": "on", "version": lue}
    page = client.post(reverse("invitation:repondre"), saisie).content.decode()
    assert "De nouvelles conditions" in page
    assert 'name="version" value="2.0"' in page
    assert not Utilisateur.objects.filter(email=NORA["email"]).exists()
    client.post(reverse("invitation:repondre"), {**saisie, "version": "2.0"})
    assert AcceptationCgu.objects.get(utilisateur__email=NORA["email"]).version.version == "2.0"


@pytest.mark.django_db
@pytest.mark.parametrize("qui", ["lecteur", "deposant", "etranger", "gestionnaire"])
def test_only_administrators_of_the_account_invite(qui, request, certificateur_a, administrateur):
    par = request.getfixturevalue(qui)
    ouverte = inviter(certificateur_a, administrateur)
    for geste in (
        lambda: inviter(certificateur_a, par, email="autre@exemple.test"),
        lambda: invitations.renvoyer(invitation=ouverte, par=par),
        lambda: invitations.annuler(invitation=ouverte, par=par),
    ):
        with pytest.raises(PermissionDenied):
            geste()
    assert Courriel.objects.filter(gabarit="invitation").count() == 1


@pytest.mark.django_db
def test_once_answered_or_cancelled_it_is_neither_sent_again_nor_cancelled(certificateur_a, administrateur):
    prise = inviter(certificateur_a, administrateur)
    accepter(secret())
    annulee = inviter(certificateur_a, administrateur, email="autre@exemple.test")
    invitations.annuler(invitation=annulee, par=administrateur)
    for invitation in (prise, annulee):
        with pytest.raises(LienDejaUtilise):
            invitations.renvoyer(invitation=invitation, par=administrateur)
        with pytest.raises(LienDejaUtilise):
            invitations.annuler(invitation=invitation, par=administrateur)


@pytest.mark.django_db
def test_links_that_no_longer_serve(certificateur_a, administrateur, horloge):
    with pytest.raises(LienInconnu):
        accepter("x" * 43)
    invitation = inviter(certificateur_a, administrateur)
    premier = secret()
    invitations.renvoyer(invitation=invitation, par=administrateur)
    with pytest.raises(LienInconnu):
        accepter(premier)
    horloge.shift(invitations.DUREE)
    with pytest.raises(LienExpire):
        accepter(secret())
    invitations.renvoyer(invitation=invitation, par=administrateur)
    accepter(secret())
    with pytest.raises(LienDejaUtilise):
        accepter(secret())


@pytest.mark.django_db
def test_a_member_removed_meanwhile_joins_again_and_a_member_does_not_join_twice(
    certificateur_a, administrateur, lecteur
):
    inviter(certificateur_a, administrateur)
    with pytest.raises(invitations.DejaMembre):
        invitations.accepter_avec(jeton=secret(), utilisateur=lecteur)
    membres.retirer(appartenance=lecteur.appartenances.get(), par=administrateur)
    invitations.accepter_avec(jeton=secret(), utilisateur=lecteur)
    assert lecteur.appartenances.get().droit == Droit.DEPOSANT


@pytest.mark.django_db
def test_what_nobody_took_up_is_forgotten(certificateur_a, administrateur, horloge):
    inviter(certificateur_a, administrateur)
    horloge.shift(invitations.DUREE + invitations.CONSERVATION - timedelta(minutes=1))
    assert invitations.purger() == 0
    horloge.shift(timedelta(minutes=2))
    assert invitations.purger() == 1
    assert not Invitation.objects.exists()


def ensemble(*gestes) -> list[Exception]:
    """Do all at the same instant, each in its own connection; give the refusals."""
    depart, refus = threading.Barrier(len(gestes)), []

    def agir(geste):
        depart.wait()
        try:
            geste()
        except (LienDejaUtilise, LienInconnu, invitations.DejaInvitee) as faute:
            refus.append(faute)
        finally:
            connection.close()

    fils = [threading.Thread(target=agir, args=(geste,)) for geste in gestes]
    for fil in fils:
        fil.start()
    for fil in fils:
        fil.join()
    return refus


@pytest.mark.django_db(transaction=True)
def test_a_link_opened_twice_at_once_serves_once():
    compte = fabriques.compte()
    inviter(compte, compte.titulaire_du_compte)
    jeton, connue = secret(), fabriques.utilisateur()
    refus = ensemble(
        lambda: accepter(jeton), lambda: invitations.accepter_avec(jeton=jeton, utilisateur=connue)
    )
    assert [type(faute) for faute in refus] == [LienDejaUtilise]
    assert Appartenance.objects.filter(compte=compte).count() == 2


@pytest.mark.django_db(transaction=True)
def test_an_invitation_cancelled_as_it_is_answered_does_one_of_both():
    compte = fabriques.compte()
    par = compte.titulaire_du_compte
    invitation = inviter(compte, par)
    jeton = secret()
    refus = ensemble(lambda: accepter(jeton), lambda: invitations.annuler(invitation=invitation, par=par))
    assert len(refus) == 1
    invitation.refresh_from_db()
    assert (invitation.acceptee_le is None) != (invitation.annulee_le is None)
    assert Appartenance.objects.filter(compte=compte).count() == (2 if invitation.acceptee_le else 1)


@pytest.mark.django_db(transaction=True)
def test_two_administrators_who_invite_the_same_person_at_once_send_one_invitation():
    compte = fabriques.compte()
    second = fabriques.membre(compte, Droit.ADMINISTRATEUR)
    refus = ensemble(lambda: inviter(compte, compte.titulaire_du_compte), lambda: inviter(compte, second))
    assert [type(faute) for faute in refus] == [invitations.DejaInvitee]
    assert Invitation.objects.count() == 1
