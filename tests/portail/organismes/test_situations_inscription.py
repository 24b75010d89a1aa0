"""What is typed says the account: three situations, and one same answer to everything else."""

from __future__ import annotations

import re
import threading
from datetime import timedelta

import fabriques
import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from accrochage.portail.comptes.models import VersionCgu
from accrochage.portail.courriels.models import Courriel
from accrochage.portail.journal.models import Entree
from accrochage.portail.organismes import services
from accrochage.portail.organismes.enums import Role
from accrochage.portail.organismes.formats import LETTRES, lire_contrat, lire_matricule
from accrochage.portail.organismes.models import Contrat, Organisme
from accrochage.portail.organismes.services import essais

pytestmark = pytest.mark.django_db
JOUR = timedelta(days=1)


def verifier(organisme: Organisme, second: str) -> services.Ouverture:
    return services.verifier_identifiants(matricule=organisme.matricule, second=second, adresse="192.0.2.1")


def numero(organisme: Organisme, role: Role = Role.CERTIFICATEUR) -> str:
    return organisme.contrats.get(role=role).numero


def terminer_le_contrat(contrat: Contrat) -> None:
    contrat.debut = contrat.fin = timezone.localdate() - JOUR
    contrat.save()


def motif() -> str:
    return Entree.objects.filter(action=essais.ACTION).latest("id").details["motif"]


@pytest.fixture
def certificateur():
    return fabriques.organisme("Lycée Exemple")


@pytest.fixture
def deposant(certificateur):
    return fabriques.deposant(certificateur, raison_sociale="Groupement Témoin")


class TestSituations:
    def test_1_own_matricule_and_own_contract_open_the_account_of_certificateur(self, certificateur):
        attendue = services.Ouverture(certificateur, Role.CERTIFICATEUR)
        assert verifier(certificateur, numero(certificateur)) == attendue

    def test_2_the_same_body_opens_both_accounts_with_two_pairs(self, certificateur):
        autre = fabriques.organisme()
        fabriques.mandat(autre, certificateur)
        assert verifier(certificateur, numero(certificateur)).role == Role.CERTIFICATEUR
        assert verifier(certificateur, autre.matricule) == services.Ouverture(certificateur, Role.DEPOSANT)

    def test_3_both_matricules_open_the_account_of_deposant(self, certificateur, deposant):
        assert verifier(deposant, certificateur.matricule) == services.Ouverture(deposant, Role.DEPOSANT)

    def test_3_the_contract_number_of_the_certificateur_is_accepted_in_its_place(
        self, certificateur, deposant
    ):
        attendue = services.Ouverture(deposant, Role.DEPOSANT)
        assert verifier(deposant, numero(certificateur)) == attendue

    def test_3_so_is_the_own_contract_of_deposant(self, deposant):
        attendue = services.Ouverture(deposant, Role.DEPOSANT)
        assert verifier(deposant, numero(deposant, Role.DEPOSANT)) == attendue

    def test_any_one_of_several_certificateurs_will_do(self, certificateur, deposant):
        second = fabriques.organisme()
        fabriques.mandat(second, deposant)
        for mandant in (certificateur, second):
            assert verifier(deposant, mandant.matricule).role == Role.DEPOSANT

    def test_a_mandate_in_force_outweighs_those_that_are_over(self, certificateur):
        deposant = fabriques.organisme(roles=(Role.DEPOSANT,))
        fabriques.mandat(certificateur, deposant, debut=-30, fin=-20)
        fabriques.mandat(certificateur, deposant, debut=-10)
        assert verifier(deposant, certificateur.matricule).role == Role.DEPOSANT

    def test_the_journal_keeps_the_role_that_was_worked_out(self, certificateur, deposant):
        verifier(deposant, certificateur.matricule)
        entree = Entree.objects.filter(action=essais.ACTION).latest("id")
        assert entree.details["role"] == "DEPOSANT"
        assert certificateur.matricule not in f"{entree.objet}{entree.details}"

    def test_the_mandate_does_not_open_the_account_of_its_certificateur(self, certificateur, deposant):
        for organisme, second in (
            (certificateur, deposant.matricule),
            (certificateur, numero(deposant, Role.DEPOSANT)),
            (certificateur, certificateur.matricule),
        ):
            with pytest.raises(services.IdentifiantsRefuses):
                verifier(organisme, second)
            assert motif() == "paire"

    def test_each_account_is_open_or_not_on_its_own(self, certificateur, deposant):
        fabriques.mandat(deposant=certificateur, certificateur=fabriques.organisme())
        compte = fabriques.compte(certificateur)
        with pytest.raises(services.DejaInscrit) as refus:
            verifier(certificateur, numero(certificateur))
        assert refus.value.compte == compte
        mandant = certificateur.mandats_recus.get().certificateur
        assert verifier(certificateur, mandant.matricule).role == Role.DEPOSANT


