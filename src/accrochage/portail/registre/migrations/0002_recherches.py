from django.db import migrations


class Migration(migrations.Migration):
    """The table of searches: unlogged, since a crash starts its deposits again from their files."""

    dependencies = [("registre", "0001_initial")]
    operations = [
        migrations.RunSQL(
            """
            CREATE UNLOGGED TABLE registre_recherche (
              lot uuid NOT NULL, rang integer NOT NULL, branche "char" NOT NULL,
              nom text NOT NULL, prenom1 text, sexe text, annee smallint, mois smallint, jour smallint,
              lieux text[], pays text, prenom2 text, prenom3 text, usage text,
              nir_empreinte bytea, id_dossier text,
              personne_id bigint, passe smallint, code text,
              PRIMARY KEY (lot, rang)
            )
            """,
            "DROP TABLE registre_recherche",
        )
    ]
