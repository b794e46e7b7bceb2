from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="AuditEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField(auto_now_add=True)),
                (
                    "user_id",
                    models.BigIntegerField(help_text="Who did it, when that is known.", null=True),
                ),
                ("action", models.CharField(max_length=50)),
                (
                    "subject",
                    models.CharField(help_text="What was changed, such as todo:12.", max_length=50),
                ),
                ("fields", models.CharField(help_text="Which of its fields.", max_length=200)),
                ("request_id", models.CharField(help_text="As in the server's log.", max_length=128)),
            ],
            options={
                "verbose_name": "entry",
                "verbose_name_plural": "entries",
                "ordering": ["-id"],
                "indexes": [
                    models.Index(fields=["user_id", "id"], name="audit_entry_user"),
                    models.Index(fields=["subject", "id"], name="audit_entry_subject"),
                ],
            },
        ),
    ]