def refus_possibles():
    """Everything that opens nothing: motive in the journal → own organisme, what is typed second."""
    certificateur, autre = fabriques.organisme(), fabriques.organisme()
    cas = {
        "contrat": (certificateur, "MCFCER999998"),
        "organisme": (certificateur, "00ZZZ000"),
        "paire": (certificateur, numero(autre)),
    }
    for nom, debut, fin in (("mandat_termine", -9, -1), ("mandat_a_venir", 1, None)):
        deposant = fabriques.organisme(roles=(Role.DEPOSANT,))
        fabriques.mandat(certificateur, deposant, debut=debut, fin=fin)
        cas[nom] = (deposant, certificateur.matricule)
    deposant = fabriques.organisme(roles=(Role.DEPOSANT,))
    services.revoquer_mandat(mandat=fabriques.mandat(certificateur, deposant), par="essai:1")
    cas["mandat_revoque"] = (deposant, certificateur.matricule)
    termine, futur = fabriques.organisme(), fabriques.organisme()
    terminer_le_contrat(termine.contrats.get())
    futur.contrats.update(debut=timezone.localdate() + JOUR)
    cas["contrat_termine"], cas["contrat_a_venir"] = (termine, numero(termine)), (futur, numero(futur))
    cas["matricule"] = (Organisme(matricule="00ZZZ000"), certificateur.matricule)
    return cas


class TestRefus:
    def test_one_answer_and_the_same_queries_whatever_is_wrong_and_the_journal_says_which(self):
        nombres = {}
        for nom, (organisme, second) in refus_possibles().items():
            with (
                CaptureQueriesContext(connection) as requetes,
                pytest.raises(services.IdentifiantsRefuses) as refus,
            ):
                services.verifier_identifiants(
                    matricule=organisme.matricule, second=second, adresse=f"198.51.100.{len(nombres)}"
                )
            assert str(refus.value) == ""
            assert motif() == nom
            nombres[nom] = len(requetes)
        assert len(nombres) == 9
        assert len(set(nombres.values())) == 1, nombres

    @pytest.mark.parametrize("designation", ["matricule", "contrat", "propre"])
    @pytest.mark.parametrize(
        ("debut", "fin", "attendu"), [(-9, -1, "mandat_termine"), (1, None, "mandat_a_venir")]
    )
    def test_a_mandate_not_in_force_opens_nothing_however_it_is_designated(
        self, certificateur, designation, debut, fin, attendu
    ):
        deposant = fabriques.organisme(roles=(Role.DEPOSANT,))
        fabriques.mandat(certificateur, deposant, debut=debut, fin=fin)
        seconds = {
            "matricule": certificateur.matricule,
            "contrat": numero(certificateur),
            "propre": numero(deposant, Role.DEPOSANT),
        }
        with pytest.raises(services.IdentifiantsRefuses):
            verifier(deposant, seconds[designation])
        assert motif() == attendu

    def test_a_deposant_without_a_mandate_opens_nothing_with_its_own_contract(self):
        deposant = fabriques.organisme(roles=(Role.DEPOSANT,))
        with pytest.raises(services.IdentifiantsRefuses):
            verifier(deposant, numero(deposant, Role.DEPOSANT))
        assert motif() == "paire"

    def test_an_ended_contract_of_the_certificateur_does_not_designate_it(self, certificateur, deposant):
        terminer_le_contrat(certificateur.contrats.get())
        with pytest.raises(services.IdentifiantsRefuses):
            verifier(deposant, numero(certificateur))
        assert motif() == "contrat_termine"

    def test_a_body_that_is_no_longer_a_deposant_opens_nothing(self, certificateur, deposant):
        terminer_le_contrat(deposant.contrats.get())
        for second in (certificateur.matricule, numero(deposant, Role.DEPOSANT)):
            with pytest.raises(services.IdentifiantsRefuses):
                verifier(deposant, second)
            assert motif() == "contrat_termine"

    def test_the_last_day_of_a_mandate_counts_and_the_next_does_not(self, certificateur, horloge):
        deposant = fabriques.organisme(roles=(Role.DEPOSANT,))
        fabriques.mandat(certificateur, deposant, fin=0)
        assert verifier(deposant, certificateur.matricule)
        horloge.shift(JOUR)
        with pytest.raises(services.IdentifiantsRefuses):
            verifier(deposant, certificateur.matricule)

    def test_a_shape_that_is_neither_is_said_on_the_second_field(self, certificateur):
        with pytest.raises(services.IdentifiantsMalFormes) as refus:
            verifier(certificateur, "MCFXYZ000001")
        assert (refus.value.matricule, refus.value.second) == (False, True)

    def test_attempts_are_limited_whatever_is_typed_second(self, certificateur, deposant):
        for rang in range(essais.ESSAIS_PAR_MATRICULE):
            with pytest.raises(services.IdentifiantsRefuses):
                verifier(deposant, f"{rang:02d}ZZZ000")
        with pytest.raises(services.TropDEssais):
            verifier(deposant, certificateur.matricule)


