from django.db import models


class AuditEntry(models.Model):
    """Something that was done. It holds no passwords, no titles and no e-mails."""

    at = models.DateTimeField(auto_now_add=True)
    # No foreign key: what a user did stays known when the user is gone.
    user_id = models.BigIntegerField(null=True, help_text="Who did it, when that is known.")
    action = models.CharField(max_length=50)
    subject = models.CharField(max_length=50, help_text="What was changed, such as todo:12.")
    fields = models.CharField(max_length=200, help_text="Which of its fields.")
    request_id = models.CharField(max_length=128, help_text="As in the server's log.")

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["user_id", "id"], name="audit_entry_user"),
            models.Index(fields=["subject", "id"], name="audit_entry_subject"),
        ]
        verbose_name = "entry"
        verbose_name_plural = "entries"

    def __str__(self) -> str:
        return f"{self.action} {self.subject}".strip()
