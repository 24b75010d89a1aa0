from django.db import migrations, models


class Migration(migrations.Migration):
    """How many workers began a deposit, and when the last one did."""

    dependencies = [("depots", "0002_traitement")]
    operations = [
        migrations.AddField("depot", "essais", models.PositiveSmallIntegerField(default=0)),
        migrations.AddField("depot", "essai_le", models.DateTimeField(null=True, blank=True)),
    ]
