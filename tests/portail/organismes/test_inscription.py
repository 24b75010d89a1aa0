import re
import threading
from datetime import timedelta

import fabriques
import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import timezone

from accrochage.portail.comptes.models import Utilisateur
from accrochage.portail.courriels.models import Courriel
from accrochage.portail.journal.models import Entree
from accrochage.portail.organismes import services
from accrochage.portail.organismes.enums import Droit, EtatInscription, Role
from accrochage.portail.organismes.models import Appartenance, Compte, Inscription
from accrochage.portail.organismes.services import essais, inscription

pytestmark = pytest.mark.django_db
MOT_DE_PASSE = "sept petites girafes"


def ouverture(organisme):
    return services.Ouverture(organisme, Role.CERTIFICATEUR)


def commencer(organisme, email="paule@exemple.test", **champs):
    return services.commencer_inscription(
        **{
            "ouverture": ouverture(organisme),
            "nom": "Petit",
            "prenom": "Paule",
            "email": email,
            "fonction": "Directrice",
            "adresse": "192.0.2.1",
            **champs,
        }
    )


def jeton_du_dernier_courriel():
    texte = Courriel.objects.filter(gabarit="inscription_lien").latest("id").texte
    return re.search(r"/inscription/confirmer/([^/\s]+)/", texte)[1]


def verifier(organisme, *, matricule=None, second=None, adresse="192.0.2.1"):
    return services.verifier_identifiants(
        matricule=organisme.matricule if matricule is None else matricule,
        second=organisme.contrats.get().numero if second is None else second,
        adresse=adresse,
    )


def terminer(organisme, **champs):
    commencer(organisme, **champs)
    jeton = jeton_du_dernier_courriel()
    services.confirmer_adresse(jeton=jeton, adresse=None)
    return services.terminer_inscription(jeton=jeton, mot_de_passe=MOT_DE_PASSE, adresse=None)


