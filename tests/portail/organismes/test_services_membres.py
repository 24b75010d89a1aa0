"""Who works in an account: rights, suspensions, hand-over; never without an administrator."""

import threading

import fabriques
import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from hypothesis import settings as reglages
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from accrochage.portail.courriels.models import Courriel
from accrochage.portail.journal.models import Entree
from accrochage.portail.organismes.enums import Droit
from accrochage.portail.organismes.models import Appartenance, Compte
from accrochage.portail.organismes.services import membres


def de(compte, personne) -> Appartenance:
    return Appartenance.objects.get(compte=compte, utilisateur=personne)


@pytest.fixture
def second(certificateur_a):
    return fabriques.membre(certificateur_a, Droit.ADMINISTRATEUR, fabriques.utilisateur("Sonia", "Sand"))


def test_a_right_is_changed_noted_and_told(certificateur_a, administrateur, lecteur):
    membres.changer_droit(appartenance=de(certificateur_a, lecteur), droit=Droit.DEPOSANT, par=administrateur)
    assert de(certificateur_a, lecteur).droit == Droit.DEPOSANT
    entree = Entree.objects.get(action="membre.droit_change")
    assert (entree.acteur, entree.objet) == (
        f"utilisateur:{administrateur.pk}",
        f"utilisateur:{lecteur.pk}",
    )
    assert entree.details == {"avant": "LECTEUR", "apres": "DEPOSANT"}
    assert "Vous y êtes maintenant déposant" in Courriel.objects.get(gabarit="acces_modifie").texte


def test_suspending_and_opening_again_keeps_the_right(certificateur_a, administrateur, deposant):
    membres.suspendre(appartenance=de(certificateur_a, deposant), par=administrateur)
    assert not Appartenance.objects.actives_de(deposant)
    membres.reactiver(appartenance=de(certificateur_a, deposant), par=administrateur)
    assert Appartenance.objects.actives_de(deposant).get().droit == Droit.DEPOSANT
    natures = Courriel.objects.filter(gabarit="acces_modifie").order_by("pk").values_list("texte", flat=True)
    assert "suspendu par un administrateur" in natures[0]
    assert "rouvert" in natures[1]


def test_who_is_removed_keeps_their_login_and_other_accounts(
    certificateur_a, certificateur_b, administrateur, lecteur
):
    fabriques.membre(certificateur_b, Droit.LECTEUR, lecteur)
    membres.retirer(appartenance=de(certificateur_a, lecteur), par=administrateur)
    lecteur.refresh_from_db()
    assert lecteur.is_active
    assert Appartenance.objects.actives_de(lecteur).get().compte == certificateur_b


GESTES = [
    lambda a, par, **k: membres.changer_droit(appartenance=a, droit=Droit.LECTEUR, par=par, **k),
    lambda a, par, **k: membres.suspendre(appartenance=a, par=par, **k),
    lambda a, par, **k: membres.retirer(appartenance=a, par=par, **k),
]


@pytest.mark.parametrize("geste", GESTES)
def test_the_account_holder_stays_until_the_role_is_handed_over(
    geste, certificateur_a, administrateur, second
):
    with pytest.raises(membres.TitulaireEnPlace):
        geste(de(certificateur_a, administrateur), second, confirme=True)
    membres.transmettre(a=de(certificateur_a, second), par=administrateur)
    geste(de(certificateur_a, administrateur), second)
    assert not Appartenance.objects.administrateurs_actifs(certificateur_a).exclude(utilisateur=second)


@pytest.mark.parametrize("geste", GESTES)
def test_the_last_administrator_stays(geste, certificateur_a, administrateur, second):
    Compte.objects.filter(pk=certificateur_a.pk).update(titulaire_du_compte=fabriques.utilisateur())
    membres.suspendre(appartenance=de(certificateur_a, administrateur), par=second)
    with pytest.raises(membres.DernierAdministrateur):
        geste(de(certificateur_a, second), second, confirme=True)


@pytest.mark.parametrize("geste", GESTES)
def test_nobody_takes_their_own_right_away_by_accident(geste, certificateur_a, administrateur, second):
    with pytest.raises(membres.SurSoiMeme):
        geste(de(certificateur_a, second), second)
    geste(de(certificateur_a, second), second, confirme=True)


@pytest.mark.parametrize("geste", GESTES)
@pytest.mark.parametrize("qui", ["lecteur", "deposant", "etranger", "gestionnaire"])
@pytest.mark.usefixtures("administrateur")
def test_only_administrators_of_the_account_change_it(geste, qui, request, certificateur_a, second):
    par = request.getfixturevalue(qui)
    with pytest.raises(PermissionDenied):
        geste(de(certificateur_a, second), par)


def test_a_suspended_administrator_changes_nothing_more(certificateur_a, administrateur, second, lecteur):
    membres.suspendre(appartenance=de(certificateur_a, second), par=administrateur)
    with pytest.raises(PermissionDenied):
        membres.retirer(appartenance=de(certificateur_a, lecteur), par=second)


