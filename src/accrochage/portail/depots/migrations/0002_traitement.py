from django.db import migrations


class Migration(migrations.Migration):
    """The number of a deposit, and the table of lines that a processing works on.

    Unlogged: after a crash of PostgreSQL it is empty, and its deposits start again from their
    files.
    """

    dependencies = [("depots", "0001_initial")]
    operations = [
        migrations.RunSQL("CREATE SEQUENCE depots_numero_seq", "DROP SEQUENCE depots_numero_seq"),
        migrations.RunSQL(
            """
            CREATE UNLOGGED TABLE depots_ligne (
              depot_id uuid NOT NULL, rang integer NOT NULL, certification integer NOT NULL,
              ligne integer NOT NULL, id_technique text NOT NULL,
              refuse boolean NOT NULL, averti boolean NOT NULL, deja boolean NOT NULL DEFAULT false,
              date_debut date, contenu text, empreinte bytea,
              PRIMARY KEY (depot_id, rang)
            )
            """,
            "DROP TABLE depots_ligne",
        ),
    ]
