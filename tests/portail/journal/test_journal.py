import pytest
from django.db import connection, transaction
from django.db.utils import ProgrammingError

from accrochage.portail.journal.models import Entree
from accrochage.portail.journal.services import noter, reference

pytestmark = pytest.mark.django_db


def test_an_entry_keeps_what_it_was_told():
    entree = noter(
        action="depot.recu", acteur="utilisateur:1", objet="depot:x", adresse="2001:db8::1", details={"a": 1}
    )
    entree.refresh_from_db()
    assert (entree.action, entree.acteur, entree.objet) == ("depot.recu", "utilisateur:1", "depot:x")
    assert entree.adresse == "2001:db8::1"
    assert entree.resultat == Entree.Resultat.SUCCES
    assert entree.details == {"a": 1}


@pytest.mark.parametrize("adresse", [None, "", "inconnue", "10.0.0.1, 10.0.0.2", "fe80::1%eth0"])
def test_an_address_that_is_none_does_not_lose_the_act(adresse):
    entree = noter(action="x.y", adresse=adresse)
    entree.refresh_from_db()
    assert entree.adresse in {None, "fe80::1"}


def test_references_are_type_and_identifier():
    entree = noter(action="x.y")
    assert reference(entree) == f"entree:{entree.pk}"
    assert reference(Entree()) == ""
    assert reference(None) == ""


@pytest.mark.parametrize(
    "ordre",
    [
        "UPDATE journal_entree SET action = 'autre'",
        "DELETE FROM journal_entree",
    ],
)
def test_the_database_refuses_to_change_or_delete_entries(ordre):
    noter(action="x.y")
    with pytest.raises(ProgrammingError, match="le journal ne se modifie pas"), transaction.atomic():
        connection.cursor().execute(ordre)
    assert Entree.objects.filter(action="x.y").count() == 1


def test_the_orm_can_not_go_round_it():
    entree = noter(action="x.y")
    entree.action = "autre"
    with pytest.raises(ProgrammingError), transaction.atomic():
        entree.save()
    with pytest.raises(ProgrammingError), transaction.atomic():
        entree.delete()


def test_truncate_is_refused_outside_test_databases():
    noter(action="x.y")
    with connection.cursor() as curseur:
        curseur.execute("SELECT prosrc FROM pg_proc WHERE proname = 'journal_ajout_seulement'")
        source = curseur.fetchone()[0].replace("starts_with(current_database(), 'test_')", "false")
        curseur.execute(
            "CREATE OR REPLACE FUNCTION journal_ajout_seulement() RETURNS trigger LANGUAGE plpgsql "
            f"AS $${source}$$"
        )
    with (
        pytest.raises(ProgrammingError, match="TRUNCATE refusé"),
        transaction.atomic(),
        connection.cursor() as curseur,
    ):
        curseur.execute("TRUNCATE journal_entree CASCADE")
    assert Entree.objects.count() == 1


class TestPortees:
    def test_an_account_sees_what_was_done_in_it_or_to_it(self, certificateur_a, certificateur_b):
        from accrochage.portail.journal.querysets import EntreeQuerySet

        dedans = noter(action="x.y", compte=reference(certificateur_a))
        dessus = noter(action="x.y", objet=reference(certificateur_a))
        noter(action="x.y", compte=reference(certificateur_b), acteur=reference(certificateur_a))
        noter(action="x.y")
        visibles = Entree.objects.visible_to(certificateur_a)
        assert isinstance(visibles, EntreeQuerySet)
        assert list(visibles) == [dessus, dedans]

    def test_an_account_that_is_not_saved_sees_nothing(self, certificateur_a):
        from accrochage.portail.organismes.models import Compte

        noter(action="x.y")
        assert list(Entree.objects.visible_to(Compte())) == []

    def test_a_person_sees_their_own_connections_by_whomever(self, administrateur, etranger):
        reussie = noter(action="connexion.reussie", acteur=reference(administrateur))
        echouee = noter(action="connexion.echouee", objet=reference(administrateur))
        noter(action="connexion.reussie", acteur=reference(etranger))
        noter(action="depot.recu", acteur=reference(administrateur))
        siennes = Entree.objects.connexions_de(administrateur).filter(action__startswith="connexion.")
        assert list(siennes) == [echouee, reussie]
        assert not Entree.objects.connexions_de(administrateur).filter(action="depot.recu").exists()

    def test_a_person_that_is_not_saved_has_no_connections(self):
        from accrochage.portail.comptes.models import Utilisateur

        noter(action="connexion.echouee")
        assert list(Entree.objects.connexions_de(Utilisateur())) == []