def inscrire(ouverture: services.Ouverture) -> str:
    """Register Paule up to the mail; give the secret of its link."""
    services.commencer_inscription(
        ouverture=ouverture,
        nom="Petit",
        prenom="Paule",
        email="paule@exemple.test",
        fonction="Directrice",
        adresse=None,
    )
    texte = Courriel.objects.filter(gabarit="inscription_lien").latest("id").texte
    return re.search(r"/inscription/confirmer/([^/\s]+)/", texte)[1]


class TestOuvertureRetiree:
    """The right to open may end while the registration is under way."""

    def test_a_mandate_revoked_in_the_meantime_opens_nothing(self, certificateur, deposant):
        secret = inscrire(verifier(deposant, certificateur.matricule))
        services.confirmer_adresse(jeton=secret, adresse=None)
        services.revoquer_mandat(mandat=deposant.mandats_recus.get(), par="essai:1")
        with pytest.raises(services.OuvertureRetiree):
            services.terminer_inscription(jeton=secret, mot_de_passe="sept petites girafes", adresse=None)
        assert not deposant.comptes.exists()

    def test_another_mandate_still_allows_it(self, certificateur, deposant):
        secret = inscrire(verifier(deposant, certificateur.matricule))
        services.revoquer_mandat(mandat=deposant.mandats_recus.get(), par="essai:1")
        fabriques.mandat(fabriques.organisme(), deposant)
        services.confirmer_adresse(jeton=secret, adresse=None)
        compte = services.terminer_inscription(
            jeton=secret, mot_de_passe="sept petites girafes", adresse=None
        )
        assert compte.role == Role.DEPOSANT

    def test_a_contract_ended_in_the_meantime_opens_nothing(self, certificateur):
        secret = inscrire(verifier(certificateur, numero(certificateur)))
        terminer_le_contrat(certificateur.contrats.get())
        with pytest.raises(services.OuvertureRetiree):
            services.confirmer_adresse(jeton=secret, adresse=None)


class TestAOuvrir:
    def test_each_situation_lists_its_accounts(self, certificateur, deposant):
        def roles(organisme):
            return [a.role for a in services.comptes_a_ouvrir(organisme)]

        assert roles(certificateur) == [Role.CERTIFICATEUR]
        assert roles(deposant) == [Role.DEPOSANT]
        assert roles(fabriques.organisme(roles=(Role.DEPOSANT,))) == []
        fabriques.mandat(fabriques.organisme(), certificateur)
        assert roles(certificateur) == [Role.CERTIFICATEUR, Role.DEPOSANT]
        fabriques.compte(certificateur)
        assert roles(certificateur) == [Role.DEPOSANT]
        fabriques.compte(certificateur, role=Role.DEPOSANT)
        assert roles(certificateur) == []

    def test_the_first_mandate_that_is_not_over_is_the_one_to_type(self, deposant, certificateur):
        ancien = fabriques.organisme()
        fabriques.mandat(ancien, deposant, debut=-9, fin=-1)
        fabriques.mandat(fabriques.organisme(), deposant, debut=5)
        assert services.comptes_a_ouvrir(deposant)[0].mandant == certificateur