class TestIdentifiants:
    def test_right_identifiers_open_the_account_of_their_organisme(self):
        organisme = fabriques.organisme()
        assert verifier(organisme) == ouverture(organisme)

    def test_case_spaces_and_hyphens_do_not_matter(self):
        organisme = fabriques.organisme()
        m, c = organisme.matricule, organisme.contrats.get().numero
        saisie = f" {m[:2]}\u00a0{m[2:5].lower()}-{m[5:]} "
        assert verifier(organisme, matricule=saisie, second=f"{c[:6].lower()} {c[6:9]}\u202f{c[9:]}")

    @pytest.mark.parametrize("faux", ["matricule", "contrat", "paire", "terme", "futur"])
    def test_one_same_refusal_whatever_is_wrong_and_the_journal_knows_which(self, faux):
        organisme, autre = fabriques.organisme(), fabriques.organisme()
        contrat = organisme.contrats.get()
        saisie = {"matricule": organisme.matricule, "second": contrat.numero}
        if faux == "matricule":
            saisie["matricule"] = "00ZZZ000"
        elif faux == "contrat":
            saisie["second"] = "MCFCER999998"
        elif faux == "paire":
            saisie["second"] = autre.contrats.get().numero
        elif faux == "terme":
            contrat.debut = contrat.fin = timezone.localdate() - timedelta(days=1)
            contrat.save()
        else:
            contrat.debut = timezone.localdate() + timedelta(days=1)
            contrat.save()
        with pytest.raises(services.IdentifiantsRefuses) as refus:
            verifier(organisme, **saisie)
        assert str(refus.value) == ""
        entree = Entree.objects.filter(action=essais.ACTION).latest("id")
        assert entree.resultat == "REFUS"
        attendu = {"terme": "contrat_termine", "futur": "contrat_a_venir"}
        assert entree.details["motif"] == attendu.get(faux, faux)

    def test_all_refusals_cost_the_same_queries(self, django_assert_num_queries):
        organisme, autre = fabriques.organisme(), fabriques.organisme()
        numero = organisme.contrats.get().numero
        for saisie in (
            {"matricule": "00ZZZ000", "second": numero},
            {"matricule": organisme.matricule, "second": "MCFCER999998"},
            {"matricule": organisme.matricule, "second": autre.contrats.get().numero},
            {"matricule": "00ZZZ000", "second": "MCFCER999998"},
        ):
            with pytest.raises(services.IdentifiantsRefuses), django_assert_num_queries(5):
                services.verifier_identifiants(**saisie, adresse="192.0.2.1")

    def test_what_has_not_the_shape_is_said_by_field(self):
        organisme = fabriques.organisme()
        with pytest.raises(services.IdentifiantsMalFormes) as refus:
            verifier(organisme, matricule="12ABC34")
        assert (refus.value.matricule, refus.value.second) == (True, False)

    def test_the_journal_holds_no_typed_contract_number(self):
        organisme = fabriques.organisme()
        numero = organisme.contrats.get().numero
        verifier(organisme)
        with pytest.raises(services.IdentifiantsRefuses):
            verifier(organisme, matricule="00ZZZ000")
        for entree in Entree.objects.filter(action=essais.ACTION):
            assert numero not in f"{entree.objet}{entree.details}"

    def test_too_many_failures_on_one_matricule_stop_everyone_even_with_the_right_number(self):
        organisme = fabriques.organisme()
        for rang in range(essais.ESSAIS_PAR_MATRICULE):
            with pytest.raises(services.IdentifiantsRefuses):
                verifier(organisme, second="MCFCER999998", adresse=f"192.0.2.{rang}")
        with pytest.raises(services.TropDEssais):
            verifier(organisme, adresse="198.51.100.7")

    @pytest.mark.parametrize("voisins", [("192.0.2.1", "192.0.2.1"), ("2001:db8::1", "2001:db8::2:1")])
    def test_too_many_failures_from_one_network_stop_it_whatever_it_types(self, voisins):
        organisme = fabriques.organisme()
        for rang in range(essais.ESSAIS_PAR_RESEAU):
            with pytest.raises(services.IdentifiantsRefuses):
                verifier(organisme, matricule=f"{rang:02d}ZZZ000", adresse=voisins[0])
        with pytest.raises(services.TropDEssais):
            verifier(organisme, adresse=voisins[1])
        assert verifier(organisme, adresse="198.51.100.7")

    def test_the_limit_ends_after_an_hour(self, horloge):
        organisme = fabriques.organisme()
        for _ in range(essais.ESSAIS_PAR_MATRICULE):
            with pytest.raises(services.IdentifiantsRefuses):
                verifier(organisme, second="MCFCER999998")
        horloge.shift(timedelta(minutes=61))
        assert verifier(organisme)

    def test_attempts_refused_by_the_limit_do_not_prolong_it(self, horloge):
        organisme = fabriques.organisme()
        for _ in range(essais.ESSAIS_PAR_MATRICULE):
            with pytest.raises(services.IdentifiantsRefuses):
                verifier(organisme, second="MCFCER999998")
        horloge.shift(timedelta(minutes=50))
        for _ in range(essais.ESSAIS_PAR_MATRICULE):
            with pytest.raises(services.TropDEssais):
                verifier(organisme)
        horloge.shift(timedelta(minutes=11))
        assert verifier(organisme)

    def test_an_open_account_names_its_administrator_after_right_identifiers_only(self):
        compte = fabriques.compte(titulaire=fabriques.utilisateur("Alice", "Arnaud"))
        with pytest.raises(services.DejaInscrit) as refus:
            verifier(compte.organisme)
        assert refus.value.administrateur == compte.titulaire_du_compte
        with pytest.raises(services.IdentifiantsRefuses):
            verifier(compte.organisme, second="MCFCER999998")

    def test_another_administrator_is_named_when_the_account_holder_left(self):
        compte = fabriques.compte()
        remplacant = fabriques.membre(compte, Droit.ADMINISTRATEUR)
        compte.appartenances.filter(utilisateur=compte.titulaire_du_compte).update(
            suspendue_le=timezone.now()
        )
        with pytest.raises(services.DejaInscrit) as refus:
            verifier(compte.organisme)
        assert refus.value.administrateur == remplacant


