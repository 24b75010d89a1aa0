import pytest
from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import IntegrityError
from hypothesis import given
from hypothesis import strategies as st

from accrochage.portail.comptes import formats, services
from accrochage.portail.comptes.models import Utilisateur
from accrochage.portail.courriels.models import Courriel

identifiants = st.from_regex(formats.IDENTIFIANT, fullmatch=True)


@given(identifiants, st.lists(st.sampled_from([" ", "\u00a0", "-", "\u200b", ""]), min_size=9, max_size=9))
def test_a_login_is_understood_in_any_case_and_with_any_spaces(identifiant, separateurs):
    saisie = "".join(s + c for s, c in zip(separateurs, identifiant.lower(), strict=True))
    assert formats.compacter(saisie) == identifiant
    assert formats.compacter(formats.grouper_identifiant(identifiant)) == identifiant


def test_drawn_logins_have_nine_characters_that_can_not_be_mistaken():
    tires = {formats.tirer_identifiant() for _ in range(10_000)}
    assert len(tires) == 10_000
    assert all(formats.IDENTIFIANT.fullmatch(t) for t in tires)
    assert set("".join(tires)) == set(formats.ALPHABET)
    assert not set(formats.ALPHABET) & set("01OIL")


@pytest.mark.django_db
class TestCreation:
    def creer(self, **champs):
        return services.creer_utilisateur(
            **{"nom": "Petit", "prenom": "Paule", "email": "paule@exemple.test", **champs}
        )

    def test_a_person_has_a_drawn_login_and_a_confirmed_address(self):
        personne = self.creer(email="Paule@Exemple.test")
        assert formats.IDENTIFIANT.fullmatch(personne.identifiant)
        assert EmailAddress.objects.get(user=personne).verified
        assert personne.email == "paule@exemple.test"
        assert not personne.has_usable_password()

    def test_two_persons_may_share_an_address_and_have_two_logins(self):
        assert self.creer().identifiant != self.creer().identifiant

    def test_a_taken_login_is_drawn_again(self, monkeypatch):
        suite = iter(["ABCDEFGH2", "ABCDEFGH2", "ABCDEFGH3"])
        monkeypatch.setattr(services, "tirer_identifiant", lambda: next(suite))
        assert self.creer().identifiant == "ABCDEFGH2"
        assert self.creer().identifiant == "ABCDEFGH3"

    def test_a_generator_that_only_repeats_itself_gives_up(self, monkeypatch):
        monkeypatch.setattr(services, "tirer_identifiant", lambda: "ABCDEFGH2")
        self.creer()
        with pytest.raises(IntegrityError):
            self.creer()

    @pytest.mark.parametrize(
        "faible",
        ["court", "onzecaracte", "123456789012", "paule@exemple.test", "PaulePetit12", "password1234"],
    )
    def test_weak_passwords_are_refused_and_nobody_is_created(self, faible):
        with pytest.raises(ValidationError):
            self.creer(mot_de_passe=faible)
        assert not Utilisateur.objects.exists()

    def test_passwords_are_kept_with_argon2(self):
        assert self.creer(mot_de_passe="sept petites girafes").password.startswith("argon2")


@pytest.mark.django_db
class TestGestionnaire:
    def test_the_command_mails_a_link_and_shows_no_password(self, capsys):
        call_command(
            "gestionnaire", "creer", "--email", "agent@exemple.test", "--nom", "Durand", "--prenom", "Gaëlle"
        )
        agent = Utilisateur.objects.get(role_operateur="SUPERVISEUR")
        assert formats.grouper_identifiant(agent.identifiant) in capsys.readouterr().out
        assert not agent.has_usable_password()
        courriel = Courriel.objects.get(gabarit="gestionnaire_cree")
        assert courriel.destinataire == "agent@exemple.test"
        assert "/compte/mot-de-passe/choisir/" in courriel.texte

    def test_the_command_refuses_what_is_no_address(self):
        with pytest.raises(CommandError):
            call_command("gestionnaire", "creer", "--email", "agent", "--nom", "Durand", "--prenom", "Gaëlle")
        assert not Utilisateur.objects.exists()

    def test_with_a_known_password_no_mail_leaves(self):
        services.creer_gestionnaire(
            nom="Durand", prenom="Gaëlle", email="agent@exemple.test", mot_de_passe="sept petites girafes"
        )
        assert not Courriel.objects.exists()