def test_the_role_of_holder_goes_to_an_active_administrator_and_both_are_told(
    certificateur_a, administrateur, second, deposant
):
    with pytest.raises(PermissionDenied):
        membres.transmettre(a=de(certificateur_a, deposant), par=administrateur)
    membres.transmettre(a=de(certificateur_a, second), par=administrateur)
    certificateur_a.refresh_from_db()
    assert certificateur_a.titulaire_du_compte == second
    lettres = {c.destinataire: c.texte for c in Courriel.objects.filter(gabarit="titulaire_change")}
    assert set(lettres) == {administrateur.email, second.email}
    assert "Vous êtes maintenant titulaire" in lettres[second.email]
    assert "Sonia Sand est maintenant titulaire" in lettres[administrateur.email]


def test_a_second_factor_is_asked_of_all_by_who_has_one(certificateur_a, administrateur, lecteur, deposant):
    with pytest.raises(membres.SansSecondFacteur):
        membres.exiger_second_facteur(compte=certificateur_a, exige=True, par=administrateur)
    fabriques.second_facteur(administrateur)
    fabriques.second_facteur(deposant)
    membres.exiger_second_facteur(compte=certificateur_a, exige=True, par=administrateur)
    certificateur_a.refresh_from_db()
    assert certificateur_a.second_facteur_exige
    prevenus = Courriel.objects.filter(gabarit="second_facteur_exige").values_list("destinataire", flat=True)
    assert list(prevenus) == [lecteur.email]


@pytest.mark.parametrize("geste", GESTES)
@pytest.mark.django_db(transaction=True)
def test_two_administrators_who_remove_each_other_leave_one(geste):
    holder = fabriques.utilisateur()
    compte = fabriques.compte(titulaire=holder)
    duo = [fabriques.membre(compte, Droit.ADMINISTRATEUR) for _ in range(2)]
    Compte.objects.filter(pk=compte.pk).update(titulaire_du_compte=fabriques.utilisateur())
    membres.retirer(appartenance=de(compte, holder), par=duo[0])
    depart, refus = threading.Barrier(2), []

    def agir(moi, autre):
        depart.wait()
        try:
            geste(de(compte, autre), moi)
        except (PermissionDenied, membres.DernierAdministrateur) as faute:
            refus.append(faute)
        finally:
            connection.close()

    fils = [threading.Thread(target=agir, args=paire) for paire in (duo, duo[::-1])]
    for fil in fils:
        fil.start()
    for fil in fils:
        fil.join()
    assert len(refus) == 1
    assert Appartenance.objects.administrateurs_actifs(compte).count() == 1


class Equipe(RuleBasedStateMachine):
    """Whatever members do to one another, the account keeps a holder who is an active administrator."""

    @initialize()
    def ouvrir(self):
        self.transaction = transaction.atomic()
        self.transaction.__enter__()
        self.compte = fabriques.compte()
        for droit in (Droit.ADMINISTRATEUR, Droit.DEPOSANT, Droit.LECTEUR):
            fabriques.membre(self.compte, droit)

    def teardown(self):
        if hasattr(self, "transaction"):
            transaction.set_rollback(True)
            self.transaction.__exit__(None, None, None)

    def _choisir(self, rang):
        tous = list(Appartenance.objects.filter(compte=self.compte).order_by("pk"))
        return tous[rang % len(tous)]

    @rule(
        qui=st.integers(0, 9),
        sur=st.integers(0, 9),
        geste=st.sampled_from(
            [
                *GESTES,
                lambda a, par, **k: membres.changer_droit(
                    appartenance=a, droit=Droit.ADMINISTRATEUR, par=par, **k
                ),
                lambda a, par, **_: membres.reactiver(appartenance=a, par=par),
                lambda a, par, **_: membres.transmettre(a=a, par=par),
                lambda a, _par, **_: membres.quitter(appartenance=a),
            ]
        ),
        confirme=st.booleans(),
    )
    def agir(self, qui, sur, geste, confirme):
        par = self._choisir(qui).utilisateur
        try:
            geste(self._choisir(sur), par, confirme=confirme)
        except (
            PermissionDenied,
            membres.DernierAdministrateur,
            membres.TitulaireEnPlace,
            membres.SurSoiMeme,
        ):
            return

    @invariant()
    def le_titulaire_administre(self):
        if hasattr(self, "compte"):
            self.compte.refresh_from_db()
            administrateurs = Appartenance.objects.administrateurs_actifs(self.compte)
            assert administrateurs.filter(utilisateur=self.compte.titulaire_du_compte_id).exists()


class TestEquipe(TestCase, Equipe.TestCase):
    settings = reglages(max_examples=15, stateful_step_count=12, deadline=None)