class TestCourse:
    def test_the_whole_course(self):
        organisme = fabriques.organisme("Lycée Exemple")
        compte = terminer(organisme, email="Paule@Exemple.test")
        titulaire = compte.titulaire_du_compte
        assert (titulaire.nom, titulaire.prenom, titulaire.email) == ("Petit", "Paule", "paule@exemple.test")
        assert titulaire.check_password(MOT_DE_PASSE)
        assert titulaire.emailaddress_set.get().verified
        assert compte.organisme == organisme
        assert compte.appartenances.get().droit == Droit.ADMINISTRATEUR
        assert Inscription.objects.get().etat == EtatInscription.TERMINEE
        courriel = Courriel.objects.get(gabarit="identifiant_connexion")
        assert courriel.destinataire == "paule@exemple.test"
        assert titulaire.identifiant in re.sub(r"\s", "", courriel.texte)
        assert MOT_DE_PASSE not in courriel.texte + courriel.html

    def test_nothing_is_active_before_the_password(self):
        commencer(fabriques.organisme())
        services.confirmer_adresse(jeton=jeton_du_dernier_courriel(), adresse=None)
        assert not Utilisateur.objects.exists()
        assert not Compte.objects.exists()
        assert not Appartenance.objects.exists()

    def test_the_secret_of_the_link_is_nowhere_in_the_registration(self):
        commencer(fabriques.organisme())
        assert Inscription.objects.get().jeton != jeton_du_dernier_courriel()

    def test_a_weak_password_opens_nothing_and_can_be_chosen_again(self):
        organisme = fabriques.organisme()
        commencer(organisme)
        jeton = jeton_du_dernier_courriel()
        services.confirmer_adresse(jeton=jeton, adresse=None)
        for faible in ("court", "123456789012345", "paule@exemple.test", "motdepassemotdepasse"[:11]):
            with pytest.raises(ValidationError):
                services.terminer_inscription(jeton=jeton, mot_de_passe=faible, adresse=None)
        assert not Utilisateur.objects.exists()
        assert services.terminer_inscription(jeton=jeton, mot_de_passe=MOT_DE_PASSE, adresse=None)

    @pytest.mark.parametrize(("champ", "valeur"), [("email", "x"), ("nom", ""), ("fonction", "x" * 101)])
    def test_what_is_no_person_is_refused_and_no_mail_leaves(self, champ, valeur):
        organisme = fabriques.organisme()
        with pytest.raises(ValidationError):
            commencer(organisme, **{champ: valeur})
        assert not Inscription.objects.exists()
        assert not Courriel.objects.filter(gabarit="inscription_lien").exists()

    def test_the_password_needs_the_link_opened_first(self):
        commencer(fabriques.organisme())
        with pytest.raises(services.LienInconnu):
            services.terminer_inscription(
                jeton=jeton_du_dernier_courriel(), mot_de_passe=MOT_DE_PASSE, adresse=None
            )

    def test_a_corrected_address_gets_a_new_link_and_voids_the_old_one(self):
        organisme = fabriques.organisme()
        premiere = commencer(organisme, email="fautive@exemple.test")
        ancien = jeton_du_dernier_courriel()
        corrigee = commencer(organisme, email="juste@exemple.test", remplace=premiere.pk)
        assert corrigee.pk == premiere.pk
        with pytest.raises(services.LienInconnu):
            services.confirmer_adresse(jeton=ancien, adresse=None)
        assert (
            services.confirmer_adresse(jeton=jeton_du_dernier_courriel(), adresse=None).email
            == "juste@exemple.test"
        )

    def test_a_confirmed_address_that_changes_is_to_confirm_again(self):
        organisme = fabriques.organisme()
        premiere = commencer(organisme)
        services.confirmer_adresse(jeton=jeton_du_dernier_courriel(), adresse=None)
        corrigee = commencer(organisme, email="autre@exemple.test", remplace=premiere.pk)
        assert corrigee.etat == EtatInscription.COURRIEL_A_CONFIRMER
        assert corrigee.courriel_confirme_le is None

    def test_the_registration_of_another_organisme_can_not_be_written_over(self):
        etrangere = commencer(fabriques.organisme())
        autre = commencer(fabriques.organisme(), email="x@exemple.test", remplace=etrangere.pk)
        assert autre.pk != etrangere.pk

    def test_a_link_expires_after_72_hours_and_not_before(self, horloge):
        organisme = fabriques.organisme()
        commencer(organisme)
        jeton = jeton_du_dernier_courriel()
        horloge.shift(timedelta(hours=71, minutes=59))
        assert services.confirmer_adresse(jeton=jeton, adresse=None)
        horloge.shift(timedelta(minutes=2))
        with pytest.raises(services.LienExpire):
            services.terminer_inscription(jeton=jeton, mot_de_passe=MOT_DE_PASSE, adresse=None)

    def test_a_link_opened_twice_goes_on_and_used_twice_is_told(self):
        organisme = fabriques.organisme()
        commencer(organisme)
        jeton = jeton_du_dernier_courriel()
        premiere = services.confirmer_adresse(jeton=jeton, adresse=None).courriel_confirme_le
        assert services.confirmer_adresse(jeton=jeton, adresse=None).courriel_confirme_le == premiere
        services.terminer_inscription(jeton=jeton, mot_de_passe=MOT_DE_PASSE, adresse=None)
        with pytest.raises(services.LienDejaUtilise):
            services.terminer_inscription(jeton=jeton, mot_de_passe=MOT_DE_PASSE, adresse=None)

    def test_the_second_of_two_registrations_is_told_who_won_and_the_journal_keeps_it(self):
        organisme = fabriques.organisme()
        commencer(organisme, email="seconde@exemple.test")
        seconde = jeton_du_dernier_courriel()
        services.confirmer_adresse(jeton=seconde, adresse=None)
        compte = terminer(organisme)
        with pytest.raises(services.DejaInscrit) as refus:
            services.terminer_inscription(jeton=seconde, mot_de_passe=MOT_DE_PASSE, adresse="192.0.2.9")
        assert refus.value.administrateur == compte.titulaire_du_compte
        assert Utilisateur.objects.count() == 1
        assert Entree.objects.get(action="inscription.deja_ouverte").adresse == "192.0.2.9"

    def test_links_are_limited_by_organisme(self):
        organisme = fabriques.organisme()
        for rang in range(inscription.COURRIELS_PAR_ORGANISME):
            commencer(organisme, email=f"p{rang}@exemple.test")
        with pytest.raises(services.TropDeCourriels):
            commencer(organisme)
        assert commencer(fabriques.organisme())

    def test_abandoned_registrations_are_forgotten_a_week_after_they_expired(self, horloge):
        terminer(fabriques.organisme())
        commencer(fabriques.organisme())
        horloge.shift(timedelta(hours=72, days=6))
        assert services.purger_inscriptions() == 0
        horloge.shift(timedelta(days=2))
        assert services.purger_inscriptions() == 1
        assert Inscription.objects.get().etat == EtatInscription.TERMINEE


@pytest.mark.django_db(transaction=True)
def test_two_registrations_at_once_one_wins_and_the_other_is_told():
    organisme = fabriques.organisme()
    jetons = []
    for rang in range(2):
        commencer(organisme, email=f"p{rang}@exemple.test")
        jetons.append(jeton_du_dernier_courriel())
        services.confirmer_adresse(jeton=jetons[-1], adresse=None)
    depart, issues = threading.Barrier(2), []

    def finir(jeton):
        depart.wait()
        try:
            services.terminer_inscription(jeton=jeton, mot_de_passe=MOT_DE_PASSE, adresse=None)
            issues.append("gagne")
        except services.DejaInscrit:
            issues.append("prevenu")
        finally:
            connection.close()

    fils = [threading.Thread(target=finir, args=(jeton,)) for jeton in jetons]
    for fil in fils:
        fil.start()
    for fil in fils:
        fil.join()
    assert sorted(issues) == ["gagne", "prevenu"]
    assert Utilisateur.objects.count() == Compte.objects.count() == Appartenance.objects.count() == 1
