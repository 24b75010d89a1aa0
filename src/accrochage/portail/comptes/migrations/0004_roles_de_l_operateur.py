from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def nommer(apps: Apps, _editeur: BaseDatabaseSchemaEditor) -> None:
    """Agents so far had every right of the operator: they keep them."""
    utilisateurs = apps.get_model("comptes", "Utilisateur").objects
    utilisateurs.filter(est_gestionnaire=True).update(role_operateur="SUPERVISEUR")


def revenir(apps: Apps, _editeur: BaseDatabaseSchemaEditor) -> None:
    """The former flag knew one kind of agent."""
    utilisateurs = apps.get_model("comptes", "Utilisateur").objects
    utilisateurs.exclude(role_operateur="").update(est_gestionnaire=True)


class Migration(migrations.Migration):
    dependencies = [("comptes", "0003_lien_de_deverrouillage")]

    operations = [
        migrations.AddField(
            model_name="utilisateur",
            name="role_operateur",
            field=models.CharField(
                blank=True,
                choices=[
                    ("GESTIONNAIRE", "gestionnaire"),
                    ("SUPERVISEUR", "superviseur"),
                    ("TECHNIQUE", "administrateur technique"),
                ],
                default="",
                max_length=12,
            ),
        ),
        migrations.RunPython(nommer, revenir),
        migrations.RemoveField(model_name="utilisateur", name="est_gestionnaire"),
    ]