class TestSecondCompte:
    """One login for both roles."""

    @pytest.fixture
    def ouverture(self, certificateur, deposant):
        return verifier(deposant, certificateur.matricule)

    def ouvrir(self, ouverture, personne, *, cgu_acceptees=""):
        return services.ouvrir_avec_identifiant(
            ouverture=ouverture, utilisateur=personne, cgu_acceptees=cgu_acceptees, adresse="192.0.2.7"
        )

    def test_the_account_is_open_at_once_and_the_journal_keeps_it(self, ouverture):
        personne = fabriques.compte().titulaire_du_compte
        compte = self.ouvrir(ouverture, personne)
        assert (compte.role, compte.titulaire_du_compte) == (Role.DEPOSANT, personne)
        assert personne.appartenances.count() == 2
        entree = Entree.objects.get(action="inscription.terminee")
        assert (entree.acteur, entree.compte) == (f"utilisateur:{personne.pk}", f"compte:{compte.pk}")
        assert entree.details == {"role": "DEPOSANT", "identifiant": "existant"}

    def test_new_conditions_are_accepted_on_the_way_or_nothing_opens(self, ouverture):
        personne = fabriques.utilisateur()
        version = VersionCgu.objects.create(version="9.0", texte="Nouveau texte")
        for acceptees in ("", "1.0"):
            with pytest.raises(ValidationError):
                self.ouvrir(ouverture, personne, cgu_acceptees=acceptees)
        assert not ouverture.organisme.comptes.exists()
        self.ouvrir(ouverture, personne, cgu_acceptees="9.0")
        assert personne.acceptations_cgu.filter(version=version).exists()

    def test_agents_of_the_operator_hold_no_account(self, ouverture, gestionnaire):
        with pytest.raises(ValidationError):
            self.ouvrir(ouverture, gestionnaire)

    def test_the_second_of_two_persons_is_told_who_won(self, ouverture):
        compte = self.ouvrir(ouverture, fabriques.utilisateur())
        with pytest.raises(services.DejaInscrit) as refus:
            self.ouvrir(ouverture, fabriques.utilisateur())
        assert refus.value.compte == compte
        assert Entree.objects.filter(action="inscription.deja_ouverte").count() == 1

    def test_a_mandate_revoked_in_the_meantime_opens_nothing(self, ouverture):
        services.revoquer_mandat(mandat=ouverture.organisme.mandats_recus.get(), par="essai:1")
        with pytest.raises(services.OuvertureRetiree):
            self.ouvrir(ouverture, fabriques.utilisateur())


@pytest.mark.django_db(transaction=True)
def test_a_registration_and_a_login_at_once_open_one_account():
    certificateur = fabriques.organisme()
    deposant = fabriques.deposant(certificateur)
    personne = fabriques.utilisateur()
    ouverture = verifier(deposant, certificateur.matricule)
    secret = inscrire(ouverture)
    services.confirmer_adresse(jeton=secret, adresse=None)
    depart, issues = threading.Barrier(2), []

    def courir(**appel):
        depart.wait()
        try:
            appel.pop("finir")(**appel)
            issues.append("gagne")
        except services.DejaInscrit:
            issues.append("prevenu")
        finally:
            connection.close()

    coureurs = (
        {"finir": services.terminer_inscription, "jeton": secret, "mot_de_passe": "sept petites girafes"},
        {
            "finir": services.ouvrir_avec_identifiant,
            "ouverture": ouverture,
            "utilisateur": personne,
            "cgu_acceptees": "",
        },
    )
    fils = [threading.Thread(target=courir, kwargs={**c, "adresse": None}) for c in coureurs]
    for fil in fils:
        fil.start()
    for fil in fils:
        fil.join()
    assert sorted(issues) == ["gagne", "prevenu"]
    assert deposant.comptes.count() == 1


def espacer(texte: str, espaces: list[str]) -> str:
    return "".join(c + e for c, e in zip(texte, espaces, strict=False)) + texte[len(espaces) :]


ESPACES = st.lists(st.sampled_from(["", " ", "\u00a0", "\u202f", "-", "  "]), max_size=14)
CHIFFRES = st.text("0123456789", min_size=3, max_size=3)


@given(
    st.text("0123456789", min_size=2, max_size=2), st.text(LETTRES, min_size=3, max_size=3), CHIFFRES, ESPACES
)
def test_a_matricule_is_read_in_any_case_and_with_any_spaces(deux, lettres, trois, espaces):
    matricule = deux + lettres + trois
    for saisie in (matricule, matricule.lower()):
        assert lire_matricule(espacer(saisie, espaces)) == matricule
        assert lire_contrat(espacer(saisie, espaces)) is None


@given(st.sampled_from(["MCFCER", "MCFDEP"]), CHIFFRES, CHIFFRES, ESPACES)
def test_a_contract_number_is_too_and_is_never_a_matricule(prefixe, debut, fin, espaces):
    contrat = prefixe + debut + fin
    for saisie in (contrat, contrat.lower()):
        assert lire_contrat(espacer(saisie, espaces)) == contrat
        assert lire_matricule(espacer(saisie, espaces)) is None
